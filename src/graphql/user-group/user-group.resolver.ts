import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { GroupRecord } from "../../cognito/records/directory.js";
import { Requires } from "../guards/guard.js";
import { listMembers } from "../lists/list-members.js";
import { UserConnection, type UserConnectionRecord } from "../lists/user-connection.type.js";
import type { ConnectionRecord } from "../pages/connect.js";
import { HasSize, PageArguments } from "../pages/page.inputs.js";
import { type OwnedList, readList } from "../pages/read-list.js";
import { checkGroupName } from "../request/check-group-name.js";
import type { GatewayContext } from "../request/context.js";
import { requirePool } from "../request/require-pool.js";
import { GroupArguments, GroupsArguments } from "./group.inputs.js";
import { UserGroupConnection } from "./user-group-connection.type.js";
import { UserGroup } from "./user-group.type.js";

const groupsOfPool: OwnedList<GroupRecord> = {
  kind: "groups/1",
  pages: ({ poolGroups }) => poolGroups,
  nameOf: ({ name }) => name,
};

@Resolver(() => UserGroup)
export class UserGroupResolver {
  @Requires("group:read")
  @Query(() => UserGroup, {
    nullable: true,
    description:
      "One group by its name, or null when the pool has none by that name. Costs one GetGroup; a request asks for at most 100 different " +
      "groups (`limits.userKeys`), QUERY_TOO_LARGE otherwise. Errors: FORBIDDEN, also in a pool that does not show groups " +
      "(`pools.<alias>.shows`), BAD_USER_INPUT. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html",
  })
  async group(
    @Args(() => GroupArguments) { poolId, name }: GroupArguments,
    @Ctx() context: GatewayContext,
  ): Promise<GroupRecord | null> {
    const pool = requirePool(context, "group:read", poolId);
    checkGroupName(name, "name");
    const key = { poolId: pool.settings.id, username: name };
    return (await context.loaders.namedGroups.load(key)).group;
  }

  @Requires("group:read")
  @HasSize()
  @Query(() => UserGroupConnection, {
    nullable: true,
    description:
      "The groups of a pool, in Cognito's order, page by page (ListGroups). Costs one call for each page. Eventually consistent: what " +
      "was written a moment ago may be missing. Errors: FORBIDDEN, also in a pool that does not show groups " +
      "(`pools.<alias>.shows`), INVALID_CURSOR, BAD_USER_INPUT. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html",
  })
  groups(
    @Args(() => GroupsArguments) input: GroupsArguments,
    @Ctx() context: GatewayContext,
  ): Promise<ConnectionRecord<GroupRecord> | null> {
    const pool = requirePool(context, "group:read", input.poolId);
    return readList(groupsOfPool, { poolId: pool.settings.id }, input, context);
  }

  @Requires("group:list-members")
  @Directive("@cost(weight: 2)")
  @HasSize()
  @FieldResolver(() => UserConnection, {
    nullable: true,
    description:
      "The members of the group, in Cognito's order, page by page; none when the group is gone meanwhile. FORBIDDEN without `user:list`, " +
      "`user:read` and `user:read-security` as well. Costs one ListUsersInGroup for each page of each group, at most 100 in a request " +
      "(`limits.userKeys`), QUERY_TOO_LARGE otherwise; a page may be short although there are more members (`complete`). Makes nobody " +
      "a monthly active user, unless a field is asked for that only AdminGetUser knows (`mfa`). Eventually consistent. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html",
  })
  members(
    @Root() group: GroupRecord,
    @Args(() => PageArguments) input: PageArguments,
    @Ctx() context: GatewayContext,
  ): Promise<UserConnectionRecord | null> {
    return listMembers(group, input, context);
  }
}
