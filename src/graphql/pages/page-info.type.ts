import { Directive, Field, ObjectType } from "type-graphql";
import { Open } from "../guards/guard.js";

const withinList = "Reached only through a list, which is guarded.";

export interface PageInfoRecord {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

@Directive("@shareable")
@ObjectType({
  description:
    "Where a page stands in its list, after the GraphQL Cursor Connections Specification " +
    "(https://relay.dev/graphql/connections.htm).",
  simpleResolvers: true,
})
export class PageInfo implements PageInfoRecord {
  @Open(withinList)
  @Field(() => Boolean, {
    description:
      "Whether to ask on with `after: endCursor`. The page after may turn out empty: Cognito tells that a list is at its end " +
      "only when asked.",
  })
  readonly hasNextPage!: boolean;

  @Open(withinList)
  @Field(() => Boolean, { description: "Always false: lists are read forwards only." })
  readonly hasPreviousPage!: boolean;

  @Open(withinList)
  @Field(() => String, {
    nullable: true,
    description: "The cursor of the first edge; null without edges.",
  })
  readonly startCursor!: string | null;

  @Open(withinList)
  @Field(() => String, {
    nullable: true,
    description:
      "Where this page ends, to be given as `after`; set even without edges when the search can go on, null when there is " +
      "nothing to go on from.",
  })
  readonly endCursor!: string | null;
}
