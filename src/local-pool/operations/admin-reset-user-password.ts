import { command, userOf } from "../operation.js";
import { requireEnabled } from "../sign-in/sign-in.js";

const RESETTABLE = ["CONFIRMED", "RESET_REQUIRED"];

/** Voids the password until the user chooses one by code; the code itself is sent nowhere. */
export const adminResetUserPassword = command("AdminResetUserPassword", (call) => {
  const { user } = userOf(call);
  requireEnabled(call, user);
  if (!RESETTABLE.includes(user.status)) {
    throw call.error(
      "NotAuthorizedException",
      "User password cannot be reset in the current state.",
    );
  }
  const isReachable = ["email_verified", "phone_number_verified"].some(
    (name) => user.attributes.get(name) === "true",
  );
  if (!isReachable) {
    throw call.error(
      "InvalidParameterException",
      "Cannot reset password for the user as there is no registered/verified email or phone_number",
    );
  }
  user.status = "RESET_REQUIRED";
  user.touch(call.now);
  return {};
});
