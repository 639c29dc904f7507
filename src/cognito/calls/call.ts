import type { ErrorCode } from "../../errors/error-codes.js";
import type { CognitoOperation } from "../records/operations.js";
import { Deadline } from "../transport/deadline.js";
import { awsRequestIdOf, fromAwsError } from "./cognito-errors.js";

/** One finished call to Cognito, as whoever keeps the metrics is told of it. */
export interface CognitoCall {
  readonly poolId: string;
  readonly operation: CognitoOperation;
  readonly result: "OK" | ErrorCode;
  readonly durationMs: number;
}

/** What says that Cognito did not answer, or is ill. What it refuses, a throttle included, it refuses in good health. */
const faults: ReadonlySet<CognitoCall["result"]> = new Set([
  "UPSTREAM_ERROR",
  "UPSTREAM_TIMEOUT",
  "UPSTREAM_UNAVAILABLE",
]);

export const isFault = (result: CognitoCall["result"]): boolean => faults.has(result);

export type CallObserver = (call: CognitoCall) => void;

interface CallOptions {
  readonly poolId: string;
  readonly operation: CognitoOperation;
  readonly deadlineMs: number;
  readonly observe: CallObserver;
}

/** Makes one call under a deadline that really ends it; throws a GatewayError and nothing else. */
export async function call<Result>(
  { poolId, operation, deadlineMs, observe }: CallOptions,
  send: (deadline: Deadline) => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  const report = (result: CognitoCall["result"]) => {
    observe({ poolId, operation, result, durationMs: performance.now() - startedAt });
  };
  const deadline = new Deadline(deadlineMs);
  try {
    // Also ends what the deadline does not reach: the SDK's pause before a second attempt.
    const result = await deadline.during(send(deadline));
    report("OK");
    return result;
  } catch (error) {
    const awsRequestId = awsRequestIdOf(error);
    const logFields = { poolId, awsOperation: operation, awsRequestId };
    const gatewayError = fromAwsError(error, deadline.progress).with({}, logFields);
    report(gatewayError.code);
    throw gatewayError;
  } finally {
    deadline.clear();
  }
}
