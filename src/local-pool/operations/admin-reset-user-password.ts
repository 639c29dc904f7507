import { sendCode } from "../messages/codes.js";
import { recoveryMedium } from "../messages/recovery.js";
import { undeliverable } from "../messages/send-message.js";
import { command, userOf } from "../operation.js";
import { requireEnabled } from "../sign-in/sign-in.js";

/** Voids the password until the user chooses one by the code that is sent. */
export const adminResetUserPassword = command("AdminResetUserPassword", (call) => {
  const { pool, user } = userOf(call);
  requireEnabled(call, user);
  const medium = recoveryMedium(pool, user, call.error);
  user.status = "RESET_REQUIRED";
  user.touch(call.now);
  const failed = sendCode(call, "reset", { pool, user, medium });
  if (failed !== null) throw undeliverable(call, failed);
  return {};
});
