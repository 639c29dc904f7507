import type { GatewayError } from "../../errors/gateway-error.js";
import type { Mutation, Shown } from "./mutation.js";
import type { MutationTypes, RequestOf } from "./subject.js";
import { differences, isWanted } from "./wanted-state.js";

/** A state that was read back instead of an answer, of a target that may be gone. */
interface Settled<State> {
  readonly settled: { readonly state: State | null };
}

interface Answered<Answer> {
  readonly answer: Answer;
}

interface After<State> {
  readonly state: State;
  /** Whether Cognito has told it; else it is what the mutation leads to. */
  readonly isRead: boolean;
}

/**
 * Reads the target when Cognito's answer did not tell whether the write was applied. The wanted state, where it was not there before, proves that it
 * was. Nothing proves that it was not: a request that is still on its way can be applied after the read. Null when
 * nothing is proved.
 */
export async function settle<T extends MutationTypes>(
  { kind, wanted, subject }: Mutation<T>,
  { context, input }: RequestOf<T>,
  before: T["state"],
  failure: GatewayError,
): Promise<Settled<T["state"]>["settled"] | null> {
  const isStateTold = kind === "STATE" || kind === "DELETE";
  if (failure.details.outcome !== "UNKNOWN" || !isStateTold) return null;
  const goal = wanted(before, input);
  if (isWanted(before, goal)) return null;
  try {
    const state = await subject.readBack(context, before);
    return isWanted(state, goal) ? { state } : null;
  } catch {
    return null;
  }
}

/** The state after a write that was applied. A read that fails now must not make it look undone. */
export async function readAfter<T extends MutationTypes>(
  mutation: Mutation<T>,
  { context, input }: RequestOf<T>,
  {
    before,
    sent,
    fields,
    warn,
  }: {
    readonly before: T["state"];
    readonly sent: Answered<T["answer"]> | Settled<T["state"]>;
    readonly fields: Shown["fields"];
    readonly warn: Shown["warn"];
  },
): Promise<After<T["state"]>> {
  const { subject, leaves } = mutation;
  const wanted = mutation.wanted(before, input);
  if ("settled" in sent)
    return { state: sent.settled.state ?? before, isRead: sent.settled.state !== null };
  subject.forget(context, before, leaves);
  if (mutation.answered !== undefined) {
    return { state: mutation.answered(sent.answer, before), isRead: true };
  }
  if (wanted === null) return { state: before, isRead: false };
  if ([...fields].some((field) => !leaves.has(field))) {
    const state = await subject.readBack(context, before).catch(() => null);
    if (state !== null) {
      for (const property of differences(state, wanted)) warnOf(property, warn);
      return { state, isRead: true };
    }
    // Told by the warning; the failed call itself is in the metrics.
    warn("READBACK_FAILED");
    subject.forget(context, before, leaves);
  }
  return { state: subject.unread(before, wanted), isRead: false };
}

const warnOf = (property: string, warn: Shown["warn"]): void => {
  if (property === "status") warn("STATUS_UNEXPECTED");
  else warn("STATE_UNEXPECTED", property);
};
