import type { AppClient } from "../directory/app-client.js";
import { poolOf, query, type Call } from "../operation.js";
import { watchSignIn } from "../sign-in/record-event.js";
import type { SignInCall } from "../sign-in/sign-in-call.js";
import { signInWithPassword, signInWithRefreshToken } from "../sign-in/sign-in.js";

const REFRESH = ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"];

/** The settings of a client that allow a flow; the older names say the same as the newer ones. */
const ALLOWED_BY = new Map<string, readonly string[]>([
  ["USER_PASSWORD_AUTH", ["ALLOW_USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH"]],
  ["ADMIN_USER_PASSWORD_AUTH", ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"]],
  ["ADMIN_NO_SRP_AUTH", ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"]],
]);

/** Signs in from an app: by password or refresh token, if the client may. */
export const initiateAuth = query("InitiateAuth", (call) => {
  const found = call.pools.byClient(call.input.ClientId);
  if (found === undefined) throw clientNotFound(call);
  const ipAddress = call.input.UserContextData?.IpAddress;
  return start({ ...call, ...found, ipAddress }, call, ["USER_PASSWORD_AUTH"]);
});

/** Signs in from a server that holds AWS credentials. */
export const adminInitiateAuth = query("AdminInitiateAuth", (call) => {
  const pool = poolOf(call);
  const client = pool.clients.get(call.input.ClientId);
  if (client === undefined) throw clientNotFound(call);
  const ipAddress = call.input.ContextData?.IpAddress;
  return start({ ...call, pool, client, ipAddress }, call, [
    "ADMIN_USER_PASSWORD_AUTH",
    "ADMIN_NO_SRP_AUTH",
    "USER_PASSWORD_AUTH",
  ]);
});

type StartCall = Call<"InitiateAuth"> | Call<"AdminInitiateAuth">;

function start(signIn: SignInCall, { input }: StartCall, passwordFlows: readonly string[]) {
  const flow = input.AuthFlow;
  if (REFRESH.includes(flow)) return signInWithRefreshToken(signIn, input.AuthParameters);
  if (!passwordFlows.includes(flow)) {
    throw signIn.error("InvalidParameterException", "Initiate Auth method not supported.");
  }
  if (!mayUse(signIn.client, flow)) {
    throw signIn.error("InvalidParameterException", `${flow} flow not enabled for this client`);
  }
  const attempt = { name: input.AuthParameters?.["USERNAME"], asks: "Password" } as const;
  return watchSignIn(signIn, attempt, () => signInWithPassword(signIn, input.AuthParameters));
}

const mayUse = (client: AppClient, flow: string): boolean =>
  ALLOWED_BY.get(flow)?.some((setting) => client.explicitAuthFlows.includes(setting)) ?? false;

const clientNotFound = (call: StartCall): Error =>
  call.error(
    "ResourceNotFoundException",
    `User pool client ${call.input.ClientId} does not exist.`,
  );
