import { Field, ObjectType } from "type-graphql";
import { Open } from "../guards/guard.js";
import { User } from "../user/user.type.js";

const withinMutation = "Reached only through Mutation.setUserPasswordAndSignOut, which is guarded.";

@ObjectType({
  description: "A user whose password was set, and what became of their sessions.",
  simpleResolvers: true,
})
export class SignedOutUser {
  @Open("Each of its fields is guarded.")
  @Field(() => User, {
    nullable: true,
    description:
      "The user. Null with an error at its path when a field that cannot be null may not be seen: the password is set all the same.",
  })
  readonly user!: User | null;

  @Open(withinMutation)
  @Field(() => Boolean, {
    description:
      "Whether the sessions were ended. False: the password is set, and the sign-out failed or is not known to have worked; " +
      "repeat it with `signOutUser`.",
  })
  readonly signedOut!: boolean;
}
