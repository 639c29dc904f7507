import type { AuditLog } from "../../audit/audit-log.js";
import type { Access } from "../../authorization/access.js";
import type { Action } from "../../authorization/actions.js";
import type { UserPools } from "../../cognito/user-pools.js";
import type { GatewayError } from "../../errors/gateway-error.js";
import type { Loaders } from "../../loaders/loaders.js";
import type { AnswerBytes } from "./answer-bytes.js";
import type { Attempt } from "./attempt.js";
import type { ContactReads } from "./contact-reads.js";
import type { Cursors } from "./cursors.js";
import type { MutationLimits } from "./mutation-limits.js";
import type { ProcessTargetLocks } from "./process-target-locks.js";
import type { RequestFacts } from "./request-facts.js";

/** Something a caller should know about an answer that is not an error; sent in the response's `extensions`. */
export interface Warning {
  readonly code:
    | "READBACK_FAILED"
    | "STATUS_UNEXPECTED"
    | "STATE_UNEXPECTED"
    | "CONTACT_UNVERIFIED"
    | "ANSWER_INCOMPLETE";
  /** The field it concerns, as in an error's `path`. */
  readonly path: readonly (string | number)[];
}

/** What a caller must be permitted to be told a warning: the same as for the fields that show what it tells. */
export const warningActions: Readonly<Record<Warning["code"], readonly Action[]>> = {
  READBACK_FAILED: [],
  ANSWER_INCOMPLETE: [],
  STATUS_UNEXPECTED: ["user:read"],
  STATE_UNEXPECTED: ["user:read"],
  CONTACT_UNVERIFIED: ["user:read", "user:read-contact"],
};

/** What a caller must be permitted to be told the property of a warning, where that is more than the warning itself. */
export const propertyActions: Readonly<Record<string, Action>> = { mfa: "user:read-security" };

/** All that a resolver may use: made for one request, dropped with it. */
export interface GatewayContext {
  readonly requestId: string;
  readonly facts: RequestFacts;
  readonly access: Access;
  /** Whether the request carries the router's credential: which way it came, never who asks. */
  readonly isFromRouter: boolean;
  readonly pools: UserPools;
  readonly loaders: Loaders;
  readonly cursors: Cursors;
  readonly audit: Pick<AuditLog, "intent" | "refused">;
  /** Counts what is answered, and says when it is too much. */
  readonly answer: AnswerBytes;
  /** Keeps which contact data is shown; null where that is not to be written down. */
  readonly contactReads: ContactReads | null;
  readonly mutationLimits: MutationLimits;
  readonly targetLocks: ProcessTargetLocks;
  /** Why the caller does what they do, in their own words, for the audit log. */
  readonly reason: string | undefined;
  readonly warnings: Warning[];
  /** Why items of a batch failed, which its answer tells in their places: for the log and the metrics. */
  readonly itemFailures: GatewayError[];
  /** The mutation, or the item of a batch, that is in flight, as far as it is known; they come one after the other. */
  attempt: Attempt;
  /** Whether this request has begun to write: from then on nothing unforeseen may be called NOT_APPLIED. */
  hasWritten: boolean;
  /** The ids of the users to whom this request has given a temporary password. */
  readonly givenTemporaryPassword: Set<string>;
  readonly now: () => number;
  /** The attribute names that this request has asked for. */
  readonly attributeNames: Set<string>;
  /** Most users that one field may name; see `limits.userKeys`. */
  readonly maximumUserKeys: number;
  /** When the request begins no further item of a batch; see `limits.lookupDeadlineMs`. */
  readonly batchUntil: number;
  /** Most users whose passwords one mutation sets; see `limits.passwordItems`. */
  readonly maximumPasswordItems: number;
  /** How many representations this request has sent so far, repeated ones counted. */
  representationsAsked: number;
  /** Most of them; see `limits.representations`. */
  readonly maximumRepresentations: number;
}
