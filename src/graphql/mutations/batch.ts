import type { ClassType } from "type-graphql";
import type { ErrorCode } from "../../errors/error-codes.js";
import { GatewayError, type Outcome, type PasswordRule } from "../../errors/gateway-error.js";
import type { ListLength } from "../answers/list-length.js";
import { noteRefusal } from "../request/attempt.js";
import type { GatewayContext } from "../request/context.js";
import { requireMutation } from "./admission.js";
import type { Mutation, Shown } from "./mutation.js";
import { beforeWriting } from "./outcome.js";
import { perform } from "./perform.js";
import type { MutationTypes } from "./subject.js";

/** What became of one item. */
export interface ItemOutcome<State> {
  /** The item's place among all. */
  readonly index: number;
  readonly outcome: Outcome;
  /** Null for an item that failed. */
  readonly state: State | null;
  /** Why it failed. */
  readonly code: ErrorCode | null;
  readonly violations: readonly PasswordRule[] | null;
}

/** A mutation that does for each of some items what a row does for one. It has no writes of its own. */
export interface Batch<T extends MutationTypes, Input extends { readonly poolId: string }> {
  /** As a row's. */
  readonly description: string;
  readonly arguments: ClassType<Input>;
  /** The type of what is told of one item. */
  readonly answer: () => ClassType;
  readonly row: Mutation<T>;
  /** What every item amounts to. */
  readonly actionOf: (input: Input) => T["action"];
  /** The row's arguments for each item, in order. Throws BAD_USER_INPUT for a list that is malformed as a whole. Makes no call. */
  readonly itemsOf: (input: Input, context: GatewayContext) => readonly T["input"][];
  /** How many there can be. */
  readonly length: ListLength;
  /** The field of what is told of an item that holds the state. */
  readonly stateIn: string;
  readonly present: (item: ItemOutcome<T["state"]>) => unknown;
  /** What it costs when there are as many items as there can be. */
  readonly weight: number;
}

/**
 * Performs the row for one item after the other, each with all that guards a mutation by itself: permission, limits, lock, audit.
 * An item that fails is told in its place, and the next one begins. None begins once the request's time for batches is over.
 */
export async function performEach<
  T extends MutationTypes,
  Input extends { readonly poolId: string },
>(
  { row, actionOf, itemsOf }: Batch<T, Input>,
  context: GatewayContext,
  input: Input,
  shownOf: (index: number) => Shown,
): Promise<readonly ItemOutcome<T["state"]>[]> {
  const items = await beforeWriting(() => {
    requireMutation(context, actionOf(input), input.poolId);
    return itemsOf(input, context);
  });
  const common = context.attempt;
  const outcomes: ItemOutcome<T["state"]>[] = [];
  for (const [index, item] of items.entries()) {
    context.attempt = { ...common };
    const outcome = await performItem(row, context, item, shownOf(index));
    outcomes.push({ index, ...outcome });
  }
  return outcomes;
}

async function performItem<T extends MutationTypes>(
  row: Mutation<T>,
  context: GatewayContext,
  input: T["input"],
  shown: Shown,
): Promise<Omit<ItemOutcome<T["state"]>, "index">> {
  try {
    // A caller waits for so long; an item that began later would be done without anybody learning of it.
    if (performance.now() > context.batchUntil) {
      throw new GatewayError("OVERLOADED", { outcome: "NOT_APPLIED" });
    }
    const { state } = await perform(row, context, input, shown);
    return { outcome: "APPLIED", state, code: null, violations: null };
  } catch (error) {
    noteRefusal(context, error);
    const failure = GatewayError.of(error);
    context.itemFailures.push(failure);
    const { outcome = "UNKNOWN", violations = null } = failure.details;
    return { outcome, state: null, code: failure.code, violations };
  }
}
