import { command } from "../operation.js";
import { bearerOf } from "../sign-in/bearer.js";
import { setPreference } from "../sign-in/mfa-preference.js";
import { requireEnabled } from "../sign-in/sign-in.js";

/** Lets a user who is signed in turn second factors on or off, and prefer one. */
export const setUserMfaPreference = command("SetUserMFAPreference", async (call) => {
  const { pool, user } = await bearerOf(call, call.input.AccessToken);
  requireEnabled(call, user);
  if (user.status === "RESET_REQUIRED") {
    throw call.error("PasswordResetRequiredException", "Password reset required for the user");
  }
  setPreference(call, pool, user);
  return {};
});
