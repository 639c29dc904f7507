import { GatewayError } from "../errors/gateway-error.js";
import type { Action } from "./actions.js";
import { isAllowed } from "./policy.js";
import type { Principal } from "./principal.js";

/** One caller's permissions for the length of one request: every guard and every write asks here. */
export class Access {
  constructor(readonly principal: Principal) {}

  /** Whether the caller may do this in the pool; without a pool, whether in any. */
  may(action: Action, _poolId?: string): boolean {
    return isAllowed(this.principal, action);
  }

  /** Throws FORBIDDEN unless the caller may do this. */
  require(action: Action, poolId?: string): void {
    if (!this.may(action, poolId)) throw new GatewayError("FORBIDDEN");
  }
}
