import { confirm } from "../../cognito/calls/user-writes.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { isReachable } from "../user/reachable.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { UserArguments } from "../user/user.inputs.js";
import { User } from "../user/user.type.js";

export const confirmUser: UserMutation = {
  description:
    "Confirms a user who signed themselves up (AdminConfirmSignUp), in place of the code that was sent to them, and answers with the " +
    "user, whose `status` becomes CONFIRMED. Their addresses stay unverified: until one is verified they cannot replace a forgotten " +
    "password, of which the warning CONTACT_UNVERIFIED tells. A user whose status is not UNCONFIRMED is INVALID_USER_STATE. " +
    "Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET, INVALID_USER_STATE, LIMIT_EXCEEDED, REJECTED_BY_TRIGGER and " +
    "TRIGGER_FAILED, after which they may be confirmed. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html",
  arguments: UserArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:confirm"],
  actionOf: () => "user:confirm",
  kind: "STATE",
  requires: ({ status }) => {
    if (status !== "UNCONFIRMED") throw new GatewayError("INVALID_USER_STATE");
  },
  write: ({ username }) => confirm(username),
  wanted: () => ({ status: "CONFIRMED" }),
  leaves: leavesAllBut("status"),
  warnings: (user) => (isReachable(user) ? [] : ["CONTACT_UNVERIFIED"]),
};
