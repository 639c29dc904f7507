import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { query, userOf } from "../operation.js";
import { offeredFactors } from "../sign-in/factors.js";
import { mfaForm } from "./wire-forms.js";

/** By what a user can sign in, and which second factors they have switched on. */
export const adminGetUserAuthFactors = query("AdminGetUserAuthFactors", (call) => {
  const { pool, user } = userOf(call);
  return {
    Username: user.username,
    ...mfaForm(user),
    ConfiguredUserAuthFactors: configuredFactors(pool, user),
  };
});

/**
 * The reference lists what is available to the user, as first or as second factor: so a factor counts if the pool offers it and
 * the user has it, whether it is switched on or not. As first factors codes go to verified addresses alone, by inference: it is
 * not told whether those that are not verified count.
 */
function configuredFactors(pool: UserPool, user: User): readonly string[] {
  const offered = offeredFactors(pool);
  const isVerified = (address: string) => user.attributes.get(`${address}_verified`) === "true";
  const has: Readonly<Record<string, boolean>> = {
    PASSWORD: user.password !== undefined,
    EMAIL_OTP: offered.includes("EMAIL_OTP") && isVerified("email"),
    SMS_OTP: offered.includes("SMS_MFA") && isVerified("phone_number"),
    WEB_AUTHN: pool.mfaMethods.WebAuthnConfiguration !== undefined && user.hasPasskey,
    SOFTWARE_TOKEN: offered.includes("SOFTWARE_TOKEN_MFA") && user.softwareTokenRegistered,
  };
  return Object.keys(has).filter((factor) => has[factor]);
}
