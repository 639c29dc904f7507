import { enable } from "../../cognito/calls/user-writes.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { UserArguments } from "../user/user.inputs.js";
import { User } from "../user/user.type.js";

export const enableUser: UserMutation = {
  description:
    "Enables a user (AdminEnableUser), who then can sign in with the password they had, and answers with the user. " +
    "Twice is as once. Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html",
  arguments: UserArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:enable"],
  actionOf: () => "user:enable",
  kind: "STATE",
  write: ({ username }) => enable(username),
  wanted: () => ({ enabled: true }),
  leaves: leavesAllBut("enabled"),
};
