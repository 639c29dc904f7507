import { GatewayError, type Outcome } from "../../errors/gateway-error.js";

/** Adds the outcome unless the error knows a better one. */
export function withOutcome(error: unknown, outcome: Outcome): GatewayError {
  const failure = GatewayError.of(error);
  const isDecided = outcome === "UNKNOWN" && failure.details.outcome !== undefined;
  return isDecided ? failure : failure.with({ outcome });
}
