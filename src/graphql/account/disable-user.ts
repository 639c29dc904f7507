import { disable } from "../../cognito/calls/user-writes.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { UserArguments } from "../user/user.inputs.js";
import { User } from "../user/user.type.js";

export const disableUser: UserMutation = {
  description:
    "Disables a user (AdminDisableUser), who then cannot sign in, and answers with the user. Cognito revokes their access and " +
    "refresh tokens; services that check a token's signature alone take it until it expires. Twice is as once. " +
    "Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html",
  arguments: UserArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:disable"],
  actionOf: () => "user:disable",
  kind: "STATE",
  write: ({ username }) => disable(username),
  wanted: () => ({ enabled: false }),
  leaves: leavesAllBut("enabled"),
  note: ({ loaders }, user) => {
    loaders.revokedSessions.addAll(user);
  },
};
