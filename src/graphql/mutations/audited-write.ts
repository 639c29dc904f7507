import type { AuditEntry } from "../../audit/audit-log.js";
import type { Result, SecondResult } from "../../audit/chain/audit-record.js";
import type { Action } from "../../authorization/actions.js";
import type { CognitoWrite } from "../../cognito/calls/cognito-write.js";
import type { UserPool } from "../../cognito/user-pool.js";
import type { ErrorDetails, GatewayError } from "../../errors/gateway-error.js";
import { type GatewayContext, propertyActions, warningActions } from "../request/context.js";
import type { Mutation, Performed, Shown } from "./mutation.js";
import { afterSending, withOutcome } from "./outcome.js";
import { readAfter, settle, settleByRow } from "./read-after.js";
import type { Sent } from "./sent.js";
import type { MutationTypes, Permitted, RequestOf } from "./subject.js";

/**
 * Writes down what is about to be done, does it once, reads back what became of it if that is asked for or not known, and writes
 * that down. Nothing is done without the first record; a write whose last record failed is AUDIT_UNAVAILABLE, outcome
 * APPLIED.
 */
export async function auditedWrite<T extends MutationTypes>(
  mutation: Mutation<T>,
  request: RequestOf<T>,
  permitted: Permitted<T["state"]>,
  { warn: warnCaller, fields }: Shown,
): Promise<Performed<T["state"], T["input"]>> {
  const { context, pool, input } = request;
  const { state: before } = permitted;
  const since = context.now();
  const warn = onlyIfPermitted(context, pool, warnCaller);
  const entry = await openEntry(mutation, request, permitted).catch((error: unknown) => {
    throw withOutcome(error, "NOT_APPLIED");
  });
  context.hasWritten = true;
  const sent = await send(mutation, request, before).catch(async (error: unknown) => {
    const seeming = afterSending(error, mutation.appliedOn);
    // The target may have changed, and the request may write to it again.
    mutation.subject.forget(context, before, nothing);
    const settled =
      (await settleByRow(mutation, request, before, { failure: seeming, since })) ??
      (await settle(mutation, request, before, seeming));
    if (settled !== null) return { ...settled, awsRequestId: seeming.logFields.awsRequestId };
    const failure = await recode(mutation, request, before, seeming);
    await close(entry, failure);
    const details = await mutation.explain?.(failure, pool, input);
    throw explained(failure, details).with({ auditId: entry.id });
  });
  const second = await sendSecond(pool, mutation.second?.(before, input) ?? null);
  mutation.note?.(context, sent.told ?? before, { input, second });
  for (const code of mutation.warnings?.(before, input) ?? []) warn(code);
  const after = await readAfter(mutation, request, before, sent.told, { fields, warn });
  const result: Result = {
    outcome: "APPLIED",
    code: sent.failed,
    created: mutation.subject.created?.(after.state),
    after: after.isRead ? mutation.subject.audited(after.state) : undefined,
    unexpected: after.unexpected,
    settledBy: sent.isSettled === true ? "read-back" : undefined,
    second,
    awsRequestId: sent.awsRequestId,
  };
  await entry.result(result).catch((error: unknown) => {
    throw withOutcome(error, "APPLIED").with({ auditId: entry.id });
  });
  return { input, state: after.state, second, failed: sent.failed };
}

/**
 * Sends the one write. An answer that does not hold the state that it should tell is no acknowledgement. From one that does, the
 * request knows of the target no more than the write leaves as it was.
 */
async function send<T extends MutationTypes>(
  { write, answered, subject, leaves }: Mutation<T>,
  { context, pool, input }: RequestOf<T>,
  before: T["state"],
): Promise<Sent<T["state"]>> {
  const { answer, awsRequestId } = await pool.write(write(before, input));
  const told = answered?.(answer, before) ?? null;
  subject.forget(context, before, leaves);
  return { told, awsRequestId };
}

/** The argument to blame says more than the reason that stands for the lack of one. */
function explained(failure: GatewayError, details: ErrorDetails = {}): GatewayError {
  return (details.argument === undefined ? failure : failure.withoutReason()).with(details);
}

/** The failure by the code that it has in truth; by the one that it seems to have when that cannot be found out. */
async function recode<T extends MutationTypes>(
  { recoded }: Mutation<T>,
  request: RequestOf<T>,
  before: T["state"],
  failure: GatewayError,
): Promise<GatewayError> {
  if (recoded === undefined) return failure;
  return failure.as(await recoded(failure, before, request).catch(() => failure.code));
}

/** A write that failed may have changed any field. */
const nothing: ReadonlySet<string> = new Set();

/** A warning tells of the target: it needs the actions of the fields that show the same. */
const onlyIfPermitted =
  ({ access }: GatewayContext, pool: UserPool, warn: Shown["warn"]): Shown["warn"] =>
  (code, property) => {
    const may = (action: Action) => access.may(action, pool.settings.id);
    if (!warningActions[code].every(may)) return;
    // Every caller learns that something is not as they asked; which field it is, only callers who may see that field.
    const further = property === undefined ? undefined : propertyActions[property];
    warn(code, further === undefined || may(further) ? property : undefined);
  };

function openEntry<T extends MutationTypes>(
  { detail }: Mutation<T>,
  { context: { audit, access, requestId, reason }, action, input }: RequestOf<T>,
  { state: before, target, decidedBy }: Permitted<T["state"]>,
): Promise<AuditEntry> {
  return audit.intent({
    actor: access.principal,
    action,
    target,
    change: detail?.(input, before),
    decidedBy,
    reason,
    requestId,
  });
}

/** Writes a failure down. If that fails as well, the log goes on trying: the caller is told of the first failure. */
async function close(entry: AuditEntry, { code, details, logFields }: GatewayError): Promise<void> {
  const { outcome = "UNKNOWN" } = details;
  const result: Result = { outcome, code, awsRequestId: logFields.awsRequestId };
  await entry.result(result).catch(() => undefined);
}

/** The first write is done: a failure of the second is told beside it. */
async function sendSecond(
  pool: UserPool,
  write: CognitoWrite | null,
): Promise<SecondResult | undefined> {
  if (write === null) return undefined;
  try {
    await pool.write(write);
    return { outcome: "APPLIED" };
  } catch (error) {
    const { code, details } = withOutcome(error, "UNKNOWN");
    return { outcome: details.outcome ?? "UNKNOWN", code };
  }
}
