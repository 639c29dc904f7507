import { type CreatedUser, inviteAgain } from "../../cognito/calls/user-creation.js";
import { toListedUserRecord } from "../../cognito/records/user-record.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { ResendInvitationArguments } from "./create-user.inputs.js";
import { InvitedUser, type InvitedUserRecord } from "./invited-user.type.js";
import { mediumsOf } from "./user-invitation.enum.js";

export const resendInvitation: UserMutation<ResendInvitationArguments, CreatedUser> = {
  description:
    "Has Cognito send a new invitation with a new temporary password (AdminCreateUser with RESEND), which voids the one before it and " +
    "has a period of its own: for users whose password has run out. For `status` FORCE_CHANGE_PASSWORD alone, INVALID_USER_STATE " +
    "otherwise. If the message cannot be delivered and the new password is there all the same, the answer is `invitation: FAILED`; " +
    "when that cannot be seen the error is DELIVERY_FAILED, outcome UNKNOWN. Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, " +
    "SELF_TARGET, INVALID_USER_STATE, DELIVERY_FAILED, BAD_USER_INPUT without an address for the message, REJECTED_BY_TRIGGER, " +
    "TRIGGER_FAILED, MESSAGING_MISCONFIGURED. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html",
  arguments: ResendInvitationArguments,
  answer: () => InvitedUser,
  stateIn: "user",
  subject: userSubject,
  actions: ["user:invite"],
  actionOf: () => "user:invite",
  checkInput: ({ by }) => {
    if (by === "NONE") throw new GatewayError("BAD_USER_INPUT", { argument: "by" });
  },
  kind: "EVENT",
  requires: ({ status }) => {
    if (status !== "FORCE_CHANGE_PASSWORD") throw new GatewayError("INVALID_USER_STATE");
  },
  write: ({ username }, { by }) => inviteAgain(username, mediumsOf(by)),
  // No state tells which temporary password it is.
  wanted: () => ({}),
  answered: ({ User }, before) => {
    if (User?.Username !== before.username) throw new GatewayError("UPSTREAM_ERROR");
    return { ...toListedUserRecord(before.poolId, User), mfa: before.mfa };
  },
  // The password is new before the message goes out: https://github.com/aws/aws-sdk/issues/438. A user who has changed proves it.
  settles: {
    on: new Set(["CodeDeliveryFailureException"]),
    by: async (before, { context }) => {
      const user = await userSubject.readBack(context, before);
      const isChanged = Number(user?.lastModifiedAt) > Number(before.lastModifiedAt);
      return user !== null && isChanged ? { told: user } : null;
    },
  },
  leaves: leavesAllBut(),
  detail: ({ by }) => ({ password: "cognito", invitation: by }),
  note: ({ givenTemporaryPassword }, { id }) => {
    givenTemporaryPassword.add(id);
  },
  present: ({ state: user, failed }): InvitedUserRecord => ({
    poolId: user.poolId,
    user,
    invitation: failed === undefined ? "SENT" : "FAILED",
    temporaryPassword: null,
  }),
};
