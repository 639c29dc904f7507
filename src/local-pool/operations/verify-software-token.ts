import { randomId } from "../crypto/random-id.js";
import { stepOfCode } from "../crypto/totp.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { command } from "../operation.js";
import { associated, setUpOf } from "../sign-in/mfa-setup.js";
import { newSession } from "../sign-in/session.js";

/** Registers the authenticator app that shows the right code. With a session, the new one satisfies MFA_SETUP. */
export const verifySoftwareToken = command("VerifySoftwareToken", async (call) => {
  const { pool, user, client } = await setUpOf(call, associated);
  if (user.status === "RESET_REQUIRED") {
    throw call.error("PasswordResetRequiredException", "Password reset required for the user");
  }
  const { pendingTotpSecret: secret } = user;
  if (secret === undefined) {
    // By inference: AWS does not say how it answers when no key was asked for.
    throw call.error(
      "SoftwareTokenMFANotFoundException",
      "Software Token MFA does not exist for the user.",
    );
  }
  const step = stepOfCode(secret, call.input.UserCode, call.now);
  if (step === undefined) {
    // https://github.com/aws-samples/aws-amplify-auth-starters/issues/15
    throw call.error(
      "EnableSoftwareTokenMFAException",
      "Code mismatch and fail enable Software Token MFA",
    );
  }
  register(pool, user, secret, step);
  user.touch(call.now);
  if (client === null) return { Status: "SUCCESS" };
  user.setUpProof = randomId(16);
  const session = { challenge: "MFA_SETUP", proof: user.setUpProof };
  return { Status: "SUCCESS", Session: newSession({ ...call, pool, client }, user, session) };
});

/** The code is used up by this. Where MFA is required, the app is switched on with it, by inference. */
function register(pool: UserPool, user: User, secret: string, step: number): void {
  user.softwareTokenRegistered = true;
  user.totpSecret = secret;
  user.totpStep = step;
  user.pendingTotpSecret = undefined;
  if (pool.settings.mfaConfiguration !== "ON") return;
  user.mfa = [...new Set([...user.mfa, "SOFTWARE_TOKEN_MFA"])];
}
