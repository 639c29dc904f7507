import { GatewayError } from "../errors/gateway-error.js";
import type { Page } from "./records/activity-records.js";

/** A list that is none tells nothing: least of all that there are no items. */
export function listOf<Item>(list: Item[] | undefined): readonly Item[] {
  if (!Array.isArray(list)) throw new GatewayError("UPSTREAM_ERROR");
  return list;
}

/** A parameter that Cognito does not take, of a call with a token, is the token: the others are the gateway's own. */
export async function paged<Item>(
  token: string | null,
  read: () => Promise<Page<Item>>,
): Promise<Page<Item>> {
  try {
    return await read();
  } catch (error) {
    const isRefused = error instanceof GatewayError && error.code === "BAD_USER_INPUT";
    if (isRefused && token !== null)
      throw new GatewayError("INVALID_CURSOR", { argument: "after" });
    throw error;
  }
}
