import { Field, ID, Int, ObjectType } from "type-graphql";
import type { GroupRecord } from "../../cognito/records/directory.js";
import { Requires } from "../guards/guard.js";
import { DateTime } from "../scalars.js";

@ObjectType({
  description:
    "A group of a user pool (Cognito's GroupType). In a pool whose tokens the gateway takes, a group may be a role of the gateway's " +
    "callers. https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-user-groups.html",
  simpleResolvers: true,
})
export class UserGroup implements GroupRecord {
  @Requires("group:read")
  @Field(() => ID, {
    description: "Opaque and stable: made from the pool and the name. Fit as a cache key.",
  })
  readonly id!: string;

  @Requires("group:read")
  @Field(() => ID, {
    description: "The id of the group's pool, such as `eu-west-1_AbCdEf123`; never its alias.",
  })
  readonly poolId!: string;

  @Requires("group:read")
  @Field(() => String, {
    description: "The name, which never changes. Upper and lower case differ.",
  })
  readonly name!: string;

  @Requires("group:read")
  @Field(() => String, { nullable: true, description: "What the group is for, if it says so." })
  readonly description!: string | null;

  @Requires("group:read")
  @Field(() => Int, {
    nullable: true,
    description:
      "Among the groups of a user the lowest number wins: its role is the preferred one in tokens. Null comes after every number, and " +
      "0 is the first of them.",
  })
  readonly precedence!: number | null;

  @Requires("group:read-role")
  @Field(() => String, {
    nullable: true,
    description:
      "The ARN of the IAM role that Cognito puts into the tokens of members. FORBIDDEN without `group:read-role`.",
  })
  readonly roleArn!: string | null;

  @Requires("group:read")
  @Field(() => DateTime, { nullable: true, description: "When the group was created." })
  readonly createdAt!: Date | null;

  @Requires("group:read")
  @Field(() => DateTime, { nullable: true, description: "When the group was last changed." })
  readonly lastModifiedAt!: Date | null;
}
