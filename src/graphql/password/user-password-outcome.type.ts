import { Field, Int, ObjectType } from "type-graphql";
import type { UserRecord } from "../../cognito/records/records.js";
import type { ErrorCode } from "../../errors/error-codes.js";
import { type Outcome, type PasswordRule, passwordRules } from "../../errors/gateway-error.js";
import { HasLength } from "../answers/list-length.js";
import { Open } from "../guards/guard.js";
import { GatewayErrorCode, WriteOutcome } from "../mutations/outcome.enum.js";
import { User } from "../user/user.type.js";
import { PasswordRuleEnum } from "./password-check.type.js";

interface UserPasswordOutcomeRecord {
  readonly index: number;
  readonly user: UserRecord | null;
  readonly outcome: Outcome;
  readonly code: ErrorCode | null;
  readonly violations: readonly PasswordRule[] | null;
}

const withinMutation = "Reached only through Mutation.setUserPasswords, which is guarded.";

@ObjectType({
  description:
    "What became of one item. It repeats nothing that was sent: a password in the place of a username would be shown.",
  simpleResolvers: true,
})
export class UserPasswordOutcome implements UserPasswordOutcomeRecord {
  @Open(withinMutation)
  @Field(() => Int, { description: "The item's place in `items`, from 0 on." })
  readonly index!: number;

  @Open("Each of its fields is guarded.")
  @Field(() => User, {
    nullable: true,
    description: "The user, as `setUserPassword` answers; null unless their password was set.",
  })
  readonly user!: User | null;

  @Open(withinMutation)
  @Field(() => WriteOutcome, {
    description:
      "Whether the password was set. Repeat an item that is NOT_APPLIED, and look before one that is UNKNOWN.",
  })
  readonly outcome!: Outcome;

  @Open(withinMutation)
  @Field(() => GatewayErrorCode, {
    nullable: true,
    description:
      "Why it failed, as `extensions.code` of `setUserPassword` would tell it; null when it did not. Beside APPLIED: the password " +
      "is set, and something afterwards failed (AUDIT_UNAVAILABLE).",
  })
  readonly code!: ErrorCode | null;

  @Open(withinMutation)
  @HasLength(passwordRules.length)
  @Field(() => [PasswordRuleEnum], {
    nullable: true,
    description: "Of INVALID_PASSWORD: the broken rules; empty when that cannot be told.",
  })
  readonly violations!: readonly PasswordRule[] | null;
}
