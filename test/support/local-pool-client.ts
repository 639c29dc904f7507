import {
  AdminGetUserCommand,
  type AdminGetUserCommandOutput,
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  startLocalPool,
  type LocalPool,
  type LocalPoolOptions,
} from "../../src/local-pool/local-pool.js";

/** An AWS client for an endpoint on this machine: one attempt, made-up credentials. */
export const clientFor = (
  endpoint: string,
  settings: CognitoIdentityProviderClientConfig = {},
): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
    ...settings,
  });

/** A running local pool and a client for it. */
export interface PoolUnderTest {
  readonly pool: LocalPool;
  readonly client: CognitoIdentityProviderClient;
  stop(): Promise<void>;
}

/** Starts a local pool on a free port with a client that is closed along with it. */
export async function startPoolUnderTest(options: LocalPoolOptions = {}): Promise<PoolUnderTest> {
  const pool = await startLocalPool(options);
  const client = clientFor(pool.url);
  return {
    pool,
    client,
    stop: async () => {
      client.destroy();
      await pool.stop();
    },
  };
}

/** A user as the pool itself has them, whatever a gateway says. */
export async function userOf(
  { url }: Pick<LocalPool, "url">,
  poolId: string,
  username: string,
): Promise<AdminGetUserCommandOutput> {
  const client = clientFor(url);
  try {
    return await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: username }));
  } finally {
    client.destroy();
  }
}

/** The error that a promise rejects with; fails when it resolves. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("The call succeeded.");
}
