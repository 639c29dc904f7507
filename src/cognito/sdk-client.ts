import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { UserPoolSettings } from "./records.js";
import { requireAcknowledgement } from "./write-acknowledgement.js";

/** How long calls may take; see `limits` in the configuration. */
export interface CallDeadlines {
  readonly readAttemptTimeoutMs: number;
  readonly readDeadlineMs: number;
  readonly writeDeadlineMs: number;
}

/** Keys for an endpoint that asks for none, such as the local pool. AWS itself is reached by the SDK's own chain. */
export interface StaticCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Two clients, since they differ in what may be sent twice. */
export interface SdkClients {
  readonly reads: CognitoIdentityProviderClient;
  readonly writes: CognitoIdentityProviderClient;
  destroy(): void;
}

/** Opens the clients of one pool. Region and endpoint come from the configuration, never from a request. */
export function createSdkClients(
  pool: UserPoolSettings,
  deadlines: CallDeadlines,
  credentials?: StaticCredentials,
): SdkClients {
  const shared = {
    region: pool.region,
    ...(pool.endpoint === undefined ? {} : { endpoint: pool.endpoint }),
    ...credentialsFor(pool, credentials),
    // The defaults of the SDK's retry behaviour have changed between releases: nothing is left to them.
    retryMode: "standard",
  };
  const timeouts = (requestTimeout: number) => ({
    requestTimeout,
    connectionTimeout: Math.min(requestTimeout, deadlines.readAttemptTimeoutMs),
    // Without this the SDK only prints a warning when the time is over.
    throwOnRequestTimeout: true,
  });
  const reads = new CognitoIdentityProviderClient({
    ...shared,
    maxAttempts: 2,
    requestHandler: timeouts(deadlines.readAttemptTimeoutMs),
  });
  const writes = new CognitoIdentityProviderClient({
    ...shared,
    // A password that was perhaps set must not be sent again: another admin may have set a newer one meanwhile.
    maxAttempts: 1,
    // A connection for each write: on one that is used again, an answer that came late or twice is taken for the next
    // one's, and a write is lost when the service closes an idle one.
    requestHandler: {
      ...timeouts(deadlines.writeDeadlineMs),
      httpAgent: { keepAlive: false },
      httpsAgent: { keepAlive: false },
    },
  });
  requireAcknowledgement(writes);
  const destroy = () => {
    reads.destroy();
    writes.destroy();
  };
  return { reads, writes, destroy };
}

function credentialsFor(pool: UserPoolSettings, fixed: StaticCredentials | undefined) {
  if (fixed !== undefined) return { credentials: fixed };
  const { roleArn, region } = pool;
  if (roleArn === undefined) return {};
  return {
    credentials: async () => {
      // Loaded only where a role is configured: STS and the rest would slow every start down.
      const { fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
      return fromTemporaryCredentials({
        params: { RoleArn: roleArn, RoleSessionName: "cognito-admin-gateway" },
        clientConfig: { region },
      })();
    },
  };
}
