import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { signInAliases, type UserPoolSettings } from "../../cognito/records/records.js";
import { enumValues } from "../enum-values.js";
import { Requires } from "../guards/guard.js";

export const SignInAlias = enumValues(signInAliases);

registerEnumType(SignInAlias, {
  name: "SignInAlias",
  description:
    "An attribute by which users of a pool may be named and sign in, beside the username.",
  valuesConfig: {
    EMAIL: { description: "The e-mail address, once verified." },
    PHONE_NUMBER: { description: "The phone number, once verified." },
    PREFERRED_USERNAME: { description: "The preferred username." },
  },
});

/** What is known of a pool without asking Cognito; the other fields are resolved when they are asked for. */
@ObjectType({
  description:
    "An Amazon Cognito user pool that the gateway is configured for; no other pool exists for it.",
  simpleResolvers: true,
})
export class UserPool implements Pick<UserPoolSettings, "id" | "alias" | "region"> {
  @Requires("pool:read", { poolProperty: "id" })
  @Field(() => ID, { description: "The user pool's id at Cognito, such as `eu-west-1_AbCdEf123`." })
  readonly id!: string;

  @Requires("pool:read", { poolProperty: "id" })
  @Field(() => String, {
    description: "The pool's name in the gateway's configuration, accepted wherever a `poolId` is.",
  })
  readonly alias!: string;

  @Requires("pool:read", { poolProperty: "id" })
  @Field(() => String, { description: "The AWS Region of the pool, such as `eu-west-1`." })
  readonly region!: string;
}
