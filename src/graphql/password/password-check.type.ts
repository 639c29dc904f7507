import { Field, ObjectType, registerEnumType } from "type-graphql";
import {
  type PasswordRule as PasswordRuleName,
  passwordRules,
} from "../../errors/gateway-error.js";
import { HasLength } from "../answers/list-length.js";
import { enumValues } from "../enum-values.js";
import { Open } from "../guards/guard.js";

export const PasswordRuleEnum = enumValues(passwordRules);

registerEnumType(PasswordRuleEnum, {
  name: "PasswordRule",
  description:
    "A rule that a password can break: of the pool's policy (`UserPool.passwordPolicy`), or of Cognito for every password. " +
    "The `violations` of INVALID_PASSWORD have the same names.",
  valuesConfig: {
    TOO_SHORT: { description: "Shorter than the policy's `minimumLength`." },
    TOO_LONG: { description: "Longer than 256 characters (UTF-16 code units)." },
    NO_UPPERCASE: { description: "None of A to Z, and the policy asks for one." },
    NO_LOWERCASE: { description: "None of a to z, and the policy asks for one." },
    NO_NUMBER: { description: "None of 0 to 9, and the policy asks for one." },
    NO_SYMBOL: {
      description:
        "No punctuation of ASCII and no blank between other characters, and the policy asks for a symbol.",
    },
    LEADING_OR_TRAILING_SPACE: {
      description: "A blank at either end, which Cognito takes from nobody, whatever the policy.",
    },
    LINE_BREAK: {
      description:
        "A line break between other characters, which Cognito takes from nobody, whatever the policy.",
    },
  },
});

export interface PasswordCheckRecord {
  readonly ok: boolean;
  readonly violations: readonly PasswordRuleName[];
}

const withinCheck = "Reached only through Query.checkPassword, which is guarded.";

@ObjectType({
  description: "What a pool's policy says of a password.",
  simpleResolvers: true,
})
export class PasswordCheck implements PasswordCheckRecord {
  @Open(withinCheck)
  @Field(() => Boolean, {
    description:
      "Whether no rule is broken that the gateway can judge. Cognito can still refuse the password when it is set.",
  })
  readonly ok!: boolean;

  @Open(withinCheck)
  @HasLength(passwordRules.length)
  @Field(() => [PasswordRuleEnum], { description: "The broken rules; empty when there are none." })
  readonly violations!: readonly PasswordRuleName[];
}
