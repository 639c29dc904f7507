import type { TargetRefusal } from "../../src/authorization/access.js";
import type { Action, TargetAction } from "../../src/authorization/actions.js";
import type { Principal } from "../../src/authorization/principal.js";
import type { PoolResource, Target } from "../../src/authorization/resources.js";

/** Everything that two evaluators need to come to the same verdict. */
export interface World {
  readonly caller: Principal;
  readonly roleRanks: Readonly<Record<string, number>>;
  readonly pools: readonly PoolResource[];
  /** What is asked before a target is known; without a pool: in any of them? */
  readonly asked: {
    readonly action: Action;
    readonly poolId?: string;
    readonly attribute?: string;
  };
  readonly write: TargetAction;
  readonly target: Target;
}

/** The table of docs/authorization.md, action by action. */
const rolesThatMay: Readonly<Record<Action, readonly string[]>> = {
  "pool:read": ["admin", "helpdesk", "auditor"],
  "user:read": ["admin", "helpdesk", "auditor"],
  "user:list": ["admin", "helpdesk", "auditor"],
  "user:read-contact": ["admin", "helpdesk"],
  "user:read-attribute": ["admin", "helpdesk"],
  "user:read-security": ["admin", "helpdesk", "auditor"],
  "user:read-activity": ["admin", "helpdesk"],
  "group:read": ["admin", "helpdesk", "auditor"],
  "group:read-role": ["admin", "helpdesk", "auditor"],
  "group:list-members": ["admin", "helpdesk", "auditor"],
  "user:set-temporary-password": ["admin", "helpdesk"],
  "user:set-permanent-password": ["admin"],
  "user:issue-temporary-password": ["admin", "helpdesk"],
  "user:set-federated-password": ["federated-password"],
  "user:set-protected-password": ["protected-password"],
  "user:reset-password": ["admin", "helpdesk"],
  "user:create": ["admin"],
  "user:invite": ["admin", "helpdesk"],
  "user:confirm": ["admin"],
  "user:enable": ["admin"],
  "user:disable": ["admin", "helpdesk"],
  "user:delete": ["user-deleter"],
  "user:sign-out": ["admin", "helpdesk"],
  "user:change-mfa": ["admin", "helpdesk"],
  "user:forget-device": ["admin"],
  "user:rate-event": ["admin"],
  "user:write-attribute": ["admin"],
  "user:write-contact": ["admin"],
  "user:vouch-contact": ["contact-voucher"],
  "user:change-protected": [],
};

/** What must be switched on in a pool for each action, by hand as well. */
const families: Readonly<Partial<Record<Action, string>>> = {
  "user:set-temporary-password": "password",
  "user:set-permanent-password": "password",
  "user:issue-temporary-password": "password",
  "user:reset-password": "lifecycle",
  "user:create": "lifecycle",
  "user:invite": "lifecycle",
  "user:confirm": "lifecycle",
  "user:enable": "lifecycle",
  "user:disable": "lifecycle",
  "user:delete": "delete",
  "user:sign-out": "security",
  "user:change-mfa": "security",
  "user:forget-device": "security",
  "user:rate-event": "security",
  "user:read-activity": "activity",
  "group:read": "directory",
  "group:read-role": "directory",
  "group:list-members": "directory",
};

function isOn(action: Action, { writes: done, shows: shown }: PoolResource): boolean {
  const family = families[action];
  const on: readonly string[] = /^user:read|^group:/.test(action) ? shown : done;
  return family === undefined || on.includes(family);
}

const onlyUnprotected = { protected: "user:change-protected", federated: null } as const;

/** What is needed besides, by what the target is. */
const furtherGrants: Readonly<
  Record<
    TargetAction,
    { readonly protected: Action | null; readonly federated: Action | "never" | null }
  >
> = {
  "user:set-temporary-password": {
    protected: "user:set-protected-password",
    federated: "user:set-federated-password",
  },
  "user:set-permanent-password": {
    protected: "user:set-protected-password",
    federated: "user:set-federated-password",
  },
  "user:issue-temporary-password": {
    protected: "user:set-protected-password",
    federated: "user:set-federated-password",
  },
  "user:reset-password": { protected: "user:change-protected", federated: "never" },
  "user:invite": onlyUnprotected,
  "user:confirm": onlyUnprotected,
  "user:enable": onlyUnprotected,
  "user:disable": onlyUnprotected,
  "user:delete": onlyUnprotected,
  "user:sign-out": onlyUnprotected,
  "user:change-mfa": onlyUnprotected,
  "user:forget-device": onlyUnprotected,
  "user:rate-event": onlyUnprotected,
};

/** Every action that is done to a user. */
export const writes = Object.keys(furtherGrants) as readonly TargetAction[];

function hasRoleFor(world: World, action: Action): boolean {
  for (const role of world.caller.roles) {
    if (rolesThatMay[action].includes(role)) return true;
  }
  return false;
}

/** What the shipped rules say about an action in a pool, where no target is known yet. */
export function naivelyMay(world: World): boolean {
  const { action, poolId, attribute } = world.asked;
  const places = world.pools.filter(
    (pool) => (poolId === undefined || pool.id === poolId) && isOn(action, pool),
  );
  if (places.length === 0) return false;
  // Two actions are about an attribute, and the others about none: anything else makes no sense, and is denied.
  const isAboutOne = action === "user:read-attribute" || action === "user:write-attribute";
  if (isAboutOne !== (attribute !== undefined)) return false;
  return hasRoleFor(world, action);
}

/** What the shipped rules say about a write on a target: null, or the code of the first rule that refuses. */
export function naiveRefusal(world: World): TargetRefusal | null {
  const { caller, target } = world;
  const pool = world.pools.find(({ id }) => id === target.poolId);
  if (pool === undefined || !isOn(world.write, pool)) return "FORBIDDEN";
  if (target.subject === null) return "OUT_OF_SCOPE_USER";
  if (targetRank(world, pool) > callerRank(world)) return "OUT_OF_SCOPE_USER";
  if (target.subject === caller.subject && caller.subjectPoolIds.includes(pool.id)) {
    return "SELF_TARGET";
  }
  if (!hasRoleFor(world, world.write)) return "OUT_OF_SCOPE_USER";
  const isProtected = pool.protectedGroups.some((group) => target.groups.includes(group));
  const grants = furtherGrants[world.write];
  if (isProtected && grants.protected !== null && !hasRoleFor(world, grants.protected)) {
    return "OUT_OF_SCOPE_USER";
  }
  const isFederated = target.status === "EXTERNAL_PROVIDER";
  const { federated } = grants;
  if (isFederated && federated !== null) {
    if (federated === "never" || !hasRoleFor(world, federated)) return "FEDERATED_USER";
  }
  return null;
}

function callerRank({ caller, roleRanks }: World): number {
  let highest = 0;
  for (const [name, rank] of Object.entries(roleRanks)) {
    if (caller.roles.includes(name) && rank > highest) highest = rank;
  }
  return highest;
}

/** Infinity: of a group that nobody has judged, nothing is known but that it is out of reach. */
function targetRank({ target }: World, pool: PoolResource): number {
  let highest = 0;
  for (const group of target.groups) {
    const ranked = Object.entries(pool.groupRanks);
    const own = ranked.find(([name]) => name === group);
    const others = ranked.find(([name]) => name === "*");
    const [, rank] = own ?? others ?? ["", Infinity];
    if (rank > highest) highest = rank;
  }
  return highest;
}
