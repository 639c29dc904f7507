import {
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import type { UserPoolSettings } from "../records/records.js";
import { deadlineOf, passDeadlineOn } from "./deadline.js";
import { HttpHandler, type WireRequest } from "./http-handler.js";
import { JsonProtocol } from "./json-protocol.js";
import { RequestSigner } from "./request-signer.js";
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
    // What a call goes through is put together once for each operation.
    cacheMiddleware: true,
    protocol: JsonProtocol,
  };
  const handler = (attemptTimeoutMs: number, isConnectionFresh: boolean) =>
    new HttpHandler({
      attemptTimeoutMs,
      connectTimeoutMs: Math.min(attemptTimeoutMs, deadlines.readAttemptTimeoutMs),
      isConnectionFresh,
      deadlineOf,
    });
  const reads: CognitoIdentityProviderClient = new CognitoIdentityProviderClient({
    ...shared,
    signer: signerFor(pool, () => reads),
    maxAttempts: 2,
    requestHandler: handler(deadlines.readAttemptTimeoutMs, false),
  });
  const writes: CognitoIdentityProviderClient = new CognitoIdentityProviderClient({
    ...shared,
    signer: signerFor(pool, () => writes),
    // A password that was perhaps set must not be sent again: another admin may have set a newer one meanwhile.
    maxAttempts: 1,
    // A connection for each write: on one that is used again, an answer that came late or twice is taken for the next
    // one's, and a write is lost when the service closes an idle one.
    requestHandler: handler(deadlines.writeDeadlineMs, true),
  });
  requireAcknowledgement(writes);
  for (const client of [reads, writes]) {
    removeUnusedMiddleware(client);
    // The SDK copies this configuration three times in each call. V8 keeps an object fast to copy that is a prototype.
    Object.create(client.config);
  }
  primeWithoutSecret(writes);
  const destroy = () => {
    reads.destroy();
    writes.destroy();
  };
  return { reads, writes, destroy };
}

const signerFor = ({ region }: UserPoolSettings, client: () => CognitoIdentityProviderClient) =>
  new RequestSigner(() => client().config.credentials(), { region, service: "cognito-idp" });

/** What the SDK does for each call and nobody here needs: it puts its own story together, looks for Lambda's, and logs nothing. */
const unneeded = ["getUserAgentMiddleware", "recursionDetectionMiddleware", "loggerMiddleware"];

/** How the gateway's calls are known in CloudTrail. */
const userAgent = "cognito-admin-gateway aws-sdk-js/3";

function removeUnusedMiddleware({ middlewareStack }: CognitoIdentityProviderClient): void {
  for (const name of unneeded) middlewareStack.remove(name);
  middlewareStack.add(
    (next) => (args) => {
      const request = args.request as WireRequest;
      request.headers["user-agent"] = userAgent;
      passDeadlineOn(args.input, request);
      return next(args);
    },
    // Nearest to the wire: what goes out is the request that was signed.
    { step: "deserialize", priority: "low", name: "sendAsGateway" },
  );
}

/**
 * With what it has put together for an operation the SDK keeps the first command of its kind, for as long as the client
 * lives. So the first one, which goes nowhere, sets nobody's password.
 */
function primeWithoutSecret(writes: CognitoIdentityProviderClient): void {
  const first = new AdminSetUserPasswordCommand({ UserPoolId: "", Username: "", Password: "" });
  writes.middlewareStack.add(
    (next) => (args) =>
      args.input === first.input
        ? Promise.resolve({ output: { $metadata: {} }, response: undefined })
        : next(args),
    { step: "initialize", priority: "high", name: "primeWithoutSecret" },
  );
  void writes.send(first);
}

function credentialsFor(pool: UserPoolSettings, fixed: StaticCredentials | undefined) {
  if (fixed !== undefined) return { credentials: fixed };
  const { roleArn, externalId, region } = pool;
  if (roleArn === undefined) return {};
  return {
    credentials: async () => {
      // Loaded only where a role is configured: STS and the rest would slow every start down.
      const { fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
      return fromTemporaryCredentials({
        params: {
          RoleArn: roleArn,
          RoleSessionName: "cognito-admin-gateway",
          ...(externalId === undefined ? {} : { ExternalId: externalId }),
        },
        clientConfig: { region },
      })();
    },
  };
}
