import type { ActionFacts } from "./actions/action-facts.js";
import type { Family } from "./actions/families.js";
import { readActions } from "./actions/read-actions.js";
import { writeActions } from "./actions/write-actions.js";

export {
  readFamilies,
  writeFamilies,
  type ReadFamily,
  type WriteFamily,
} from "./actions/families.js";

/** Every action that can be allowed or refused. The Cedar schema is generated from this table. */
export const actions = { ...readActions, ...writeActions } as const;

type Actions = typeof actions;

export type Action = keyof Actions;

/** The actions that are done to a user: the policies are asked about the pool first, then about the user. */
export type TargetAction = {
  [Name in Action]: Actions[Name] extends { readonly on: "user" } ? Name : never;
}[Action];

/** The name that the schema has for an action, of those that have one. */
export type ShownName = Extract<Actions[Action], { readonly shownAs: object }>["shownAs"]["name"];

/** The name that the schema has for an action in a pool, of those that have one. */
export type ShownInPoolName = Extract<
  Actions[Action],
  { readonly shownInPoolAs: object }
>["shownInPoolAs"]["name"];

/** Whether a text names an action. */
export const isAction = (text: string): text is Action => Object.hasOwn(actions, text);

/** Whether an action is done to a user. */
export const isTargetAction = (action: Action): action is TargetAction =>
  factsOf(action).on === "user";

/** Whether an action is about one attribute, which a question about it has to name. */
export const isAboutAttribute = (action: Action): boolean => factsOf(action).about === "attribute";

interface CheckedFacts extends ActionFacts<Family> {
  readonly protectedGrant?: Action;
  readonly federatedGrant?: Action;
  readonly shownInPoolAs?: {
    readonly name: string;
    readonly description: string;
    readonly besides?: Action;
  };
}

/** The facts of an action, with what only some actions state. */
export const factsOf = (action: Action): CheckedFacts => actions[action];
