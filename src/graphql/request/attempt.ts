import type { AuditLog } from "../../audit/audit-log.js";
import type { RefusedAttempt } from "../../audit/chain/audit-record.js";
import type { Access } from "../../authorization/access.js";
import { GatewayError } from "../../errors/gateway-error.js";

/**
 * What is known of the mutation field that is under way, as it is found out: pools by configuration, users by what Cognito
 * answered. Nothing that the caller typed: it could be a password in the wrong place.
 */
export type Attempt = {
  -readonly [Key in "action" | "poolId" | "target" | "decidedBy"]?: RefusedAttempt[Key];
};

/** What of a request's context it takes to write an attempt down. */
interface AttemptedRequest {
  readonly audit: Pick<AuditLog, "refused">;
  readonly access: Access;
  readonly attempt: Attempt;
  readonly reason: string | undefined;
  readonly requestId: string;
}

/** Writes down an attempt that came to no intent, where that is configured. What became of an intent is in its result. */
export function noteRefusal(
  { audit, access, attempt, reason, requestId }: AttemptedRequest,
  error: unknown,
): void {
  const { code, details } = GatewayError.of(error);
  // A log that cannot be written cannot take this either.
  if (details.auditId !== undefined || code === "AUDIT_UNAVAILABLE") return;
  audit.refused({ actor: access.principal, ...attempt, code, reason, requestId });
}
