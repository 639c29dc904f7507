import type { Access } from "../../authorization/access.js";
import type { GroupRecord } from "../../cognito/records/directory.js";
import type { UserRecord } from "../../cognito/records/records.js";
import { connect } from "../pages/connect.js";
import type { PageArguments } from "../pages/page.inputs.js";
import { type OwnedList, readSlice } from "../pages/read-list.js";
import type { GatewayContext } from "../request/context.js";
import type { UserConnectionRecord } from "./user-connection.type.js";

/** Throws FORBIDDEN unless the caller may see users, list them, and be told who is in a group. */
export function requireMembers(access: Access, poolId: string): void {
  for (const action of needed) access.require(action, poolId);
}

const needed = ["group:list-members", "user:list", "user:read", "user:read-security"] as const;

const membersOfGroup: OwnedList<UserRecord> = {
  kind: "members/1",
  pages: ({ members }) => members,
  nameOf: ({ username }) => username,
};

/** One page of a group's members: one call of ListUsersInGroup, so there may be fewer than `first` although there are more. */
export async function listMembers(
  { poolId, name }: GroupRecord,
  page: Pick<PageArguments, "first" | "after">,
  context: GatewayContext,
): Promise<UserConnectionRecord | null> {
  const { access, loaders } = context;
  requireMembers(access, poolId);
  const slice = await readSlice(membersOfGroup, { poolId, name }, page, context);
  if (slice === null) return null;
  const { next, scanned, seal } = slice;
  const rows = slice.rows.map(({ item, position }) => ({
    item: loaders.users.prime(item),
    position,
  }));
  const complete = next === null || rows.length === page.first;
  return Object.assign(connect({ rows, next }, seal), { scanned, complete });
}
