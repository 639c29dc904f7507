import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { Medium } from "../handles/outbox.js";
import type { secondFactor } from "../service-model/member-shapes.js";
import type { ValueOf } from "../service-model/shape.js";

/** A second factor that follows a password. */
export type Factor = ValueOf<typeof secondFactor>;

const factors: readonly Factor[] = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"];

/** How a code of the factor reaches its user; none has to be sent for an authenticator app. */
export const mediumOf: Readonly<Record<Factor, Medium | null>> = {
  SMS_MFA: "SMS",
  SOFTWARE_TOKEN_MFA: null,
  EMAIL_OTP: "EMAIL",
};

/** The factors that a pool offers; none where MFA is off. Codes by e-mail are of the tier Essentials and above. */
export function offeredFactors({ settings, mfaMethods }: UserPool): readonly Factor[] {
  if (settings.mfaConfiguration === "OFF") return [];
  const isOffered: Readonly<Record<Factor, boolean>> = {
    SMS_MFA: mfaMethods.SmsMfaConfiguration !== undefined,
    SOFTWARE_TOKEN_MFA: mfaMethods.SoftwareTokenMfaConfiguration?.Enabled === true,
    EMAIL_OTP: mfaMethods.EmailMfaConfiguration !== undefined && settings.tier !== "LITE",
  };
  return factors.filter((factor) => isOffered[factor]);
}

/** Whether a user could answer for the factor at all: there is an address, or an app. */
export function isSetUp(user: User, factor: Factor): boolean {
  if (factor === "SOFTWARE_TOKEN_MFA") return user.softwareTokenRegistered;
  return user.attributes.has(factor === "SMS_MFA" ? "phone_number" : "email");
}

/**
 * The factors that a user may be asked for. Where MFA is required, what is set up counts without being switched on: AWS says of
 * MFA_SETUP that an address is enough, and of an app https://github.com/aws-amplify/amplify-js/issues/4646 does. One that is on but
 * not offered does not count: https://github.com/aws-amplify/amplify-js/issues/11260. Nor does one whose address is gone.
 */
export const usableFactors = (pool: UserPool, user: User): readonly Factor[] =>
  offeredFactors(pool).filter(
    (factor) =>
      isSetUp(user, factor) &&
      (pool.settings.mfaConfiguration === "ON" || user.mfa.includes(factor)),
  );

/** Whether passkeys may count as second factors, which WebAuthnMfaSettings.Enabled asks for. */
export const takesPasskeys = ({ settings, mfaMethods }: UserPool): boolean =>
  settings.tier !== "LITE" &&
  mfaMethods.WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
