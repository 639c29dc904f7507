import { randomId } from "../crypto/random-id.js";
import { createAppClient } from "../directory/app-client.js";
import { command, poolOf, type Call } from "../operation.js";
import { clientForm } from "./wire-forms.js";

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** How long a kind of token may live, and the unit of a number that comes without one. */
interface Lifetimes {
  readonly shortest: number;
  readonly longest: number;
  readonly unit: keyof typeof SECONDS;
}

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TokenValidityUnitsType.html
const ACCESS_OR_ID: Lifetimes = { shortest: 5 * 60, longest: SECONDS.days, unit: "hours" };
const REFRESH: Lifetimes = { shortest: 3600, longest: 3650 * SECONDS.days, unit: "days" };

/** Creates an app client, with the service's defaults for what is not stated. */
export const createUserPoolClient = command("CreateUserPoolClient", (call) => {
  const pool = poolOf(call);
  const { input } = call;
  const units = input.TokenValidityUnits;
  const access = seconds(call, ACCESS_OR_ID, input.AccessTokenValidity, units?.AccessToken);
  const id = seconds(call, ACCESS_OR_ID, input.IdTokenValidity, units?.IdToken);
  const refresh = seconds(call, REFRESH, input.RefreshTokenValidity, units?.RefreshToken);
  const client = createAppClient({
    name: input.ClientName,
    createdAt: call.now,
    ...(input.GenerateSecret === true && { secret: randomId(51) }),
    ...(input.ExplicitAuthFlows && { explicitAuthFlows: input.ExplicitAuthFlows }),
    ...(input.PreventUserExistenceErrors && {
      preventUserExistenceErrors: input.PreventUserExistenceErrors,
    }),
    ...(input.AuthSessionValidity && { sessionMinutes: input.AuthSessionValidity }),
    ...(access > 0 && { accessTokenSeconds: access }),
    ...(id > 0 && { idTokenSeconds: id }),
    ...(refresh > 0 && { refreshTokenSeconds: refresh }),
  });
  pool.clients.set(client.id, client);
  return { UserPoolClient: clientForm(pool, client) };
});

/** A stated lifetime; zero counts as not stated. Throws when tokens of this kind may not live so long or so short. */
function seconds(
  call: Call<"CreateUserPoolClient">,
  { shortest, longest, unit: usualUnit }: Lifetimes,
  validity = 0,
  unit = usualUnit,
): number {
  const lifetime = validity * SECONDS[unit];
  if (validity !== 0 && (lifetime < shortest || lifetime > longest)) {
    throw call.error("InvalidParameterException", "Invalid range for token validity.");
  }
  return lifetime;
}
