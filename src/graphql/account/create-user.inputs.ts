import { ArgsType, Field, ID, InputType } from "type-graphql";
import { EmailAddress } from "../scalars.js";
import { poolIdDescription, UserArguments } from "../user/user.inputs.js";
import {
  type UserInvitation as UserInvitationName,
  UserInvitationEnum,
} from "./user-invitation.enum.js";

@InputType({ description: "An attribute and the value that it is to have." })
export class UserAttributeInput {
  @Field(() => String, { description: "The attribute's name, such as `locale` or `custom:tier`." })
  readonly name!: string;

  @Field(() => String, {
    description:
      "The value, not empty, of the type and within the bounds that `UserPool.attributes` tells. Numbers and dates are texts, too.",
  })
  readonly value!: string;
}

@InputType({ description: "A user as they are to be created." })
export class NewPoolUser {
  @Field(() => String, {
    nullable: true,
    description:
      "The username, which never changes: 1 to 128 letters, marks, symbols, digits and punctuation, no blanks. Left out, and only " +
      "then, in pools where an address is the name: Cognito makes one. Where e-mail addresses or phone numbers are aliases it may not " +
      "look like one.",
  })
  readonly username?: string | null;

  @Field(() => EmailAddress, {
    nullable: true,
    description: "The e-mail address. Needs `user:write-contact`.",
  })
  readonly email?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Whether the caller answers for the address: an unverified one is no alias, and no forgotten password is recovered by it. True " +
      "needs `user:vouch-contact`.",
  })
  readonly emailVerified!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "The phone number in the form of E.164, such as `+442079460000`. Needs `user:write-contact`.",
  })
  readonly phoneNumber?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Whether the caller answers for the number. True needs `user:vouch-contact`.",
  })
  readonly phoneNumberVerified!: boolean;

  @Field(() => [UserAttributeInput], {
    nullable: true,
    description:
      "Further attributes, at most 25, none twice and none of those above. Each needs `user:write-attribute`, and those that tell who " +
      "somebody is need `user:read-contact` as well. Required ones may be left out by administrators.",
  })
  readonly attributes?: readonly UserAttributeInput[] | null;
}

@ArgsType()
export class CreateUserArguments {
  @Field(() => ID, { description: poolIdDescription })
  readonly poolId!: string;

  @Field(() => NewPoolUser, { description: "The user." })
  readonly user!: NewPoolUser;

  @Field(() => UserInvitationEnum, {
    description:
      "Whether a message leaves the house, and by what; the user needs an address for it. It tells username and temporary password, in " +
      "the words that the pool is configured with. There is no default.",
  })
  readonly invitation!: UserInvitationName;

  @Field(() => String, {
    nullable: true,
    description:
      "The password for the first sign-in, under the pool's password policy. Must be passed as a variable: written into the operation " +
      "text it is refused with LITERAL_SECRET. Left out, Cognito makes one for the message; without a message nobody knows it.",
  })
  readonly temporaryPassword?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      "Whether the gateway makes the password, by the pool's policy, and tells it once in the answer's `temporaryPassword`. Not beside " +
      "`temporaryPassword`.",
  })
  readonly issuePassword!: boolean;
}

@ArgsType()
export class ResendInvitationArguments extends UserArguments {
  @Field(() => UserInvitationEnum, {
    description: "By what Cognito sends the message; not NONE, BAD_USER_INPUT otherwise.",
  })
  readonly by!: UserInvitationName;
}
