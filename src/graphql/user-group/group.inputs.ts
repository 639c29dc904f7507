import { ArgsType, Field, ID, Int } from "type-graphql";
import { poolIdDescription } from "../user/user.inputs.js";

@ArgsType()
export class GroupArguments {
  @Field(() => ID, { description: poolIdDescription })
  readonly poolId!: string;

  @Field(() => String, {
    description:
      "The group's name, in the case that it has. 1 to 128 letters, marks, symbols, digits and punctuation, no blanks; BAD_USER_INPUT " +
      "otherwise.",
  })
  readonly name!: string;
}

@ArgsType()
export class GroupsArguments {
  @Field(() => ID, { description: poolIdDescription })
  readonly poolId!: string;

  @Field(() => Int, {
    defaultValue: 25,
    description: "How many groups, 1 to 60; BAD_USER_INPUT otherwise.",
  })
  readonly first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "A cursor of this very list, which is to say of this pool: INVALID_CURSOR otherwise, and when Cognito does not keep its place " +
      "any more.",
  })
  readonly after?: string | null;
}
