import { Field, ObjectType } from "type-graphql";
import { Open } from "../guards/guard.js";
import { DateTime } from "../scalars.js";

export interface TemporaryPasswordRecord {
  readonly expiresAt: Date | null;
  readonly expired: boolean | null;
  readonly exact: boolean;
}

const withinUser = "Reached only through User.temporaryPassword, which is guarded.";

@ObjectType({
  description:
    "Until when a temporary password lets its user in. Cognito does not tell when it was set, so this is reckoned from when the " +
    "user was last changed and the pool's `temporaryPasswordValidityDays`.",
  simpleResolvers: true,
})
export class TemporaryPassword implements TemporaryPasswordRecord {
  @Open(withinUser)
  @Field(() => DateTime, {
    nullable: true,
    description:
      "When it expires. Not `exact`: when it expires at the latest, since a change of any attribute after it was set moves the date " +
      "that this is reckoned from. Null when it is not known when the user was last changed (warning READBACK_FAILED).",
  })
  readonly expiresAt!: Date | null;

  @Open(withinUser)
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether `expiresAt` is over. `true` is certain: the user cannot sign in, and an administrator must set a password again. " +
      "`false` is certain only if `exact`: otherwise it may have expired already. Null when `expiresAt` is.",
  })
  readonly expired!: boolean | null;

  @Open(withinUser)
  @Field(() => Boolean, {
    description:
      "True in the answer of the mutation that set it, which knows that this was the last change of the user; false everywhere " +
      "else.",
  })
  readonly exact!: boolean;
}
