import { Field, Int, ObjectType } from "type-graphql";
import type { UserRecord } from "../../cognito/records/records.js";
import { HasLength } from "../answers/list-length.js";
import { Open } from "../guards/guard.js";
import type { ConnectionRecord, EdgeRecord } from "../pages/connect.js";
import { PageInfo } from "../pages/page-info.type.js";
import { byFirst } from "../pages/page.inputs.js";
import { User } from "../user/user.type.js";

export interface UserConnectionRecord extends ConnectionRecord<UserRecord> {
  readonly scanned: number;
  readonly complete: boolean;
}

const withinUsers = "Reached only through Query.users and UserGroup.members, which are guarded.";

@ObjectType({ description: "A user in a list.", simpleResolvers: true })
export class UserEdge implements EdgeRecord<UserRecord> {
  @Open(withinUsers)
  @Field(() => String, { description: "The place behind this user, to be given as `after`." })
  readonly cursor!: string;

  @Open(withinUsers)
  @Field(() => User, { description: "The user, as the list tells of them." })
  readonly node!: User;
}

@ObjectType({
  description:
    "A page of a list of users. Cognito has no total: `UserPool.estimatedNumberOfUsers` is the nearest there is.",
  simpleResolvers: true,
})
export class UserConnection implements UserConnectionRecord {
  @Open(withinUsers)
  @HasLength("userKeys", byFirst)
  @Field(() => [UserEdge], { description: "The users of the page, each with its cursor." })
  readonly edges!: readonly UserEdge[];

  @Open(withinUsers)
  @HasLength("userKeys", byFirst)
  @Field(() => [User], { description: "The users of the page." })
  readonly nodes!: readonly User[];

  @Open(withinUsers)
  @Field(() => PageInfo, { description: "Where the page stands in the list." })
  readonly pageInfo!: PageInfo;

  @Open(withinUsers)
  @Field(() => Int, {
    description:
      "How many users were looked at for this page: as many as it has, or more when the filter is one that Cognito cannot " +
      "apply.",
  })
  readonly scanned!: number;

  @Open(withinUsers)
  @Field(() => Boolean, {
    description:
      "False when the search stopped before the page was full or the list at its end, since one request looks at so many " +
      "users only (`limits.listPages`, `limits.listDeadlineMs`): there may be more, ask on with `after: pageInfo.endCursor`.",
  })
  readonly complete!: boolean;
}
