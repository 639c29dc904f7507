import { command, userOf } from "../operation.js";

/** Revokes the tokens of every sign-in until now; the user may sign in again. */
export const adminUserGlobalSignOut = command("AdminUserGlobalSignOut", (call) => {
  const { user } = userOf(call);
  user.signIns.clear();
  return {};
});
