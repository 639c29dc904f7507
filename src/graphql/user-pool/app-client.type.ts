import { Field, ID, ObjectType } from "type-graphql";
import type { AppClientRecord } from "../../cognito/records/directory.js";
import { HasLength } from "../answers/list-length.js";
import { Open } from "../guards/guard.js";
import type { ConnectionRecord, EdgeRecord } from "../pages/connect.js";
import { PageInfo } from "../pages/page-info.type.js";
import { byFirst, mostOfPage } from "../pages/page.inputs.js";

const withinPool = "Reached only through UserPool.appClients, which is guarded.";

@ObjectType({
  description:
    "An app client of a pool: an application that people sign in to. Its settings are not told: they hold a secret.",
  simpleResolvers: true,
})
export class UserPoolClient implements AppClientRecord {
  @Open(withinPool)
  @Field(() => ID, {
    description:
      "The id, which tokens have as `client_id` or `aud`. No secret: every sign-in shows it.",
  })
  readonly id!: string;

  @Open(withinPool)
  @Field(() => String, { description: "The name, for people to know it by." })
  readonly name!: string;
}

@ObjectType({ description: "An app client in a list.", simpleResolvers: true })
export class UserPoolClientEdge implements EdgeRecord<AppClientRecord> {
  @Open(withinPool)
  @Field(() => String, { description: "The place after this client, to be given as `after`." })
  readonly cursor!: string;

  @Open(withinPool)
  @Field(() => UserPoolClient, { description: "The client." })
  readonly node!: UserPoolClient;
}

@ObjectType({
  description: "A page of the app clients of a pool. Cognito has no total.",
  simpleResolvers: true,
})
export class UserPoolClientConnection implements ConnectionRecord<AppClientRecord> {
  @Open(withinPool)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserPoolClientEdge], {
    description: "The clients of the page, each with its cursor.",
  })
  readonly edges!: readonly UserPoolClientEdge[];

  @Open(withinPool)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserPoolClient], { description: "The clients of the page." })
  readonly nodes!: readonly UserPoolClient[];

  @Open(withinPool)
  @Field(() => PageInfo, { description: "Where the page stands in the list." })
  readonly pageInfo!: PageInfo;
}
