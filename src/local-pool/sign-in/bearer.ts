import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { epochSeconds } from "../handles/clock.js";
import type { Services } from "../operation.js";
import type { Raise } from "../service-model/service-error.js";
import { requireEnabled } from "./sign-in.js";

interface Bearer {
  readonly pool: UserPool;
  readonly user: User;
}

interface BearerCall extends Services {
  readonly now: Date;
  readonly error: Raise<"NotAuthorizedException" | "UserNotFoundException">;
}

/** The user who shows an access token, in the pool that signed it; throws unless the token still counts. */
export async function bearerOf(call: BearerCall, token: string): Promise<Bearer> {
  for (const pool of call.pools.all()) {
    const claims = await pool.verifyToken(token);
    if (claims === null) continue;
    if (claims["token_use"] !== "access") break;
    if (Number(claims["exp"]) <= epochSeconds(call.now)) {
      throw call.error("NotAuthorizedException", "Access Token has expired");
    }
    const user = pool.users.findBySub(String(claims["sub"]));
    if (user === undefined) throw call.error("UserNotFoundException", "User does not exist.");
    if (!user.signIns.has(String(claims["origin_jti"]))) {
      // https://github.com/aws-amplify/amplify-js/issues/2205
      throw call.error("NotAuthorizedException", "Access Token has been revoked");
    }
    return { pool, user };
  }
  throw call.error("NotAuthorizedException", "Invalid Access Token");
}

/** The user who shows an access token and may still use it: neither disabled nor waiting for a new password. */
export async function usableBearerOf(
  call: BearerCall & { readonly error: Raise<"PasswordResetRequiredException"> },
  token: string,
): Promise<Bearer> {
  const bearer = await bearerOf(call, token);
  requireEnabled(call, bearer.user);
  if (bearer.user.status !== "RESET_REQUIRED") return bearer;
  throw call.error("PasswordResetRequiredException", "Password reset required for the user");
}
