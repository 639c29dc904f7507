import { GatewayError } from "../errors/gateway-error.js";
import { type Action, factsOf, type ReadFamily, type TargetAction } from "./actions.js";
import { callerEntity, type CedarEntity, isProtected, targetEntity } from "./cedar-entities.js";
import type { Decision, PolicySet } from "./policy-set.js";
import type { Principal } from "./principal.js";
import type { Ranks } from "./ranks.js";
import type { PoolResource, Target } from "./resources.js";

/** Why a write on a target is refused. */
export type TargetRefusal = "FORBIDDEN" | "OUT_OF_SCOPE_USER" | "SELF_TARGET" | "FEDERATED_USER";

interface TargetVerdict {
  /** Null when the caller may. */
  readonly refusal: TargetRefusal | null;
  /** The ids of the policies that decided. */
  readonly policies: readonly string[];
}

/** A pool with the entity that stands for it. */
export interface KnownPool {
  readonly resource: PoolResource;
  readonly entity: CedarEntity;
}

/** One decision of several, with the action that was asked about. */
export interface ExplainedDecision {
  readonly action: Action;
  readonly decision: Decision;
}

interface Grounds {
  readonly policies: PolicySet;
  /** By id. */
  readonly pools: ReadonlyMap<string, KnownPool>;
  readonly roleRanks: Ranks;
}

/** One caller's permissions for the length of one request: every guard and every write asks here. */
export class Access {
  private readonly caller: CedarEntity;
  /** By pool, and by action and attribute. */
  private readonly decisions = new Map<string, Map<string, Decision | undefined>>();

  constructor(
    readonly principal: Principal,
    private readonly grounds: Grounds,
  ) {
    this.caller = callerEntity(principal, grounds.roleRanks);
  }

  /** Whether the caller may do this in the pool; without a pool, whether in any. Asked again, it is not decided again. */
  may(action: Action, poolId?: string, attribute?: string): boolean {
    if (poolId === undefined) {
      return [...this.grounds.pools.keys()].some((id) => this.may(action, id, attribute));
    }
    return this.decide(action, poolId, attribute)?.isAllowed ?? false;
  }

  /** The ids of the policies by which `may` has answered. */
  decidedBy(action: Action, poolId: string, attribute?: string): readonly string[] {
    return this.decide(action, poolId, attribute)?.policies ?? [];
  }

  /** Whether a pool shows a family of reads to those whom policies permit it; without a pool, whether any does. */
  isShown(family: ReadFamily, poolId?: string): boolean {
    const { pools } = this.grounds;
    const asked = poolId === undefined ? [...pools.values()] : [pools.get(poolId)];
    return asked.some((pool) => pool?.resource.shows.includes(family) === true);
  }

  /** Throws FORBIDDEN unless the caller may do this, or one of these. */
  require(action: Action | readonly [Action, ...Action[]], poolId?: string): void {
    const anyOf = typeof action === "string" ? [action] : action;
    if (!anyOf.some((each) => this.may(each, poolId))) throw new GatewayError("FORBIDDEN");
  }

  /** Whether the caller may do this to this user, and which policies say so. */
  judge(action: TargetAction, target: Target): TargetVerdict {
    const explained = this.explain(action, target.poolId, { target });
    const policies = explained.flatMap(({ decision }) => decision.policies);
    return { refusal: refusalOf(action, explained.at(-1), target), policies };
  }

  /** Why the caller may not do this to this user, or null when they may. */
  refusal(action: TargetAction, target: Target): TargetRefusal | null {
    return this.judge(action, target).refusal;
  }

  /**
   * The decisions that a question comes down to: every one was asked if the last one allows, else the last one refuses. None for an
   * action that is switched off in the pool: it is refused without a question.
   */
  explain(
    action: Action,
    poolId: string,
    { target, attribute }: { readonly target?: Target; readonly attribute?: string } = {},
  ): readonly ExplainedDecision[] {
    const pool = this.grounds.pools.get(poolId);
    if (pool === undefined || !isSwitchedOn(action, pool.resource)) return [];
    const explained: ExplainedDecision[] = [];
    const further = target === undefined ? [] : furtherActions(factsOf(action), pool, target);
    for (const asked of [action, ...further]) {
      const decision = this.grounds.policies.decide({
        caller: this.caller,
        action: asked,
        pool: pool.entity,
        ...(target === undefined ? {} : { target: targetEntity(pool.resource, target) }),
        ...(attribute === undefined ? {} : { attribute }),
      });
      explained.push({ action: asked, decision });
      if (!decision.isAllowed) break;
    }
    return explained;
  }

  private decide(action: Action, poolId: string, attribute?: string): Decision | undefined {
    const known = this.decisions.get(poolId) ?? new Map<string, Decision | undefined>();
    const key = attribute === undefined ? action : `${action}\0${attribute}`;
    // A field of each of many users asks this.
    const decided = known.get(key);
    if (decided !== undefined || known.has(key)) return decided;
    const about = attribute === undefined ? {} : { attribute };
    const decision = this.explain(action, poolId, about).at(-1)?.decision;
    this.decisions.set(poolId, known.set(key, decision));
    return decision;
  }
}

function refusalOf(
  action: TargetAction,
  last: ExplainedDecision | undefined,
  target: Target,
): TargetRefusal | null {
  const { federatedGrant, isForLocalUsers = false } = factsOf(action);
  if (last === undefined) return "FORBIDDEN";
  if (last.decision.isAllowed)
    return isForLocalUsers && isFederated(target) ? "FEDERATED_USER" : null;
  if (last.action === federatedGrant) return "FEDERATED_USER";
  return last.decision.code ?? "OUT_OF_SCOPE_USER";
}

/** Whether a pool has the family of an action switched on. Most reads, and grants, are no family's. */
export function isSwitchedOn(
  action: Action,
  { writes, shows }: Pick<PoolResource, "writes" | "shows">,
): boolean {
  const { family } = factsOf(action);
  return family === undefined || [...writes, ...shows].includes(family);
}

const isFederated = ({ status }: Target): boolean => status === "EXTERNAL_PROVIDER";

/** The grants that an action needs besides, by what its target is. */
export function furtherActions(
  {
    protectedGrant,
    federatedGrant,
  }: Pick<ReturnType<typeof factsOf>, "protectedGrant" | "federatedGrant">,
  { resource }: Pick<KnownPool, "resource">,
  target: Target,
): readonly Action[] {
  return [
    isProtected(resource, target) ? protectedGrant : undefined,
    isFederated(target) ? federatedGrant : undefined,
  ].filter((action) => action !== undefined);
}
