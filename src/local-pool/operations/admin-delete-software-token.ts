import { command, userOf } from "../operation.js";
import { removeSoftwareToken } from "../sign-in/mfa-preference.js";

/** Takes a user's authenticator app away, so that they can register another. Ends no session. */
export const adminDeleteSoftwareToken = command("AdminDeleteSoftwareToken", (call) => {
  const { user } = userOf(call);
  if (user.status === "UNCONFIRMED") {
    throw call.error("UserNotConfirmedException", "User is not confirmed.");
  }
  if (!user.softwareTokenRegistered) {
    // By inference: AWS does not say how it answers for a user without an app.
    throw call.error("InvalidParameterException", "User does not have a software token.");
  }
  removeSoftwareToken(user);
  user.touch(call.now);
  return {};
});
