import type { Action } from "../../authorization/actions.js";
import type { ErrorCode } from "../../errors/error-codes.js";
import type { Outcome } from "../../errors/gateway-error.js";

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

/** The part of a target's state that mutations change: in one form before a mutation and after it. */
export interface TargetState {
  readonly status?: string | undefined;
  readonly enabled?: boolean | undefined;
}

/**
 * A user by the names that Cognito gave, or is about to be asked for; a group, or a pool as a whole. For a user who is about to
 * be created the caller's text stands there, unless it is an address: such a user has no username until Cognito makes one.
 */
export type TargetName =
  | { readonly kind: "user"; readonly sub: string | null; readonly username: string | null }
  | { readonly kind: "group"; readonly group: string }
  | { readonly kind: "pool" };

/** What something is about to be done to. */
export type AuditTarget = TargetName & {
  readonly poolId: string;
  /** The user's groups, by which the policies judged. */
  readonly groups?: readonly string[] | undefined;
  /** As it was read to judge it; absent for what is not there yet. */
  readonly before?: TargetState | undefined;
  /**
   * The address that a user is about to be created by, folded. Its digest with the audit id is written down: a suspicion can be
   * checked against one record, and nobody finds addresses by reading.
   */
  readonly requestedAddress?: string | undefined;
};

/** What is about to be changed, beside the action: names and words of closed lists, never a value. */
export interface Change {
  /** Where the password comes from: the caller, the gateway or Cognito. */
  readonly password?: "given" | "issued" | "cognito" | undefined;
  /** The names of the attributes that are set. */
  readonly attributes?: readonly string[] | undefined;
  /** The addresses that are marked as verified. */
  readonly vouched?: readonly ("email" | "phone_number")[] | undefined;
  /** By what Cognito is to tell the user. */
  readonly invitation?: "NONE" | "EMAIL" | "SMS" | "EMAIL_AND_SMS" | undefined;
  /** The second factors that are to be on, all others off. */
  readonly mfa?: readonly string[] | undefined;
  /** The one of them that is to be asked for first; "none" where none is. */
  readonly preferredMfa?: string | undefined;
  /** The second factors that were on before. */
  readonly mfaBefore?: readonly string[] | undefined;
  /** The session that is ended, by Cognito's id, and whether those that hang together with it are ended as well. */
  readonly session?: string | undefined;
  readonly linked?: true | undefined;
  /** The device that is forgotten, by Cognito's key. */
  readonly device?: string | undefined;
  /** The sign-in event that is rated, by Cognito's id, and as what. */
  readonly event?: string | undefined;
  readonly verdict?: "VALID" | "INVALID" | undefined;
  /** The group that a user is put into or taken out of. */
  readonly group?: string | undefined;
  /** All the user's sessions are ended afterwards, by a second call. */
  readonly signOut?: true | undefined;
}

/** What is about to be done, by whom, to whom. There is no field that could hold a password. */
export interface Intent {
  readonly actor: Actor;
  readonly action: Action;
  readonly target: AuditTarget;
  readonly change?: Change | undefined;
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
  readonly target?: TargetName | undefined;
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

/** What became of the second call of a mutation. */
export interface SecondResult {
  readonly outcome: Outcome;
  readonly code?: ErrorCode | undefined;
}

/** A user by the names that they were created with. */
export interface CreatedName {
  readonly sub: string | null;
  readonly username: string;
}

/** What became of it. */
export interface Result {
  readonly outcome: Outcome;
  /** Of a failure; beside APPLIED of one that did not keep it from being done. */
  readonly code?: ErrorCode | undefined;
  /** Of a user who was created: the names that Cognito has given them. */
  readonly created?: CreatedName | undefined;
  /** As it was read after the write; absent when nobody has seen it. */
  readonly after?: TargetState | undefined;
  /** What of the state, read after it, is not as it was asked for: Cognito has acknowledged it and done something else. */
  readonly unexpected?: readonly string[] | undefined;
  /** Cognito's answer did not tell the outcome; the read after it did. */
  readonly settledBy?: "read-back" | undefined;
  /** What became of the second call of a mutation that makes two. */
  readonly second?: SecondResult | undefined;
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

const maximumReasonLength = 256;

/** Whether a text may stand as the reason: at most 256 code points, without control, format or half characters. */
export const isReason = (text: string): boolean =>
  text.length <= 2 * maximumReasonLength &&
  Array.from(text).length <= maximumReasonLength &&
  !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
