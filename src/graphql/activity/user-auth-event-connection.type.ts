import { Field, ObjectType } from "type-graphql";
import type { AuthEventRecord } from "../../cognito/records/activity-records.js";
import { HasLength } from "../answers/list-length.js";
import { Open } from "../guards/guard.js";
import type { ConnectionRecord, EdgeRecord } from "../pages/connect.js";
import { PageInfo } from "../pages/page-info.type.js";
import { byFirst, mostOfPage } from "../pages/page.inputs.js";
import { UserAuthEvent } from "./user-auth-event.type.js";

const withinUser = "Reached only through User.authEvents, which is guarded.";

@ObjectType({ description: "An event in a list.", simpleResolvers: true })
export class UserAuthEventEdge implements EdgeRecord<AuthEventRecord> {
  @Open(withinUser)
  @Field(() => String, { description: "The place after this event, to be given as `after`." })
  readonly cursor!: string;

  @Open(withinUser)
  @Field(() => UserAuthEvent, { description: "The event." })
  readonly node!: UserAuthEvent;
}

@ObjectType({
  description: "A page of what threat protection has recorded of a user. Cognito has no total.",
  simpleResolvers: true,
})
export class UserAuthEventConnection implements ConnectionRecord<AuthEventRecord> {
  @Open(withinUser)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserAuthEventEdge], {
    description: "The events of the page, each with its cursor.",
  })
  readonly edges!: readonly UserAuthEventEdge[];

  @Open(withinUser)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserAuthEvent], { description: "The events of the page." })
  readonly nodes!: readonly UserAuthEvent[];

  @Open(withinUser)
  @Field(() => PageInfo, { description: "Where the page stands in the list." })
  readonly pageInfo!: PageInfo;
}
