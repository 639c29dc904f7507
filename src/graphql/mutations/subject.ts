import type { AuditTarget, CreatedName, TargetState } from "../../audit/chain/audit-record.js";
import type { Action } from "../../authorization/actions.js";
import type { UserPool } from "../../cognito/user-pool.js";
import type { GatewayContext } from "../request/context.js";

/** The types that a mutation works with. */
export interface MutationTypes {
  /** The field's arguments. */
  readonly input: { readonly poolId: string };
  /** What the gateway knows of the target. */
  readonly state: object;
  /** What Cognito answers to the write. */
  readonly answer: unknown;
  readonly action: Action;
}

/** Who asks for what, in which pool. */
export interface SubjectRequest<Input, Act extends Action> {
  readonly context: GatewayContext;
  readonly pool: UserPool;
  readonly action: Act;
  /** The actions that are needed besides. */
  readonly further: readonly Act[];
  readonly input: Input;
}

/** The request of a mutation with these types. */
export type RequestOf<T extends MutationTypes> = SubjectRequest<T["input"], T["action"]>;

/** What a mutation is done to, found and judged: the caller may. */
export interface Permitted<State> {
  readonly state: State;
  /** The same, as the audit log names it. */
  readonly target: AuditTarget;
  /** The ids of the policies that permitted it. */
  readonly decidedBy: readonly string[];
}

/**
 * A kind of thing that mutations are done to, such as a user: how it is found, judged, locked and read again.
 */
export interface Subject<Input, State extends object, Act extends Action> {
  /** Throws BAD_USER_INPUT for a name that Cognito would not take. Makes no call. */
  readonly checkName: (input: Input) => void;
  /** Finds who or what the name means and asks the policies about it; throws why the caller may not, or that there is none. */
  readonly find: (request: SubjectRequest<Input, Act>) => Promise<Permitted<State>>;
  /** The same once more, read anew: another mutation may have changed it meanwhile. */
  readonly findAgain: (
    request: SubjectRequest<Input, Act>,
    found: State,
  ) => Promise<Permitted<State>>;
  /** The same for every name of it, and different from that of all others: by it mutations are counted and come one after another. */
  readonly key: (state: State) => string;
  /** Reads it from Cognito, past every cache; null when it is gone. */
  readonly readBack: (context: GatewayContext, before: State) => Promise<State | null>;
  /** Drops what the request knows of it, except for the fields that are left as they are. */
  readonly forget: (context: GatewayContext, before: State, leaves: ReadonlySet<string>) => void;
  /** It after a mutation that nobody has read back: `wanted`, and nothing that only Cognito knows. */
  readonly unread: (before: State, wanted: Partial<State>) => State;
  /** What the audit log keeps of its state. */
  readonly audited: (state: State) => TargetState;
  /** Of something that mutations create: the names that Cognito has given it. */
  readonly created?: (state: State) => CreatedName | undefined;
}
