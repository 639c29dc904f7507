import type { Sizes } from "./list-length.js";

/** What is known of a request before anything of it is done. */
export interface Asked {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly sizes: Sizes;
}

/**
 * How many values an answer can have at most: scalars, objects, lists and nulls, each counted as one. What is the same for all
 * requests of an operation is added up once; what variables decide is left open.
 */
export interface AnswerPlan {
  readonly fixed: number;
  readonly lists: readonly PlannedList[];
}

interface PlannedList {
  readonly length: (asked: Asked) => number;
  readonly each: AnswerPlan;
}

/** How many values the answer to a request can have. */
export function valuesOf({ fixed, lists }: AnswerPlan, asked: Asked): number {
  let values = fixed;
  for (const { length, each } of lists) values += length(asked) * valuesOf(each, asked);
  return values;
}

export const fixedPlan = (fixed: number): AnswerPlan => ({ fixed, lists: [] });

export function sumOf(plans: readonly AnswerPlan[]): AnswerPlan {
  const fixed = plans.reduce((sum, plan) => sum + plan.fixed, 0);
  return { fixed, lists: plans.flatMap(({ lists }) => lists) };
}
