import { signOut } from "../../cognito/calls/user-writes.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { UserArguments } from "../user/user.inputs.js";
import { User } from "../user/user.type.js";

export const signOutUser: UserMutation = {
  description:
    "Ends every session of a user at Cognito (AdminUserGlobalSignOut): refresh, access and ID tokens. It does not clear the cookie of " +
    "managed login, and services that check a token's signature alone take it until it expires. Answers with the user, as they were. " +
    "Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html",
  arguments: UserArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:sign-out"],
  actionOf: () => "user:sign-out",
  // No state of the user tells that their sessions are ended.
  kind: "EVENT",
  write: ({ username }) => signOut(username),
  wanted: () => ({}),
  leaves: leavesAllBut(),
  note: ({ loaders }, user) => {
    loaders.revokedSessions.addAll(user);
  },
};
