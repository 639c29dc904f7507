import { hash } from "node:crypto";
import type {
  Change,
  ContactRead,
  Draft,
  Intent,
  RefusedAttempt,
  RefusedAttemptSum,
  Result,
  TargetName,
  TargetState,
} from "./audit-record.js";
import { categoryOf } from "./refusal-category.js";

const actorFields = (actor: Intent["actor"]) => ({
  subject: actor.subject,
  issuer: actor.issuer,
  roles: actor.roles,
});

/** Names each field anew, as `intentFields` does. */
const stateFields = (state: TargetState | undefined) =>
  state === undefined ? undefined : { status: state.status, enabled: state.enabled };

const changeFields = (change: Change | undefined) =>
  change === undefined
    ? undefined
    : {
        password: change.password,
        attributes: change.attributes,
        vouched: change.vouched,
        invitation: change.invitation,
        mfa: change.mfa,
        preferredMfa: change.preferredMfa,
        mfaBefore: change.mfaBefore,
        session: change.session,
        linked: change.linked,
        device: change.device,
        event: change.event,
        verdict: change.verdict,
        group: change.group,
        signOut: change.signOut,
      };

const nameFields = (target: TargetName) => ({
  sub: target.kind === "user" ? target.sub : undefined,
  username: target.kind === "user" ? target.username : undefined,
  group: target.kind === "group" ? target.group : undefined,
});

/** The digest of an address in one record. */
const digestOf = (id: string, address: string | undefined): string | undefined =>
  address === undefined ? undefined : hash("sha256", `${id}${address}`);

/** Names each field anew: what else an object may hold is not written down. */
export const intentFields = (
  { actor, action, target, change, decidedBy, reason, requestId }: Intent,
  id: string,
): Draft["fields"] => ({
  actor: actorFields(actor),
  action,
  target: {
    kind: target.kind,
    poolId: target.poolId,
    ...nameFields(target),
    requested: digestOf(id, target.requestedAddress),
    groups: target.groups,
    before: stateFields(target.before),
  },
  change: changeFields(change),
  decidedBy,
  reason,
  requestId,
});

/** Names each field anew, as `intentFields` does. */
export const readFields = (read: ContactRead): Draft["fields"] => ({
  actor: actorFields(read.actor),
  target: { poolId: read.poolId },
  fields: read.fields,
  searchedBy: read.searchedBy,
  subjects: read.subjects.map(({ sub, username }) => ({ sub, username })),
  decidedBy: read.decidedBy,
  reason: read.reason,
  requestId: read.requestId,
});

/** Names each field anew, as `intentFields` does. */
export function refusedFields(attempt: RefusedAttempt | RefusedAttemptSum): Draft["fields"] {
  const { actor } = attempt;
  const by = actor === undefined ? undefined : actorFields(actor);
  if ("count" in attempt) return { actor: by, count: attempt.count, codes: attempt.codes };
  const { code, action, poolId, target, decidedBy, reason, requestId } = attempt;
  return {
    actor: by,
    action,
    target: {
      kind: target?.kind,
      poolId,
      ...(target === undefined ? {} : nameFields(target)),
    },
    code,
    category: categoryOf(code),
    decidedBy,
    reason,
    requestId,
  };
}

interface ResultFacts extends Result {
  readonly durationMs?: number | undefined;
  readonly recovered?: true | undefined;
}

/** Names each field anew, as `intentFields` does. */
export const resultFields = (result: ResultFacts): Draft["fields"] => ({
  outcome: result.outcome,
  code: result.code,
  sub: result.created?.sub,
  username: result.created?.username,
  after: stateFields(result.after),
  unexpected: result.unexpected?.length === 0 ? undefined : result.unexpected,
  settledBy: result.settledBy,
  second:
    result.second === undefined
      ? undefined
      : { outcome: result.second.outcome, code: result.second.code },
  awsRequestId: result.awsRequestId,
  durationMs: result.durationMs,
  recovered: result.recovered,
});
