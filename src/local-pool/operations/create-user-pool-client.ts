import { createAppClient } from "../app-client.js";
import { command, poolOf } from "../operation.js";
import { randomId } from "../random-id.js";
import { clientForm } from "../wire-forms.js";

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

type Unit = keyof typeof SECONDS;

/** Zero counts as not stated; a validity without a unit is in the unit that the service documents for it. */
const seconds = (validity = 0, unit: Unit): number => validity * SECONDS[unit];

/** Creates an app client, with the service's defaults for what is not stated. */
export const createUserPoolClient = command("CreateUserPoolClient", (call) => {
  const pool = poolOf(call);
  const { input } = call;
  const units = input.TokenValidityUnits;
  const access = seconds(input.AccessTokenValidity, units?.AccessToken ?? "hours");
  const id = seconds(input.IdTokenValidity, units?.IdToken ?? "hours");
  const refresh = seconds(input.RefreshTokenValidity, units?.RefreshToken ?? "days");
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
