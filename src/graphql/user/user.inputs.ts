import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import { UserFilter } from "./user-filter.inputs.js";

export const poolIdDescription =
  "The id of a configured user pool, or its alias from the gateway's configuration. Any other pool is FORBIDDEN.";

const usernameDescription =
  "The username; or an alias attribute (e-mail address, phone number, preferred username) if the pool signs in by it and " +
  "it is verified; or the sub of a local user; or the username of a user from an identity provider. 1 to 128 letters, " +
  "marks, symbols, digits and punctuation, no blanks; BAD_USER_INPUT otherwise.";

const newPasswordDescription =
  "The new password, at most 256 characters, under the pool's password policy (`UserPool.passwordPolicy`). Must be " +
  "passed as a variable: written into the operation text it is refused with LITERAL_SECRET. Empty is " +
  "CANNOT_REMOVE_PASSWORD, since Cognito cannot take a password away.";

const permanentDescription =
  "`true`: the user keeps this password, becomes CONFIRMED and can sign in at once. `false`: a temporary password; the " +
  "user becomes FORCE_CHANGE_PASSWORD and must choose another at the next sign-in (challenge NEW_PASSWORD_REQUIRED) " +
  "before it expires. Neither sends a message: telling the user is up to the caller.";

@InputType({ description: "Names one user in one user pool." })
export class UserKey {
  @Field(() => ID, { description: poolIdDescription })
  readonly poolId!: string;

  @Field(() => String, { description: usernameDescription })
  readonly username!: string;
}

@ArgsType()
export class UserArguments {
  @Field(() => ID, { description: poolIdDescription })
  readonly poolId!: string;

  @Field(() => String, { description: usernameDescription })
  readonly username!: string;
}

@ArgsType()
export class UsersArguments {
  @Field(() => ID, { description: poolIdDescription })
  readonly poolId!: string;

  @Field(() => UserFilter, {
    nullable: true,
    description: "Which users; every user of the pool when left out.",
  })
  readonly filter?: UserFilter | null;

  @Field(() => Int, {
    defaultValue: 25,
    description: "How many users, 1 to 100 (`limits.userKeys`); BAD_USER_INPUT otherwise.",
  })
  readonly first!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "A cursor of this very list, which is to say of this pool and this filter: INVALID_CURSOR otherwise, and when it is too " +
      "old (Cognito keeps its place for an hour or so).",
  })
  readonly after?: string | null;
}

@ArgsType()
export class CheckPasswordArguments {
  @Field(() => ID, { description: poolIdDescription })
  readonly poolId!: string;

  @Field(() => String, {
    description:
      "Whose password it is to be, in the form that `setUserPassword` takes; BAD_USER_INPUT otherwise. Nobody is looked up: " +
      "no rule of Cognito's compares a password with its user, and so the answer does not tell whether there is one.",
  })
  readonly username!: string;

  @Field(() => String, {
    description:
      "The password to judge. Must be passed as a variable: written into the operation text it is refused with " +
      "LITERAL_SECRET. Empty breaks rules like any other, so that a form can show them before anything is typed.",
  })
  readonly password!: string;
}

@ArgsType()
export class SetUserPasswordArguments extends UserArguments {
  @Field(() => String, { description: newPasswordDescription })
  readonly password!: string;

  @Field(() => Boolean, { defaultValue: false, description: permanentDescription })
  readonly permanent!: boolean;
}

@InputType({ description: "A user, and the password that is to be theirs." })
export class UserPasswordItem {
  @Field(() => String, { description: usernameDescription })
  readonly username!: string;

  @Field(() => String, { description: newPasswordDescription })
  readonly password!: string;
}

@ArgsType()
export class SetUserPasswordsArguments {
  @Field(() => ID, { description: poolIdDescription })
  readonly poolId!: string;

  @Field(() => [UserPasswordItem], {
    description:
      "Whose passwords to set, in this order. 1 to 25 (`limits.passwordItems`), each username once; BAD_USER_INPUT otherwise. A user " +
      "who is named twice in different ways has the later password.",
  })
  readonly items!: readonly UserPasswordItem[];

  @Field(() => Boolean, { defaultValue: false, description: permanentDescription })
  readonly permanent!: boolean;
}

@ArgsType()
export class IssueTemporaryPasswordArguments extends UserArguments {
  @Field(() => Boolean, {
    defaultValue: true,
    description:
      "Whether to end all sessions of the user once the password is set, for which `user:sign-out` is needed as well.",
  })
  readonly signOut!: boolean;
}

@ArgsType()
export class DeleteUserArguments extends UserArguments {
  @Field(() => ID, {
    description:
      "The `sub` of the user whom the caller saw and means. Letters, digits and `-`; it never changes and nobody else gets it.",
  })
  readonly confirmSub!: string;
}
