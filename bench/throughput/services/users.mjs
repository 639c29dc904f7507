// What every service but the gateway does with Cognito's answers.
import { Buffer } from "node:buffer";
import { poolId } from "../population.mjs";

/** A user in the words of the schema. */
export function toUser({ Username: username, UserStatus, Enabled, ...response }) {
  const attributes = new Map();
  for (const { Name, Value } of response.UserAttributes ?? response.Attributes ?? [])
    attributes.set(Name, Value);
  return {
    id: Buffer.from(JSON.stringify([poolId, username])).toString("base64url"),
    poolId,
    username,
    sub: attributes.get("sub") ?? null,
    status: UserStatus,
    enabled: Enabled ?? true,
    createdAt: response.UserCreateDate ?? null,
    email: attributes.get("email") ?? null,
    emailVerified: attributes.has("email_verified")
      ? attributes.get("email_verified") === "true"
      : null,
    name: attributes.get("name") ?? null,
  };
}

/** One user, null for an unknown one. */
export async function readUser(calls, username) {
  try {
    return toUser(await calls.getUser(username));
  } catch (error) {
    if (error.name === "UserNotFoundException") return null;
    throw error;
  }
}

/** The same calls as the gateway's: who the target is, which groups they are in, the write, the read-back. */
export async function setPassword(calls, { username, password }) {
  const user = await readUser(calls, username);
  if (user === null) throw new Error("No such user.");
  await calls.getGroups(user.username);
  await calls.setPassword(user.username, password);
  return readUser(calls, user.username);
}

/** As few calls as can be: the write, and the status for the answer. */
export async function setPasswordUnchecked(calls, { username, password }) {
  await calls.setPassword(username, password);
  return readUser(calls, username);
}

export async function listUsers(calls, first) {
  const { Users, PaginationToken } = await calls.listUsers(first);
  return {
    nodes: Users.map(toUser),
    pageInfo: { hasNextPage: PaginationToken !== undefined },
  };
}
