import type { Action } from "../../authorization/actions.js";
import type { ErrorCode } from "../../errors/error-codes.js";
import type { Outcome } from "../../errors/gateway-error.js";
import { categoryOf } from "./refusal-category.js";

/** What a record tells of. */
export const recordKinds = [
  "opened",
  "continued",
  "recovered",
  "intent",
  "result",
  "read",
  "refused",
  "checkpoint",
] as const;

export type RecordKind = (typeof recordKinds)[number];

/** From the verified token; a Principal fits, and nothing else of it is written down. */
interface Actor {
  readonly subject: string;
  readonly issuer: string;
  readonly roles: readonly string[];
}

/** What is about to be done, by whom, to whom. There is no field that could hold a password. */
export interface Intent {
  readonly actor: Actor;
  readonly action: Action;
  readonly target: {
    readonly poolId: string;
    readonly sub: string | null;
    /** The canonical one, never what the caller typed. */
    readonly username: string;
    readonly statusBefore: string;
    readonly groups?: readonly string[] | undefined;
  };
  /** The ids of the policies that permitted it. */
  readonly decidedBy: readonly string[];
  /** The caller's own words, held to `isReason`. */
  readonly reason?: string | undefined;
  readonly requestId: string;
}

/** Contact data of users of one pool that is about to be shown: names, never values. */
export interface ContactRead {
  readonly actor: Actor;
  readonly poolId: string;
  /** What is shown of each of them. */
  readonly fields: readonly string[];
  /** By which contact data they were found. */
  readonly searchedBy: readonly string[];
  readonly subjects: readonly { readonly sub: string | null; readonly username: string }[];
  readonly decidedBy: readonly string[];
  readonly reason?: string | undefined;
  readonly requestId: string;
}

/** An attempt that was refused before it came to an intent. Of the target there is only what was found out, never what was typed. */
export interface RefusedAttempt {
  readonly actor: Actor;
  readonly code: ErrorCode;
  readonly action?: Action | undefined;
  readonly poolId?: string | undefined;
  readonly target?: { readonly sub: string | null; readonly username: string } | undefined;
  /** The ids of the policies that judged the target, if any did. */
  readonly decidedBy?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  readonly requestId: string;
}

/** Attempts that were too many to be written down one by one; without an actor those of too many callers. */
export interface RefusedAttemptSum {
  readonly actor: Actor | undefined;
  readonly count: number;
  readonly codes: readonly ErrorCode[];
}

/** What became of it. */
export interface Result {
  readonly outcome: Outcome;
  readonly code?: ErrorCode | undefined;
  readonly statusAfter?: string | undefined;
  readonly awsRequestId?: string | undefined;
}

/** A record before it has its place in the chain. */
export interface Draft {
  readonly kind: RecordKind;
  /** When it was written down, not when it became durable. */
  readonly at: string;
  /** Which intent it opens or closes. */
  readonly id?: string;
  /** The fields of its kind, in their order in the line. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const actorFields = (actor: Actor) => ({
  subject: actor.subject,
  issuer: actor.issuer,
  roles: actor.roles,
});

/** Names each field anew: what else an object may hold is not written down. */
export const intentFields = ({
  actor,
  action,
  target,
  decidedBy,
  reason,
  requestId,
}: Intent): Draft["fields"] => ({
  actor: actorFields(actor),
  action,
  target: {
    poolId: target.poolId,
    sub: target.sub,
    username: target.username,
    statusBefore: target.statusBefore,
    groups: target.groups,
  },
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
    target: { poolId, sub: target?.sub, username: target?.username },
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
  statusAfter: result.statusAfter,
  awsRequestId: result.awsRequestId,
  durationMs: result.durationMs,
  recovered: result.recovered,
});

const maximumReasonLength = 256;

/** Whether a text may stand as the reason: at most 256 code points, without control, format or half characters. */
export const isReason = (text: string): boolean =>
  text.length <= 2 * maximumReasonLength &&
  Array.from(text).length <= maximumReasonLength &&
  !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
