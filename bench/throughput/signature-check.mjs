// The hand-signed variant would be no limit if it left something out: its signature of a request is that of the AWS SDK.
import {
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { credentials, poolId, region } from "./population.mjs";
import { authorizationOf } from "./services/signed-calls.mjs";

/** Throws when the two differ, for a request that the SDK has signed and that is not sent. */
export async function checkSignature() {
  let sent;
  const requestHandler = {
    handle: async (request) => {
      sent = request;
      throw new Error("Not sent.");
    },
    destroy: () => undefined,
  };
  const client = new CognitoIdentityProviderClient({
    ...{ region, credentials, requestHandler, maxAttempts: 1 },
    endpoint: "http://127.0.0.1:1",
  });
  const command = new AdminGetUserCommand({ UserPoolId: poolId, Username: "reader-0" });
  await client.send(command).catch(() => undefined);
  const byName = new Map(
    Object.entries(sent.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const theirs = byName.get("authorization");
  const names = /SignedHeaders=([^,]+)/.exec(theirs)[1].split(";");
  const headers = Object.fromEntries(names.map((name) => [name, byName.get(name)]));
  const ours = authorizationOf(headers, sent.body);
  if (ours !== theirs) throw new Error(`The signatures differ: ${ours} is not ${theirs}`);
}
