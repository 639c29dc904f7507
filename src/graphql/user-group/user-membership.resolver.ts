import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type { GroupRecord } from "../../cognito/records/directory.js";
import type { UserRecord } from "../../cognito/records/records.js";
import { Requires } from "../guards/guard.js";
import type { GatewayContext } from "../request/context.js";
import { HasLengthOf } from "../user/list-lengths.js";
import { User } from "../user/user.type.js";
import { UserGroup } from "./user-group.type.js";

/** Which groups a user is in, as groups and not by name alone. */
@Resolver(() => User)
export class UserMembershipResolver {
  @Requires("user:read-security", { shownBy: "directory" })
  @HasLengthOf.groups
  @Directive("@cost(weight: 2)")
  @FieldResolver(() => [UserGroup], {
    nullable: true,
    description:
      "The groups that the user is in, in Cognito's order. Guarded as `groups` is, and FORBIDDEN in a pool that does not show it " +
      "(`pools.<alias>.shows`); the fields of each are guarded as `UserGroup` says. Costs the call of `groups`, which tells both, and " +
      "counts as that does. Null without an error when the user is gone meanwhile. " +
      "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html",
  })
  memberOf(
    @Root() { poolId, username }: UserRecord,
    @Ctx() { loaders }: GatewayContext,
  ): Promise<readonly GroupRecord[] | null> {
    return loaders.groups.find({ poolId, username });
  }
}
