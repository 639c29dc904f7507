import { Field, ID, ObjectType } from "type-graphql";
import type { UserRecord } from "../../cognito/records/records.js";
import { Requires } from "../guards/guard.js";

@ObjectType({ description: "A user who was deleted, by the names that they had." })
export class DeletedUser implements Pick<UserRecord, "id" | "poolId" | "username" | "sub"> {
  @Requires("user:read")
  @Field(() => ID, { description: "`User.id` of the user: to be taken out of a client's cache." })
  readonly id!: string;

  @Requires("user:read")
  @Field(() => ID, { description: "The id of the user pool; never its alias." })
  readonly poolId!: string;

  @Requires("user:read")
  @Field(() => String, { description: "The username that Cognito kept the user by." })
  readonly username!: string;

  @Requires("user:read")
  @Field(() => ID, { nullable: true, description: "The `sub`, which nobody will have again." })
  readonly sub!: string | null;
}
