import type { GatewayContext } from "../request/context.js";
import { mayReadAnyAttribute } from "../user/user-attributes.js";
import { describePool } from "./describe-pool.js";
import { type UserPoolAction, userPoolActions } from "./user-pool-action.enum.js";

/** What the caller may do in a pool, by the same decisions that its fields and lists ask for. */
export async function poolAllowedActions(
  poolId: string,
  context: GatewayContext,
): Promise<readonly UserPoolAction[]> {
  const { access } = context;
  const allowed: UserPoolAction[] = [];
  for (const name of Object.keys(userPoolActions) as UserPoolAction[]) {
    const { action, besides } = userPoolActions[name];
    const isAllowed =
      action === "user:read-attribute"
        ? await mayReadAnyAttribute(access, poolId, () => attributeNames(poolId, context))
        : access.may(action, poolId) && (besides === undefined || access.may(besides, poolId));
    if (isAllowed) allowed.push(name);
  }
  return allowed;
}

const attributeNames = async (poolId: string, context: GatewayContext) =>
  (await describePool(poolId, context)).attributes.map(({ name }) => name);
