import { newTotpSecret } from "../crypto/totp.js";
import { command } from "../operation.js";
import { associated, setUpOf } from "../sign-in/mfa-setup.js";
import { newSession } from "../sign-in/session.js";

/**
 * Makes a key for an authenticator app. An app that is registered stays good until the new one is verified.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
 */
export const associateSoftwareToken = command("AssociateSoftwareToken", async (call) => {
  const { pool, user, client } = await setUpOf(call, "");
  user.pendingTotpSecret = newTotpSecret();
  if (client === null) return { SecretCode: user.pendingTotpSecret };
  const session = { challenge: "MFA_SETUP", proof: associated };
  return {
    SecretCode: user.pendingTotpSecret,
    Session: newSession({ ...call, pool, client }, user, session),
  };
});
