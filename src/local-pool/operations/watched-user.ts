import type { Pools } from "../directory/pools.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { poolOf, userOf } from "../operation.js";
import type { Raise } from "../service-model/service-error.js";

interface WatchedCall {
  readonly pools: Pools;
  readonly input: { readonly UserPoolId: string; readonly Username: string };
  readonly error: Raise<
    "ResourceNotFoundException" | "UserNotFoundException" | "UserPoolAddOnNotEnabledException"
  >;
}

/** The pool and the user that a request names; throws where the pool records no events, before it looks for the user. */
export function watchedUserOf(call: WatchedCall): { readonly pool: UserPool; readonly user: User } {
  if (!poolOf(call).recordsEvents) {
    // https://github.com/ministackorg/ministack/pull/1538
    throw call.error(
      "UserPoolAddOnNotEnabledException",
      "Threat protection is not enabled for the user pool.",
    );
  }
  return userOf(call);
}
