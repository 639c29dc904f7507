import { changePassword as setPassword } from "../directory/password-change.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { command, type Call } from "../operation.js";
import { bearerOf } from "../sign-in/bearer.js";
import { recordEvent } from "../sign-in/record-event.js";
import { requireEnabled } from "../sign-in/sign-in.js";

/** Lets a user who is signed in replace the password that they know. */
export const changePassword = command("ChangePassword", async (call) => {
  const bearer = await bearerOf(call, call.input.AccessToken);
  return recordEvent({ ...bearer, type: "PasswordChange", now: call.now }, () =>
    replacePassword(call, bearer),
  );
});

function replacePassword(
  call: Call<"ChangePassword">,
  { pool, user }: { readonly pool: UserPool; readonly user: User },
) {
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
}
