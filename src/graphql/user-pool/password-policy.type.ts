import { Field, Int, ObjectType } from "type-graphql";
import type { PasswordPolicyRecord } from "../../cognito/records/records.js";
import { Open } from "../guards/guard.js";

const withinPool = "Reached only through UserPool.passwordPolicy, which is guarded.";

@ObjectType({
  description: "What a user pool asks of a password (Cognito's PasswordPolicyType).",
  simpleResolvers: true,
})
export class PasswordPolicy implements PasswordPolicyRecord {
  @Open(withinPool)
  @Field(() => Int, { description: "Fewest characters, 6 to 99. The most is always 256." })
  readonly minimumLength!: number;

  @Open(withinPool)
  @Field(() => Boolean, { description: "Whether at least one of A to Z is needed." })
  readonly requireUppercase!: boolean;

  @Open(withinPool)
  @Field(() => Boolean, { description: "Whether at least one of a to z is needed." })
  readonly requireLowercase!: boolean;

  @Open(withinPool)
  @Field(() => Boolean, { description: "Whether at least one of 0 to 9 is needed." })
  readonly requireNumbers!: boolean;

  @Open(withinPool)
  @Field(() => Boolean, {
    description:
      "Whether at least one symbol is needed: punctuation of ASCII, or a blank that is neither first nor last.",
  })
  readonly requireSymbols!: boolean;

  @Open(withinPool)
  @Field(() => Int, {
    description:
      "How many earlier passwords may not be used again, 0 to 24; PASSWORD_REUSED otherwise.",
  })
  readonly historySize!: number;

  @Open(withinPool)
  @Field(() => Int, {
    description:
      "Days until a temporary password expires, 1 to 365. After that its user cannot sign in, and it must be set again.",
  })
  readonly temporaryPasswordValidityDays!: number;
}
