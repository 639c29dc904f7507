import { GatewayError } from "../errors/gateway-error.js";
import type { GatewayContext } from "./context.js";

/** Writes down an attempt that came to no intent, where that is configured. What became of an intent is in its result. */
export function noteRefusal(
  { audit, access, attempt, reason, requestId }: GatewayContext,
  error: unknown,
): void {
  const { code, details } =
    error instanceof GatewayError ? error : new GatewayError("INTERNAL", {}, { cause: error });
  // A log that cannot be written cannot take this either.
  if (details.auditId !== undefined || code === "AUDIT_UNAVAILABLE") return;
  audit.refused({ actor: access.principal, ...attempt, code, reason, requestId });
}
