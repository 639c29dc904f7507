import { GatewayError, type Outcome } from "../../errors/gateway-error.js";

/** Adds the outcome unless the error knows a better one. */
export function withOutcome(error: unknown, outcome: Outcome): GatewayError {
  const failure = GatewayError.of(error);
  const isDecided = outcome === "UNKNOWN" && failure.details.outcome !== undefined;
  return isDecided ? failure : failure.with({ outcome });
}

/**
 * The outcome of a write that failed. The table of exceptions tells which of them come before any change, whatever the operation;
 * `appliedOn` names those of them that may come after this one.
 */
export function afterSending(
  error: unknown,
  appliedOn: ReadonlySet<string> | undefined,
): GatewayError {
  const failure = withOutcome(error, "UNKNOWN");
  const { cause } = failure;
  const mayBeApplied = cause instanceof Error && appliedOn?.has(cause.name) === true;
  return mayBeApplied ? failure.with({ outcome: "UNKNOWN" }) : failure;
}

/** Nothing has been written when this fails. */
export async function beforeWriting<Result>(
  check: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    throw withOutcome(error, "NOT_APPLIED");
  }
}
