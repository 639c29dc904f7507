import type { GatewayError } from "../../errors/gateway-error.js";
import type { Mutation, Shown } from "./mutation.js";
import type { Settled } from "./sent.js";
import type { MutationTypes, RequestOf } from "./subject.js";
import { differences, isWanted } from "./wanted-state.js";

interface After<State> {
  readonly state: State;
  /** Whether Cognito has told it; else it is what the mutation leads to. */
  readonly isRead: boolean;
  /** The properties in which it is not as the mutation leads to. */
  readonly unexpected?: readonly string[];
}

/**
 * Reads the target when Cognito's answer did not tell whether the write was applied. The wanted state proves that it was, where it
 * was not there before. Nothing proves that it was not: a request that is still on its way can be applied after the read.
 * Null when nothing is proved.
 */
export async function settle<T extends MutationTypes>(
  { kind, wanted, subject }: Mutation<T>,
  { context, input }: RequestOf<T>,
  before: T["state"],
  failure: GatewayError,
): Promise<Settled<T["state"]> | null> {
  const isStateTold = kind === "STATE" || kind === "DELETE";
  if (failure.details.outcome !== "UNKNOWN" || !isStateTold) return null;
  const goal = wanted(before, input);
  if (isWanted(before, goal)) return null;
  try {
    const state = await subject.readBack(context, before);
    return isWanted(state, goal) ? { told: state, isSettled: true } : null;
  } catch {
    return null;
  }
}

/** Settles a failure as the mutation itself knows how to. Null for every other failure, and when nothing is proved. */
export async function settleByRow<T extends MutationTypes>(
  { settles }: Mutation<T>,
  request: RequestOf<T>,
  before: T["state"],
  { failure, since }: { readonly failure: GatewayError; readonly since: number },
): Promise<Settled<T["state"]> | null> {
  const { cause, code } = failure;
  if (settles === undefined || !(cause instanceof Error && settles.on.has(cause.name))) return null;
  const settled = await settles.by(before, request, since).catch(() => null);
  return settled === null ? null : { ...settled, failed: code };
}

/** The state after a write that was applied. A read that fails now must not make it look undone. */
export async function readAfter<T extends MutationTypes>(
  { subject, leaves, wanted: wantedOf, isReadBackAlways }: Mutation<T>,
  { context, input }: RequestOf<T>,
  before: T["state"],
  told: T["state"] | null,
  { fields, warn }: Shown,
): Promise<After<T["state"]>> {
  if (told !== null) return { state: told, isRead: true };
  const wanted = wantedOf(before, input);
  if (wanted === null) return { state: before, isRead: false };
  if (isReadBackAlways === true || [...fields].some((field) => !leaves.has(field))) {
    const state = await subject.readBack(context, before).catch(() => null);
    if (state !== null) {
      const unexpected = differences(state, wanted);
      for (const property of unexpected) warnOf(property, warn);
      return { state, isRead: true, unexpected };
    }
    // Told by the warning; the failed call itself is in the metrics.
    warn("READBACK_FAILED");
    subject.forget(context, before, leaves);
  }
  // What may not have happened is not told as if it had.
  const supposed = isReadBackAlways === true ? untold(wanted) : wanted;
  return { state: subject.unread(before, supposed), isRead: false };
}

/** Null stands for what nobody has told. */
const untold = <State>(wanted: Partial<State>): Partial<State> =>
  Object.fromEntries(Object.keys(wanted).map((property) => [property, null])) as Partial<State>;

const warnOf = (property: string, warn: Shown["warn"]): void => {
  if (property === "status") warn("STATUS_UNEXPECTED");
  else warn("STATE_UNEXPECTED", property);
};
