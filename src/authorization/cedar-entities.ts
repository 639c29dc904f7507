import type { EntityJson, TypeAndId } from "@cedar-policy/cedar-wasm/nodejs";
import type { Principal } from "./principal.js";
import { type Ranks, rankOfGroups, rankOfRoles } from "./ranks.js";
import type { PoolResource, Target } from "./resources.js";

/** An entity, and its place in a request. */
export interface CedarEntity {
  readonly uid: TypeAndId;
  readonly json: EntityJson;
}

const entity = (
  uid: TypeAndId,
  attrs: EntityJson["attrs"],
  parents: TypeAndId[] = [],
): CedarEntity => ({ uid, json: { uid, attrs, parents } });

const poolUid = (id: string): TypeAndId => ({ type: "Pool", id });

export function callerEntity(principal: Principal, roleRanks: Ranks): CedarEntity {
  const { subject, issuer, roles, subjectPoolIds } = principal;
  return entity(
    // A subject is unique at its issuer only.
    { type: "Caller", id: JSON.stringify([issuer, subject]) },
    {
      subject,
      issuer,
      rank: rankOfRoles(roles, roleRanks),
      subjectPools: subjectPoolIds.map((id) => ({ __entity: poolUid(id) })),
    },
    roles.map((id) => ({ type: "Role", id })),
  );
}

export const poolEntity = ({ id, alias, region }: PoolResource): CedarEntity =>
  entity(poolUid(id), { alias, region });

/** Whether a target belongs to a protected group of its pool. */
export const isProtected = (pool: PoolResource, { groups }: Target): boolean =>
  groups.some((group) => pool.protectedGroups.includes(group));

export function targetEntity(pool: PoolResource, target: Target): CedarEntity {
  const { username, subject, status, enabled, groups } = target;
  return entity(
    { type: "User", id: JSON.stringify([pool.id, username]) },
    {
      username,
      status,
      enabled,
      groups: [...groups],
      rank: rankOfGroups(groups, pool.groupRanks),
      isProtected: isProtected(pool, target),
      // Left out, not made up: then the request does not fit the schema, and is denied.
      ...(subject === null ? {} : { subject }),
    },
    [poolUid(pool.id)],
  );
}
