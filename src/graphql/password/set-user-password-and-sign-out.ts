import { signOut } from "../../cognito/calls/user-writes.js";
import type { UserMutation } from "../user/user-mutation.js";
import type { SetUserPasswordArguments } from "../user/user.inputs.js";
import { passwordWrite } from "./password-write.js";
import { SignedOutUser } from "./signed-out-user.type.js";

export const setUserPasswordAndSignOut: UserMutation<SetUserPasswordArguments> = {
  ...passwordWrite,
  description:
    "Sets a user's password as `setUserPassword` does, then ends all their sessions as `signOutUser` does: two calls, the second " +
    "only when the first was acknowledged. So a password that was not set signs nobody out, and a sign-out that fails is " +
    "`signedOut: false` beside a password that is set. Needs the action of the password and `user:sign-out`. Errors: those of " +
    "`setUserPassword`. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html",
  answer: () => SignedOutUser,
  stateIn: "user",
  furtherActions: () => ["user:sign-out"],
  second: ({ username }) => signOut(username),
  detail: () => ({ password: "given", signOut: true }),
  note: (context, user, done) => {
    passwordWrite.note(context, user, done);
    if (done.second?.outcome === "APPLIED") context.loaders.revokedSessions.addAll(user);
  },
  present: ({ state, second }) => ({ user: state, signedOut: second?.outcome === "APPLIED" }),
};
