import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import type { Tunnels } from "../../network/tunnels.js";
import { cognitoOperations, operationFacts, type OperationKind } from "../records/operations.js";
import type { UserPoolSettings } from "../records/records.js";
import { AwsKeys, type KeyProvider, type StaticCredentials } from "./aws-keys.js";
import { deadlineOf, passDeadlineOn } from "./deadline.js";
import { HttpHandler, type WireRequest } from "./http-handler.js";
import { JsonProtocol } from "./json-protocol.js";
import { RequestSigner } from "./request-signer.js";
import { settledOptionsAt } from "./settled-options.js";
import { shareClock } from "./shared-clock.js";
import { requireAcknowledgement } from "./write-acknowledgement.js";

/** How long calls may take; see `limits` in the configuration. */
export interface CallDeadlines {
  readonly readAttemptTimeoutMs: number;
  readonly readDeadlineMs: number;
  readonly writeDeadlineMs: number;
}

/** Two clients, since they differ in what may be sent twice. */
export interface SdkClients {
  readonly reads: CognitoIdentityProviderClient;
  readonly writes: CognitoIdentityProviderClient;
  destroy(): void;
}

/**
 * Opens the clients of one pool. Where they call comes from the configuration, never from a request, nor from AWS's variables
 * and files. `credentials`: the keys of all pools, or the gateway's own. `addSteps` adds middleware to each client: a step that
 * is added afterwards is in no call, since the steps of each operation are resolved here.
 */
export function createSdkClients(
  pool: UserPoolSettings,
  deadlines: CallDeadlines,
  credentials?: AwsKeys | StaticCredentials,
  addSteps: (client: CognitoIdentityProviderClient) => void = () => undefined,
): SdkClients {
  const awsKeys =
    credentials instanceof AwsKeys ? credentials : new AwsKeys(deadlines, credentials);
  const keys = awsKeys.for(pool);
  const shared = {
    // The defaults of the SDK's retry behaviour, too, have changed between releases: nothing is left to them.
    ...settledOptionsAt(pool),
    credentials: keys,
    signer: signerFor(pool, keys),
    // What a call goes through is put together once for each operation.
    cacheMiddleware: true,
    protocol: JsonProtocol,
  };
  const reads = new CognitoIdentityProviderClient({
    ...shared,
    maxAttempts: 2,
    requestHandler: handlerFor(deadlines, deadlines.readAttemptTimeoutMs, false, awsKeys.tunnels),
  });
  const writes = new CognitoIdentityProviderClient({
    ...shared,
    // A password that was perhaps set must not be sent again: another admin may have set a newer one meanwhile.
    maxAttempts: 1,
    // A connection for each write: on one that is used again, an answer that came late or twice is taken for the next
    // one's, and a write is lost when the service closes an idle one.
    requestHandler: handlerFor(deadlines, deadlines.writeDeadlineMs, true, awsKeys.tunnels),
  });
  requireAcknowledgement(writes);
  shareClock([reads, writes]);
  for (const client of [reads, writes]) {
    removeUnusedMiddleware(client);
    addSteps(client);
    // The SDK copies this configuration three times in each call. V8 keeps an object fast to copy that is a prototype.
    Object.create(client.config);
  }
  primeWithBlanks(reads, "read");
  primeWithBlanks(writes, "write");
  const destroy = () => {
    reads.destroy();
    writes.destroy();
    if (awsKeys !== credentials) awsKeys.destroy();
  };
  return { reads, writes, destroy };
}

const handlerFor = (
  { readAttemptTimeoutMs }: CallDeadlines,
  attemptTimeoutMs: number,
  isConnectionFresh: boolean,
  tunnels: Tunnels | undefined,
) =>
  new HttpHandler({
    attemptTimeoutMs,
    connectTimeoutMs: Math.min(attemptTimeoutMs, readAttemptTimeoutMs),
    isConnectionFresh,
    deadlineOf,
    tunnels,
  });

const signerFor = ({ region }: UserPoolSettings, keys: KeyProvider) =>
  new RequestSigner(keys, { region, service: "cognito-idp" });

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
 * With the middleware that it has resolved for an operation the SDK keeps the first command of that operation, for as long as
 * the client lives. So the first one, which goes nowhere, holds nobody's password, name or address.
 */
function primeWithBlanks(client: CognitoIdentityProviderClient, kind: OperationKind): void {
  const blanks = cognitoOperations
    .map(operationFacts)
    .filter((facts) => facts.kind === kind)
    .map(({ command: Command }) => new Command({} as never));
  const inputs = new Set(blanks.map(({ input }) => input));
  client.middlewareStack.add(
    (next) => (args) =>
      inputs.has(args.input)
        ? Promise.resolve({ output: { $metadata: {} }, response: undefined })
        : next(args),
    { step: "initialize", priority: "high", name: "primeWithBlanks" },
  );
  for (const blank of blanks) void client.send(blank as Parameters<typeof client.send>[0]);
}
