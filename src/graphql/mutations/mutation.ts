import type { ClassType } from "type-graphql";
import type { Change, SecondResult } from "../../audit/chain/audit-record.js";
import type { Action } from "../../authorization/actions.js";
import type { CognitoWrite } from "../../cognito/calls/cognito-write.js";
import type { UserPool } from "../../cognito/user-pool.js";
import type { ErrorCode } from "../../errors/error-codes.js";
import type { ErrorDetails, GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext, Warning } from "../request/context.js";
import type { Settled } from "./sent.js";
import type { MutationTypes, RequestOf, Subject } from "./subject.js";

/**
 * What a repetition would do. STATE: nothing further, it leads to one state. EVENT: something anew, such as a message, or another
 * password of which no state tells. CREATE and DELETE: be refused.
 */
export type MutationKind = "STATE" | "EVENT" | "CREATE" | "DELETE";

/** What became of a mutation that was applied. */
export interface Performed<State, Input> {
  /** The arguments, with what the gateway has added. */
  readonly input: Input;
  /** The state after it; for a DELETE the one before. */
  readonly state: State;
  readonly second?: SecondResult | undefined;
  /** The code of a failure that did not keep it from being applied; see `Mutation.settles`. */
  readonly failed?: ErrorCode | undefined;
}

/** What a part of the arguments needs, beside what the mutation needs. */
export interface PartRight {
  readonly action: Action;
  /** The attribute that the action is about. */
  readonly attribute?: string;
  /** The part, as FORBIDDEN names it. */
  readonly argument: string;
}

/** How a mutation settles failures of its own. */
interface Settlement<T extends MutationTypes> {
  /** AWS's names of the exceptions. */
  readonly on: ReadonlySet<string>;
  /**
   * Finds out whether the write was applied all the same; null when nothing proves it. `since` is when the mutation was about to
   * be written down, in milliseconds.
   */
  readonly by: (
    before: T["state"],
    request: RequestOf<T>,
    since: number,
  ) => Promise<Settled<T["state"]> | null>;
}

/** What the caller is to be shown of a mutation. */
export interface Shown {
  /** Warns the caller; of one property of the answer if it is named. */
  readonly warn: (code: Warning["code"], property?: string) => void;
  /** The fields that are selected of the state. */
  readonly fields: ReadonlySet<string>;
}

/** All that one mutation has of its own. `perform` is the order that keeps every one of them safe. */
export interface Mutation<T extends MutationTypes> {
  /** The field's description: what it does and answers, and its errors. What all mutations share is added. */
  readonly description: string;
  /** The class that declares the field's arguments. */
  readonly arguments: ClassType<T["input"]>;
  /** The type of the field's answer. */
  readonly answer: () => ClassType;
  /** The field of the answer that holds the state, where the answer tells more than that. */
  readonly stateIn?: string;
  /** What of it is answered; the state unless stated. */
  readonly present?: (performed: Performed<T["state"], T["input"]>) => unknown;
  readonly subject: Subject<T["input"], T["state"], T["action"]>;
  /** Every action that it can amount to: callers who may do none of them in any pool are refused before anything else. */
  readonly actions: readonly [T["action"], ...T["action"][]];
  /** The one that it amounts to with these arguments. */
  readonly actionOf: (input: T["input"]) => T["action"];
  /** The actions that it needs besides, in the pool and on the same target. */
  readonly furtherActions?: (input: T["input"]) => readonly T["action"][];
  /** Throws for arguments that Cognito would not take. Makes no call. */
  readonly checkInput?: (input: T["input"]) => void;
  /** What parts of arguments that have passed `checkInput` need besides, in the pool: asked before any call. */
  readonly partRights?: (input: T["input"]) => readonly PartRight[];
  /**
   * Adds to the arguments what the gateway makes itself, such as a password by the pool's policy. Called once for a mutation whose
   * caller may do it in the pool. A failure of it refuses the mutation.
   */
  readonly complete?: (input: T["input"], pool: UserPool) => Promise<T["input"]>;
  readonly kind: MutationKind;
  /** It takes away what nothing brings back: counted for its caller a second time, by `limits.deletionsPerCallerPerMinute`. */
  readonly isDeletion?: true;
  /**
   * Throws for a target whose state does not permit it, with a clearer code than Cognito's and without the write. Asked once the
   * caller is known to be permitted, and again after waiting for the target: Cognito decides all the same.
   */
  readonly requires?: (before: T["state"], request: RequestOf<T>) => void | Promise<void>;
  /** The one write. */
  readonly write: (before: T["state"], input: T["input"]) => CognitoWrite<T["answer"]>;
  /** A second call, made once the write has been acknowledged. A failure of it does not make the mutation fail. */
  readonly second?: (before: T["state"], input: T["input"]) => CognitoWrite | null;
  /** AWS's names of exceptions that may come after the write was applied: their outcome is UNKNOWN. */
  readonly appliedOn?: ReadonlySet<string>;
  /**
   * What the state becomes, as AWS documents it; null when it is gone. A read after the write is compared with it. It settles an
   * UNKNOWN of a STATE or a DELETE.
   */
  readonly wanted: (before: T["state"], input: T["input"]) => Partial<T["state"]> | null;
  /** Failures after which the rules for its kind would leave the outcome UNKNOWN, and this mutation knows better. */
  readonly settles?: Settlement<T>;
  /** The code that a failure has in truth, where its exception has two meanings: found out by a read. */
  readonly recoded?: (
    failure: GatewayError,
    before: T["state"],
    request: RequestOf<T>,
  ) => Promise<ErrorCode>;
  /**
   * The state as Cognito's answer tells it, where it does: nothing is read back then. Throws for an answer that does not hold it:
   * such an answer acknowledges nothing.
   */
  readonly answered?: (answer: T["answer"], before: T["state"]) => T["state"];
  /** Cognito can acknowledge the write and leave everything as it was: it is read back, whatever is selected. */
  readonly isReadBackAlways?: true;
  /** The fields of the state that it leaves as they are. Another one that is selected costs a read; a stale answer it cannot give. */
  readonly leaves: ReadonlySet<string>;
  /** What the audit log says of the change, beside the action. */
  readonly detail?: (input: T["input"], before: T["state"]) => Change;
  /** What the caller is to be warned of when it was applied. */
  readonly warnings?: (before: T["state"], input: T["input"]) => readonly Warning["code"][];
  /** What else the caller is told of a failure. */
  readonly explain?: (
    failure: GatewayError,
    pool: UserPool,
    input: T["input"],
  ) => Promise<ErrorDetails>;
  /** What the request has to know of it afterwards; of the state before, unless Cognito has told the one after. */
  readonly note?: (
    context: GatewayContext,
    state: T["state"],
    done: { readonly input: T["input"]; readonly second: SecondResult | undefined },
  ) => void;
}
