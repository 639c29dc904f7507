import type { Action } from "../../authorization/actions.js";
import type { UserPool } from "../../cognito/user-pool.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "./context.js";

/**
 * The pool of this id or alias, for a caller who may do this in it, or one of these. A pool that does not exist answers as one
 * that the caller has no right to.
 */
export function requirePool(
  context: GatewayContext,
  action: Action | readonly [Action, ...Action[]],
  idOrAlias: string,
): UserPool {
  const pool = context.pools.find(idOrAlias);
  if (pool === null) throw new GatewayError("FORBIDDEN");
  context.access.require(action, pool.settings.id);
  return pool;
}
