import { remove } from "../../cognito/calls/user-writes.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { DeleteUserArguments } from "../user/user.inputs.js";
import { confirmSub } from "./confirm-sub.js";
import { DeletedUser } from "./deleted-user.type.js";

export const deleteUser: UserMutation<DeleteUserArguments> = {
  description:
    "Deletes a user for good (AdminDeleteUser). `confirmSub` must be the `sub` of the user whom the caller saw, TARGET_CHANGED " +
    "otherwise: an address may mean somebody else by now. Only disabled users are deleted unless the pool is configured otherwise, " +
    "INVALID_USER_STATE. A second time is USER_NOT_FOUND. Profiles of linked accounts at identity providers may remain in the pool. " +
    "Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET, TARGET_CHANGED, INVALID_USER_STATE, RATE_LIMITED. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html",
  arguments: DeleteUserArguments,
  answer: () => DeletedUser,
  subject: userSubject,
  actions: ["user:delete"],
  actionOf: () => "user:delete",
  kind: "DELETE",
  isDeletion: true,
  requires: (user, { pool, input }) => {
    confirmSub(user, input.confirmSub);
    if (user.enabled && pool.settings.deleteUsers !== "any")
      throw new GatewayError("INVALID_USER_STATE");
  },
  write: ({ username }) => remove(username),
  wanted: () => null,
  leaves: new Set(["__typename", "id", "poolId", "username", "sub"]),
};
