// The first policy: fixed roles. Whoever replaces it replaces this file; nothing else decides.
import { type Action, actions } from "./actions.js";
import type { Principal } from "./principal.js";

const everyActionButFederated = (Object.keys(actions) as Action[]).filter(
  (action) => action !== "user:set-federated-password",
);

/** What each role allows; a role that is not listed allows nothing. */
export const rolePermissions: ReadonlyMap<string, ReadonlySet<Action>> = new Map<
  string,
  ReadonlySet<Action>
>([
  ["admin", new Set(everyActionButFederated)],
  [
    "helpdesk",
    new Set<Action>([
      "pool:read",
      "user:read",
      "user:read-contact",
      "user:read-attribute",
      "user:read-security",
      "user:set-temporary-password",
    ]),
  ],
  ["auditor", new Set<Action>(["pool:read", "user:read", "user:read-security"])],
  // AWS advises against passwords for federated users, so even an admin needs this one expressly.
  ["federated-password", new Set<Action>(["user:set-federated-password"])],
]);

/** Whether any of the caller's roles allows the action. No role, no permission. */
export function isAllowed(principal: Principal, action: Action): boolean {
  return principal.roles.some((role) => rolePermissions.get(role)?.has(action) ?? false);
}
