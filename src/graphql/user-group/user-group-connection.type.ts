import { Field, ObjectType } from "type-graphql";
import type { GroupRecord } from "../../cognito/records/directory.js";
import { HasLength } from "../answers/list-length.js";
import { Open } from "../guards/guard.js";
import type { ConnectionRecord, EdgeRecord } from "../pages/connect.js";
import { PageInfo } from "../pages/page-info.type.js";
import { byFirst, mostOfPage } from "../pages/page.inputs.js";
import { UserGroup } from "./user-group.type.js";

const withinGroups = "Reached only through Query.groups, which is guarded.";

@ObjectType({ description: "A group in a list.", simpleResolvers: true })
export class UserGroupEdge implements EdgeRecord<GroupRecord> {
  @Open(withinGroups)
  @Field(() => String, { description: "The place after this group, to be given as `after`." })
  readonly cursor!: string;

  @Open(withinGroups)
  @Field(() => UserGroup, { description: "The group." })
  readonly node!: UserGroup;
}

@ObjectType({
  description: "A page of the groups of a pool. Cognito has no total.",
  simpleResolvers: true,
})
export class UserGroupConnection implements ConnectionRecord<GroupRecord> {
  @Open(withinGroups)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserGroupEdge], { description: "The groups of the page, each with its cursor." })
  readonly edges!: readonly UserGroupEdge[];

  @Open(withinGroups)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserGroup], { description: "The groups of the page." })
  readonly nodes!: readonly UserGroup[];

  @Open(withinGroups)
  @Field(() => PageInfo, { description: "Where the page stands in the list." })
  readonly pageInfo!: PageInfo;
}
