import { GatewayError } from "../errors/gateway-error.js";

/** A list that is none tells nothing: least of all that there are no items. */
export function listOf<Item>(list: Item[] | undefined): readonly Item[] {
  if (!Array.isArray(list)) throw new GatewayError("UPSTREAM_ERROR");
  return list;
}

/** A parameter that Cognito does not take, of a call with a token, is the token: the others are the gateway's own. */
export async function paged<Page>(token: string | null, read: () => Promise<Page>): Promise<Page> {
  try {
    return await read();
  } catch (error) {
    const isRefused = error instanceof GatewayError && error.code === "BAD_USER_INPUT";
    if (isRefused && token !== null)
      throw new GatewayError("INVALID_CURSOR", { argument: "after" });
    throw error;
  }
}

/**
 * What was read of something in a pool; null when Cognito does not find that. It has one exception for a pool that is not there and for what
 * is not in it: in a pool that `describe` finds it is the latter. `describe` rejects where there is no pool.
 */
export async function nullIfMissing<Result>(
  read: Promise<Result>,
  describe: () => Promise<unknown>,
): Promise<Result | null> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof GatewayError && error.code === "POOL_NOT_FOUND")) throw error;
    await describe();
    return null;
  }
}
