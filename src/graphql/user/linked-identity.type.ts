import { Field, ID, ObjectType } from "type-graphql";
import type { LinkedIdentityRecord } from "../../cognito/records/records.js";
import { Open } from "../guards/guard.js";
import { DateTime } from "../scalars.js";

const withinUser = "Reached only through User.identities, which is guarded.";

@ObjectType({
  description:
    "An account at an identity provider with which the user signs in, as the attribute `identities` has it. " +
    "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html",
  simpleResolvers: true,
})
export class LinkedIdentity implements LinkedIdentityRecord {
  @Open(withinUser)
  @Field(() => String, {
    description:
      "The provider's name in the pool: the one that an administrator has given it, or `Google`, `Facebook`, `LoginWithAmazon` " +
      "or `SignInWithApple`.",
  })
  readonly providerName!: string;

  @Open(withinUser)
  @Field(() => String, {
    nullable: true,
    description:
      "What kind of provider it is, such as `SAML`, `OIDC` or `Google`; null when the pool does not say.",
  })
  readonly providerType!: string | null;

  @Open(withinUser)
  @Field(() => ID, {
    description: "The user's id at the provider; an e-mail address at some.",
  })
  readonly userId!: string;

  @Open(withinUser)
  @Field(() => Boolean, {
    description:
      "Whether the user came into the pool by this account; false for one that was linked to a user who was there already.",
  })
  readonly primary!: boolean;

  @Open(withinUser)
  @Field(() => DateTime, {
    nullable: true,
    description:
      "When the account became the user's: at the first sign-in with it, or when it was linked. Null when the pool does not say.",
  })
  readonly linkedAt!: Date | null;
}
