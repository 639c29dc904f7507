import { resetPassword } from "../../cognito/calls/user-writes.js";
import type { UserRecord, UserStatus } from "../../cognito/records/records.js";
import type { UserPool } from "../../cognito/user-pool.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { UserArguments } from "../user/user.inputs.js";
import { User } from "../user/user.type.js";

export const resetUserPassword: UserMutation = {
  description:
    "Voids a user's password and has Cognito send them a code by which they choose another (AdminResetUserPassword). Answers with the " +
    "user, whose `status` becomes RESET_REQUIRED. A disabled user is USER_DISABLED; one whose status is neither CONFIRMED nor " +
    "RESET_REQUIRED is INVALID_USER_STATE: invite them again, or set a temporary password. A user without a verified address of " +
    "those in `UserPool.recoverBy` is NO_VERIFIED_CONTACT, a pool where that is empty FEATURE_UNAVAILABLE. When Cognito's answer is " +
    "lost or the message fails, the password may be void although no code went out. Errors: FORBIDDEN, USER_NOT_FOUND, " +
    "OUT_OF_SCOPE_USER, SELF_TARGET, FEDERATED_USER, USER_DISABLED, INVALID_USER_STATE, NO_VERIFIED_CONTACT, FEATURE_UNAVAILABLE, " +
    "LIMIT_EXCEEDED, REJECTED_BY_TRIGGER, TRIGGER_FAILED, MESSAGING_MISCONFIGURED. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html",
  arguments: UserArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:reset-password"],
  actionOf: () => "user:reset-password",
  // RESET_REQUIRED does not tell that a code went out.
  kind: "EVENT",
  requires: async (user, { pool }) => {
    if (!user.enabled) throw new GatewayError("USER_DISABLED");
    if (!resettable.has(user.status)) throw new GatewayError("INVALID_USER_STATE");
    await requireRecovery(user, pool);
  },
  write: ({ username }) => resetPassword(username),
  wanted: () => ({ status: "RESET_REQUIRED" }),
  leaves: leavesAllBut("status"),
};

const resettable: ReadonlySet<UserStatus> = new Set(["CONFIRMED", "RESET_REQUIRED"]);

/** A pool that cannot be described is asked all the same: Cognito refuses what cannot be. */
async function requireRecovery(user: UserRecord, { description }: UserPool): Promise<void> {
  const described = await description.get().catch(() => null);
  const recoverBy = described?.recoverBy ?? null;
  if (recoverBy === null) return;
  if (recoverBy.length === 0) throw new GatewayError("FEATURE_UNAVAILABLE");
  const isVerified = {
    EMAIL: user.emailVerified === true,
    PHONE_NUMBER: user.phoneNumberVerified === true,
  };
  if (!recoverBy.some((kind) => isVerified[kind])) throw new GatewayError("NO_VERIFIED_CONTACT");
}
