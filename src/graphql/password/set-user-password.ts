import type { UserMutation } from "../user/user-mutation.js";
import type { SetUserPasswordArguments } from "../user/user.inputs.js";
import { User } from "../user/user.type.js";
import { passwordWrite } from "./password-write.js";

export const setUserPassword: UserMutation<SetUserPasswordArguments> = {
  ...passwordWrite,
  description:
    "Sets a user's password (AdminSetUserPassword) and answers with the user and their resulting `status`: CONFIRMED after " +
    "a permanent password, FORCE_CHANGE_PASSWORD after a temporary one. The fields that it leaves as they are, are answered as they " +
    "were just before; `status`, `lastModifiedAt` and `allowedActions` are read back, which costs another AdminGetUser. " +
    "It ends no sessions that are open: `setUserPasswordAndSignOut`. Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET, " +
    "FEDERATED_USER, INVALID_PASSWORD with `violations`, PASSWORD_REUSED, CANNOT_REMOVE_PASSWORD, LITERAL_SECRET. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html",
  answer: () => User,
};
