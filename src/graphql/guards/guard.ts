import { Extensions } from "type-graphql";
import type { Action, ReadFamily } from "../../authorization/actions.js";

/**
 * Who may see a field: callers allowed one of the actions, every authenticated caller for a stated reason, or every
 * authenticated caller whose request came by the router.
 */
export type Guard =
  | {
      readonly kind: "action";
      readonly anyOf: readonly Action[];
      /** The property of the field's parent that holds the pool's id; root fields have none. */
      readonly poolProperty: string;
      /** The field's own code decides, since it depends on what is asked for; see there. */
      readonly isDecidedWithin?: true;
      /** The family of reads that the field is of, where its action is not: pools that do not show it have no such field. */
      readonly shownBy?: ReadFamily;
    }
  | { readonly kind: "open"; readonly reason: string }
  | { readonly kind: "router" };

type ActionGuard = Extract<Guard, { readonly kind: "action" }>;

type GuardDecorator = MethodDecorator & PropertyDecorator;

/**
 * Binds a field to the action that it needs. On a root field it asks whether the caller may do this in any pool, before
 * any work; the field's own code then decides for the pool at hand.
 */
export function Requires(
  action: Action | readonly [Action, ...Action[]],
  { poolProperty = "poolId", ...more }: Partial<Pick<ActionGuard, "poolProperty" | "shownBy">> = {},
): GuardDecorator {
  const anyOf = typeof action === "string" ? [action] : action;
  return Extensions({ guard: { kind: "action", anyOf, poolProperty, ...more } satisfies Guard });
}

/** Binds a field to an action about which its own code asks, for each thing that it is asked for. */
export function DecidesWithin(action: Action): GuardDecorator {
  const guard: Guard = {
    kind: "action",
    anyOf: [action],
    poolProperty: "poolId",
    isDecidedWithin: true,
  };
  return Extensions({ guard });
}

/** Opens a field to every authenticated caller, and says why that is right. */
export function Open(reason: string): GuardDecorator {
  return Extensions({ guard: { kind: "open", reason } satisfies Guard });
}
