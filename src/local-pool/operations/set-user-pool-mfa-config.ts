import { usualMethods, type MfaMethods, type UserPool } from "../directory/user-pool.js";
import { command, poolOf, type Call } from "../operation.js";
import { mfaConfigForm } from "./wire-forms.js";

type SetCall = Call<"SetUserPoolMfaConfig">;

/** Sets whether a pool asks for second factors, and which ones it offers: those that are not stated are offered no more. */
export const setUserPoolMfaConfig = command("SetUserPoolMfaConfig", (call) => {
  const pool = poolOf(call);
  const { input } = call;
  checkTier(call, pool);
  const mfaConfiguration = input.MfaConfiguration ?? pool.settings.mfaConfiguration;
  const methods = statedMethods(input);
  // A request for passkeys alone leaves the rest, by inference: they are set apart, as https://github.com/go-to-k/cdkd/issues/1923 found.
  const isStated = input.MfaConfiguration !== undefined || Object.keys(methods).length > 0;
  if (isStated) checkMethods(call, methods, mfaConfiguration);
  const passkeys = input.WebAuthnConfiguration ?? pool.mfaMethods.WebAuthnConfiguration;
  pool.mfaMethods = {
    ...(!isStated ? pool.mfaMethods : mfaConfiguration === "OFF" ? usualMethods : methods),
    ...(passkeys && { WebAuthnConfiguration: passkeys }),
  };
  pool.settings = { ...pool.settings, mfaConfiguration };
  pool.modifiedAt = call.now;
  return mfaConfigForm(pool);
});

const statedMethods = ({
  SmsMfaConfiguration: sms,
  SoftwareTokenMfaConfiguration: app,
  EmailMfaConfiguration: email,
}: SetCall["input"]): MfaMethods => ({
  ...(sms && { SmsMfaConfiguration: sms }),
  ...(app && { SoftwareTokenMfaConfiguration: app }),
  ...(email && { EmailMfaConfiguration: email }),
});

/** The members that a request needs a tier above Lite for, by their descriptions. */
function checkTier({ input, error }: SetCall, { settings }: UserPool): void {
  const needsMore =
    input.EmailMfaConfiguration !== undefined ||
    input.WebAuthnConfiguration?.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
  if (!needsMore || settings.tier !== "LITE") return;
  throw error("FeatureUnavailableInTierException", "The feature needs another tier of the pool.");
}

function checkMethods(
  { error }: SetCall,
  {
    SmsMfaConfiguration: sms,
    SoftwareTokenMfaConfiguration: app,
    EmailMfaConfiguration: email,
  }: MfaMethods,
  mfaConfiguration: "OFF" | "ON" | "OPTIONAL",
): void {
  const isOffered = sms !== undefined || email !== undefined || app?.Enabled === true;
  if (isOffered === (mfaConfiguration !== "OFF")) return;
  throw error(
    "InvalidParameterException",
    isOffered
      ? // https://github.com/go-to-k/cdkd/issues/1923
        "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
      : // https://github.com/aws/aws-sdk-js/issues/4186
        "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.",
  );
}
