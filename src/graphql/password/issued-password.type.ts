import { Directive, Field, ObjectType } from "type-graphql";
import { Open, Requires } from "../guards/guard.js";
import { User } from "../user/user.type.js";

const withinMutation = "Reached only through Mutation.issueTemporaryPassword, which is guarded.";

@ObjectType({
  description:
    "A temporary password that the gateway has made up. It is a secret: not to be kept in a client's cache, a log or a trace.",
  simpleResolvers: true,
})
export class IssuedPassword {
  /** By which the guard of the password asks. */
  readonly poolId!: string;

  @Open("Each of its fields is guarded.")
  @Field(() => User, {
    nullable: true,
    description:
      "The user. Null with an error at its path when a field that cannot be null may not be seen: the password is told all the " +
      "same. `temporaryPassword { expiresAt }` says until when it lets them in.",
  })
  readonly user!: User | null;

  @Requires("user:issue-temporary-password")
  @Directive('@tag(name: "secret")')
  @Field(() => String, {
    description:
      "The password, for the user to be told by other means. Told in this answer, and kept nowhere: when the answer is lost, issue " +
      "another. 16 characters or as many as the pool asks for; none of them looks like another one.",
  })
  readonly password!: string;

  @Open(withinMutation)
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the sessions were ended. False: asked for, and it failed or is not known to have worked; repeat it with " +
      "`signOutUser`. Null: not asked for.",
  })
  readonly signedOut!: boolean | null;
}
