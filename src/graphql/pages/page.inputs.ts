import { ArgsType, Directive, Field, Int } from "type-graphql";
import { maximumPageSize } from "../../cognito/frugal/user-sweep.js";

/** As many rows as Cognito gives of a list at a time. */
export const mostOfPage = maximumPageSize;

/** Of the field above, which has these arguments. */
export const byFirst = { argument: "first", isArgumentAbove: true } as const;

/** Tells cost analysis how long a list with these arguments is: https://ibm.github.io/graphql-specs/cost-spec.html */
export const HasSize = (): MethodDecorator =>
  Directive(
    '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
  );

@ArgsType()
export class PageArguments {
  @Field(() => Int, {
    defaultValue: 25,
    description: "How many, 1 to 60; BAD_USER_INPUT otherwise.",
  })
  readonly first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "A cursor of this very list, which is to say of this field of this user, group or pool: INVALID_CURSOR otherwise, and when Cognito does not " +
      "keep its place any more.",
  })
  readonly after?: string | null;
}
