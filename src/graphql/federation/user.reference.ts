import type { GraphQLResolveInfo } from "graphql";
import type { UserRecord } from "../../cognito/records/records.js";
import { decodeUserId } from "../../cognito/records/user-id.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../request/context.js";
import { selectedFields } from "../request/selected-fields.js";
import { findUser } from "../user/find-user.js";
import type { Representation } from "./entities.js";

/**
 * Resolves a representation by any of the three keys. Asynchronous by intent: what is thrown here synchronously would
 * fail the whole `_entities` list.
 */
export async function resolveUserReference(
  reference: Representation,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<UserRecord | null> {
  const fields = selectedFields(info);
  const { id, poolId, username, sub } = reference;
  if (typeof id === "string" && id !== "") {
    const key = decodeUserId(id);
    const user = key === null ? null : await findUser(context, key, fields);
    // The username in an id may be another user's alias by now.
    return user?.id === id ? user : null;
  }
  if (typeof poolId === "string" && typeof username === "string") {
    return findUser(context, { poolId, username }, fields);
  }
  if (typeof poolId === "string" && typeof sub === "string") {
    const user = await findUser(context, { poolId, username: sub }, fields);
    // Cognito takes a sub for a username, but somebody else's username may look like it.
    return user?.sub === sub ? user : null;
  }
  throw new GatewayError("BAD_USER_INPUT", { argument: "representations" });
}
