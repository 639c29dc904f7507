import type { UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../request/context.js";
import { requirePool } from "../request/require-pool.js";

/**
 * AdminGetUser's pattern for `Username`, 1 to 128 characters.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
const usernamePattern = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/** Throws BAD_USER_INPUT for a name that Cognito would not take. */
export function checkUsername(username: string, argument = "username"): void {
  if (!usernamePattern.test(username)) throw new GatewayError("BAD_USER_INPUT", { argument });
}

/**
 * The one way to a user, for queries and entity references alike: permission first, then the request's loader. The fields that
 * are selected tell whether a list can know enough.
 */
export async function findUser(
  context: GatewayContext,
  { poolId, username }: { readonly poolId: string; readonly username: string },
  fields: ReadonlySet<string>,
): Promise<UserRecord | null> {
  const pool = requirePool(context, "user:read", poolId);
  checkUsername(username);
  // Where the ways to sign in are told, their call tells the second factors as well.
  const areFactorsTold =
    fields.has("authFactors") && context.access.isShown("activity", pool.settings.id);
  const isExact = fields.has("mfa") && !areFactorsTold;
  return context.loaders.users.load({ poolId: pool.settings.id, username }, { isExact });
}

/** Several of them. An error in place of a user fails that item alone. */
export async function findUsers(
  context: GatewayContext,
  keys: readonly Parameters<typeof findUser>[1][],
  fields: ReadonlySet<string>,
): Promise<(UserRecord | null | Error)[]> {
  if (keys.length > context.maximumUserKeys) {
    throw new GatewayError("QUERY_TOO_LARGE", { limit: "userKeys" });
  }
  return Promise.all(
    keys.map((key) =>
      findUser(context, key, fields).catch((error: unknown) => GatewayError.of(error)),
    ),
  );
}
