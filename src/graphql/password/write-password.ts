import type { AuditEntry } from "../../audit/audit-log.js";
import type { Result } from "../../audit/chain/audit-record.js";
import type { TargetAction } from "../../authorization/actions.js";
import { setPassword } from "../../cognito/calls/user-writes.js";
import { passwordViolations } from "../../cognito/records/password-violations.js";
import type { UserRecord, UserStatus } from "../../cognito/records/records.js";
import type { UserPool } from "../../cognito/user-pool.js";
import type { GatewayError } from "../../errors/gateway-error.js";
import { withOutcome } from "../mutations/outcome.js";
import { type GatewayContext, type Warning, warningActions } from "../request/context.js";

/** What the caller is to be shown of a write. */
export interface PasswordAnswer {
  readonly warn: (code: Warning["code"]) => void;
  /** The fields of the user that are selected. */
  readonly fields: ReadonlySet<string>;
}

/** The fields that setting a password leaves as they are: what was read to find the target answers them. */
const unchangedFields: ReadonlySet<string> = new Set([
  "__typename",
  "id",
  "poolId",
  "username",
  "sub",
  "enabled",
  "createdAt",
  "email",
  "emailVerified",
  "phoneNumber",
  "phoneNumberVerified",
  "name",
  "attributes",
  "mfa",
  "groups",
]);

/** A user on whom the policies let the caller act, and what they judged by. */
export interface PermittedTarget {
  readonly user: UserRecord;
  readonly groups: readonly string[];
  /** The ids of the policies that permitted it. */
  readonly decidedBy: readonly string[];
}

export interface PasswordWrite {
  readonly pool: UserPool;
  readonly action: TargetAction;
  readonly target: PermittedTarget;
  readonly password: string;
  readonly permanent: boolean;
}

/**
 * Writes down what is about to be done, does it once, reads back what became of it if that is asked for, and writes that down. Nothing is done
 * without the first record; what is done without the last one is answered AUDIT_UNAVAILABLE, outcome APPLIED.
 */
export async function writePassword(
  context: GatewayContext,
  write: PasswordWrite,
  { warn: warnCaller, fields }: PasswordAnswer,
): Promise<UserRecord> {
  const poolId = write.pool.settings.id;
  const warn: PasswordAnswer["warn"] = (code) => {
    if (warningActions[code].every((action) => context.access.may(action, poolId))) {
      warnCaller(code);
    }
  };
  const entry = await openEntry(context, write).catch((error: unknown) => {
    throw withOutcome(error, "NOT_APPLIED");
  });
  context.hasWritten = true;
  const { awsRequestId } = await send(write).catch(async (error: unknown) => {
    const failure = withOutcome(error, "UNKNOWN");
    forgetTarget(context, write);
    await close(entry, failure);
    throw failure.with({ auditId: entry.id, ...(await explain(write, failure)) });
  });
  const { user: before } = write.target;
  if (!write.permanent) context.givenTemporaryPassword.add(before.id);
  const isReachable = before.emailVerified === true || before.phoneNumberVerified === true;
  if (write.permanent && before.status === "UNCONFIRMED" && !isReachable)
    warn("CONTACT_UNVERIFIED");
  const isShown = [...fields].some((field) => !unchangedFields.has(field));
  const { user, isRead } = isShown
    ? await readBack(context, write, warn)
    : withoutReadBack(context, write);
  // Who was not read back has the status that the intent's action leads to, but nobody has seen it.
  const statusAfter = isRead ? user.status : undefined;
  await entry.result({ outcome: "APPLIED", statusAfter, awsRequestId }).catch((error: unknown) => {
    throw withOutcome(error, "APPLIED").with({ auditId: entry.id });
  });
  return user;
}

const openEntry = (
  { audit, access, requestId, reason }: GatewayContext,
  { action, target: { user, groups, decidedBy } }: PasswordWrite,
): Promise<AuditEntry> =>
  audit.intent({
    actor: access.principal,
    action,
    target: {
      poolId: user.poolId,
      sub: user.sub,
      username: user.username,
      statusBefore: user.status,
      groups,
    },
    decidedBy,
    reason,
    requestId,
  });

const send = ({ pool, target, password, permanent }: PasswordWrite) =>
  pool.write(setPassword(target.user.username, password, permanent));

/** Writes a failure down. If that fails as well, the log goes on trying: the caller is told of the first failure. */
async function close(entry: AuditEntry, { code, details, logFields }: GatewayError): Promise<void> {
  const { outcome = "UNKNOWN" } = details;
  const result: Result = { outcome, code, awsRequestId: logFields.awsRequestId };
  await entry.result(result).catch(() => undefined);
}

/** Drops what was read to judge a write that failed: by now the user may be another, and the request may write to them again. */
function forgetTarget({ loaders }: GatewayContext, { target: { user } }: PasswordWrite): void {
  loaders.users.forget(user);
  loaders.groups.clear(user);
}

/** Which rules Cognito found broken; empty when that cannot be told. A policy that finds none is out of date. */
async function explain({ pool, password }: PasswordWrite, { code }: GatewayError) {
  if (code !== "INVALID_PASSWORD") return {};
  const argument = "password";
  try {
    const kept = passwordViolations(password, (await pool.description.get()).passwordPolicy);
    if (kept.length > 0) return { argument, violations: kept };
    pool.description.forget();
    const read = (await pool.description.get()).passwordPolicy;
    return { argument, violations: passwordViolations(password, read) };
  } catch {
    return { argument, violations: [] };
  }
}

/** The user after the write. The write is done: a read that fails now must not make it look undone. */
async function readBack(
  context: GatewayContext,
  write: PasswordWrite,
  warn: PasswordAnswer["warn"],
): Promise<UserAfter> {
  try {
    const { loaders } = context;
    const {
      target: { user: before },
    } = write;
    const user = await loaders.users.reload(before);
    if (user !== null) {
      if (user.status !== statusOf(write)) warn("STATUS_UNEXPECTED");
      return { user, isRead: true };
    }
  } catch {
    // Told by the warning; the failed call itself is in the metrics.
  }
  warn("READBACK_FAILED");
  return withoutReadBack(context, write);
}

interface UserAfter {
  readonly user: UserRecord;
  readonly isRead: boolean;
}

/** The user as they were, with the status that the write leads to; what the request knows of before is dropped. */
function withoutReadBack({ loaders }: GatewayContext, write: PasswordWrite): UserAfter {
  const { user: before } = write.target;
  loaders.users.forget(before);
  return { user: { ...before, status: statusOf(write), lastModifiedAt: null }, isRead: false };
}

const statusOf = ({ permanent }: PasswordWrite): UserStatus =>
  permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
