import { Field, ObjectType, registerEnumType } from "type-graphql";
import {
  type IdentityProviderRecord,
  type IdentityProviderType,
  identityProviderTypes,
} from "../../cognito/records/directory.js";
import { HasLength } from "../answers/list-length.js";
import { enumValues } from "../enum-values.js";
import { Open } from "../guards/guard.js";
import type { ConnectionRecord, EdgeRecord } from "../pages/connect.js";
import { PageInfo } from "../pages/page-info.type.js";
import { byFirst, mostOfPage } from "../pages/page.inputs.js";
import { DateTime } from "../scalars.js";

const withinPool = "Reached only through UserPool.identityProviders, which is guarded.";

const UserPoolIdentityProviderType = enumValues(identityProviderTypes);

registerEnumType(UserPoolIdentityProviderType, {
  name: "UserPoolIdentityProviderType",
  description: "What an identity provider is (Cognito's IdentityProviderTypeType).",
  valuesConfig: {
    SAML: { description: "A provider of one's own by SAML 2.0." },
    OIDC: { description: "A provider of one's own by OpenID Connect." },
    GOOGLE: { description: "Google." },
    FACEBOOK: { description: "Facebook." },
    LOGIN_WITH_AMAZON: { description: "Login with Amazon." },
    SIGN_IN_WITH_APPLE: { description: "Sign in with Apple." },
    UNKNOWN: { description: "A type that this version of the gateway has not heard of." },
  },
});

@ObjectType({
  description:
    "A provider by whose accounts people sign in to the pool. Its settings are not told: they hold secrets.",
  simpleResolvers: true,
})
export class UserPoolIdentityProvider implements IdentityProviderRecord {
  @Open(withinPool)
  @Field(() => String, {
    description:
      "The name, with which the usernames of its users begin and `LinkedIdentity.providerName` tells it.",
  })
  readonly name!: string;

  @Open(withinPool)
  @Field(() => UserPoolIdentityProviderType, { description: "What it is." })
  readonly type!: IdentityProviderType;

  @Open(withinPool)
  @Field(() => DateTime, { nullable: true, description: "When it was added to the pool." })
  readonly createdAt!: Date | null;

  @Open(withinPool)
  @Field(() => DateTime, { nullable: true, description: "When it was last changed." })
  readonly lastModifiedAt!: Date | null;
}

@ObjectType({ description: "An identity provider in a list.", simpleResolvers: true })
export class UserPoolIdentityProviderEdge implements EdgeRecord<IdentityProviderRecord> {
  @Open(withinPool)
  @Field(() => String, { description: "The place after this provider, to be given as `after`." })
  readonly cursor!: string;

  @Open(withinPool)
  @Field(() => UserPoolIdentityProvider, { description: "The provider." })
  readonly node!: UserPoolIdentityProvider;
}

@ObjectType({
  description: "A page of the identity providers of a pool. Cognito has no total.",
  simpleResolvers: true,
})
export class UserPoolIdentityProviderConnection implements ConnectionRecord<IdentityProviderRecord> {
  @Open(withinPool)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserPoolIdentityProviderEdge], {
    description: "The providers of the page, each with its cursor.",
  })
  readonly edges!: readonly UserPoolIdentityProviderEdge[];

  @Open(withinPool)
  @HasLength(mostOfPage, byFirst)
  @Field(() => [UserPoolIdentityProvider], { description: "The providers of the page." })
  readonly nodes!: readonly UserPoolIdentityProvider[];

  @Open(withinPool)
  @Field(() => PageInfo, { description: "Where the page stands in the list." })
  readonly pageInfo!: PageInfo;
}
