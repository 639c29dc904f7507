// The calls to Cognito through the AWS SDK: with its defaults, or with the clients that the gateway makes for itself.
import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createSdkClients } from "../../../build/cognito/transport/sdk-client.js";
import { credentials, poolId, region } from "../population.mjs";

const callsWith = ({ reads, writes }) => ({
  getUser: (username) =>
    reads.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: username })),
  getGroups: (username) =>
    reads.send(
      new AdminListGroupsForUserCommand({ UserPoolId: poolId, Username: username, Limit: 60 }),
    ),
  listUsers: (limit) => reads.send(new ListUsersCommand({ UserPoolId: poolId, Limit: limit })),
  setPassword: (username, password) =>
    writes.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: poolId,
        Username: username,
        Password: password,
        Permanent: true,
      }),
    ),
});

/** One client, and nothing said but where Cognito is. */
export function defaultCalls(endpoint) {
  const client = new CognitoIdentityProviderClient({ region, endpoint, credentials });
  return callsWith({ reads: client, writes: client });
}

/** The gateway's clients, with its defaults for deadlines but longer: a busy machine must not end a call. */
export const gatewayCalls = (endpoint) =>
  callsWith(
    createSdkClients(
      { alias: "bench", id: poolId, region, endpoint },
      { readAttemptTimeoutMs: 10_000, readDeadlineMs: 20_000, writeDeadlineMs: 20_000 },
      credentials,
    ),
  );
