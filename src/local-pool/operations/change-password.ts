import { changePassword as setPassword } from "../directory/password-change.js";
import { command } from "../operation.js";
import { bearerOf } from "../sign-in/bearer.js";
import { requireEnabled } from "../sign-in/sign-in.js";

/** Lets a user who is signed in replace the password that they know. */
export const changePassword = command("ChangePassword", async (call) => {
  const { pool, user } = await bearerOf(call, call.input.AccessToken);
  requireEnabled(call, user);
  if (user.status === "RESET_REQUIRED") {
    throw call.error("PasswordResetRequiredException", "Password reset required for the user");
  }
  if (!user.hasPassword(call.input.PreviousPassword ?? "")) {
    throw call.error("NotAuthorizedException", "Incorrect username or password.");
  }
  const change = { password: call.input.ProposedPassword, permanent: true, now: call.now };
  setPassword(pool, user, change, call.error);
  return {};
});
