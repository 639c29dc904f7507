import { changePassword } from "../directory/password-change.js";
import { command, userOf } from "../operation.js";

/** Sets a temporary or a permanent password, from any status; the answer is empty. */
export const adminSetUserPassword = command("AdminSetUserPassword", (call) => {
  const { pool, user } = userOf(call);
  const { Password: password, Permanent: permanent = false } = call.input;
  changePassword(pool, user, { password, permanent, now: call.now }, call.error);
  return {};
});
