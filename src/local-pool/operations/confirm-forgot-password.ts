import { changePassword } from "../directory/password-change.js";
import { requireCode } from "../messages/codes.js";
import { runTrigger } from "../messages/run-trigger.js";
import { command } from "../operation.js";
import { clientOf, unknownName } from "../sign-in/client-of.js";
import { requireEnabled } from "../sign-in/sign-in.js";

/** Sets the password that a user chooses who has read the code for it: the way out of RESET_REQUIRED. */
export const confirmForgotPassword = command("ConfirmForgotPassword", (call) => {
  const { pool, client } = clientOf(call);
  const user = pool.users.find(call.input.Username);
  if (user === undefined) {
    throw client.preventUserExistenceErrors === "ENABLED"
      ? call.error("CodeMismatchException", "Invalid verification code provided, please try again.")
      : unknownName(call);
  }
  requireEnabled(call, user);
  if (user.status === "UNCONFIRMED") {
    throw call.error("UserNotConfirmedException", "User is not confirmed.");
  }
  requireCode(call, user, "reset", call.input.ConfirmationCode);
  const change = { password: call.input.Password, permanent: true, now: call.now };
  changePassword(pool, user, change, call.error);
  user.codes.delete("reset");
  runTrigger(call, "PostConfirmation");
  return {};
});
