import { Directive, Field, ID, ObjectType } from "type-graphql";
import type {
  UserAttributeRecord,
  UserMfaRecord,
  UserRecord,
  UserStatus as UserStatusName,
} from "../../cognito/records/records.js";
import { Requires } from "../guards/guard.js";
import { DateTime, EmailAddress } from "../scalars.js";
import { UserStatus } from "./user-status.enum.js";

@Directive('@key(fields: "id")')
@Directive('@key(fields: "poolId username")')
@Directive('@key(fields: "poolId sub")')
@ObjectType({
  description:
    "A user of an Amazon Cognito user pool, as AdminGetUser answers or, in a list, ListUsers. A field that the caller may not " +
    "see is null, with a FORBIDDEN error at its path.",
  simpleResolvers: true,
})
export class User implements UserRecord {
  @Requires("user:read")
  @Field(() => ID, {
    description:
      "Opaque and stable: made from the pool and the canonical username, so it is the same whichever name the user was " +
      "asked for by. Fit as a cache key.",
  })
  readonly id!: string;

  @Requires("user:read")
  @Field(() => ID, {
    description: "The id of the user's pool, such as `eu-west-1_AbCdEf123`; never its alias.",
  })
  readonly poolId!: string;

  @Requires("user:read")
  @Field(() => String, {
    description:
      "The canonical username, which never changes; an alias or sub that was asked for is resolved to it.",
  })
  readonly username!: string;

  @Requires("user:read")
  @Field(() => ID, {
    nullable: true,
    description: "The user's immutable identifier in tokens (the `sub` claim), a UUID.",
  })
  readonly sub!: string | null;

  @Requires("user:read")
  @Field(() => UserStatus, { description: "Where the user stands between sign-up and signing in." })
  readonly status!: UserStatusName;

  @Requires("user:read")
  @Field(() => Boolean, {
    description:
      "Whether the account is switched on. A disabled user cannot sign in whatever their status; setting a password does not change it.",
  })
  readonly enabled!: boolean;

  @Requires("user:read")
  @Field(() => DateTime, { nullable: true, description: "When the user was created." })
  readonly createdAt!: Date | null;

  @Requires("user:read")
  @Field(() => DateTime, {
    nullable: true,
    description:
      "When the user was last changed. Null after a mutation whose read-back failed (warning READBACK_FAILED).",
  })
  readonly lastModifiedAt!: Date | null;

  @Requires("user:read-contact")
  @Field(() => EmailAddress, { nullable: true, description: "The attribute `email`." })
  readonly email!: string | null;

  @Requires("user:read")
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the e-mail address has been verified; only then can it serve as a sign-in alias and receive codes. " +
      "Null when the pool says nothing of it.",
  })
  readonly emailVerified!: boolean | null;

  @Requires("user:read-contact")
  @Field(() => String, {
    nullable: true,
    description: "The attribute `phone_number`, in the form of E.164: `+` and up to 15 digits.",
  })
  readonly phoneNumber!: string | null;

  @Requires("user:read")
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the phone number has been verified. Null when the pool says nothing of it.",
  })
  readonly phoneNumberVerified!: boolean | null;

  @Requires("user:read-contact")
  @Field(() => String, {
    nullable: true,
    description: "The attribute `name`: the user's full name.",
  })
  readonly name!: string | null;

  /** A field of its own in the resolver: a list does not tell it. */
  readonly mfa!: UserMfaRecord | null;

  /** Not a field: `attributes` answers from it. */
  readonly allAttributes!: readonly UserAttributeRecord[];
}
