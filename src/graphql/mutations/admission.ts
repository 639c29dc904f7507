import type { Action } from "../../authorization/actions.js";
import type { UserPool } from "../../cognito/user-pool.js";
import type { GatewayContext } from "../request/context.js";
import { requirePool } from "../request/require-pool.js";

/** The pool of a mutation, for a caller who may do it there. What is asked for is known from here on, should it be refused. */
export function requireMutation(
  context: GatewayContext,
  action: Action,
  idOrAlias: string,
): UserPool {
  context.attempt.action = action;
  context.attempt.poolId = context.pools.find(idOrAlias)?.settings.id;
  return requirePool(context, action, idOrAlias);
}

/**
 * Lets a mutation begin: counts it for its caller, before anything is asked of Cognito, and takes the place in the pool that
 * all its calls share. Call what it answers with at the end.
 */
export async function admitMutation(
  { access, loaders, mutationLimits }: GatewayContext,
  pool: UserPool,
  { isDeletion }: { readonly isDeletion: boolean },
): Promise<() => void> {
  await mutationLimits.countCaller(access.principal);
  if (isDeletion) await mutationLimits.countDeletion(access.principal);
  const leave = await pool.enterWrite();
  loaders.writeSlot.poolId = pool.settings.id;
  return () => {
    loaders.writeSlot.poolId = null;
    leave();
  };
}
