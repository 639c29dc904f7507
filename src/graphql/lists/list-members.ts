import type { Access } from "../../authorization/access.js";
import type { GroupRecord } from "../../cognito/records/directory.js";
import { checkFirst } from "../pages/check-first.js";
import { connect } from "../pages/connect.js";
import { mostOfPage, type PageArguments } from "../pages/page.inputs.js";
import { SealedPlaces } from "../pages/sealed-places.js";
import type { GatewayContext } from "../request/context.js";
import type { UserConnectionRecord } from "./user-connection.type.js";

/** Throws FORBIDDEN unless the caller may see users, list them, and be told who is in a group. */
export function requireMembers(access: Access, poolId: string): void {
  for (const action of needed) access.require(action, poolId);
}

const needed = ["group:list-members", "user:list", "user:read", "user:read-security"] as const;

/** One page of a group's members: one call of ListUsersInGroup, so there may be fewer than `first` although there are more. */
export async function listMembers(
  { poolId, name }: GroupRecord,
  { first, after }: Pick<PageArguments, "first" | "after">,
  { access, cursors, loaders }: GatewayContext,
): Promise<UserConnectionRecord | null> {
  requireMembers(access, poolId);
  checkFirst(first, mostOfPage);
  const places = new SealedPlaces(cursors, "members/1", poolId, name);
  const from = places.open(after);
  const slice = await loaders.members.list(
    { poolId, username: name },
    { first, from },
    { nameOf: ({ username }) => username },
  );
  if (slice === null) return null;
  const { next, scanned } = slice;
  const rows = slice.rows.map(({ item, position }) => ({
    item: loaders.users.prime(item),
    position,
  }));
  const complete = next === null || rows.length === first;
  return Object.assign(connect({ rows, next }, places.seal), { scanned, complete });
}
