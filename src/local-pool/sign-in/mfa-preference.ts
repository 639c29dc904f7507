import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { Raise } from "../service-model/service-error.js";
import type { InputOf } from "../service-model/service-model.js";
import { isSetUp, takesPasskeys, type Factor } from "./factors.js";

interface PreferenceCall {
  readonly input: Omit<InputOf<"AdminSetUserMFAPreference">, "UserPoolId" | "Username">;
  readonly now: Date;
  readonly error: Raise<"InvalidParameterException">;
}

type Wanted = InputOf<"AdminSetUserMFAPreference">["SMSMfaSettings"];

/**
 * Turns second factors on or off, and prefers one; one that the user could not answer is refused. Where the pool requires MFA,
 * turning off the last factor is answered like any other change, and changes nothing:
 * https://github.com/panther-labs/panther/issues/317, https://github.com/aws-amplify/amplify-js/issues/4722.
 */
export function setPreference(call: PreferenceCall, pool: UserPool, user: User): void {
  const stated = statedFactors(call.input);
  // "Only one factor can be set as preferred": the description of the operation. The exception is an inference.
  if (stated.filter(([, wanted]) => wanted.PreferredMfa === true).length > 1) {
    throw call.error("InvalidParameterException", "Only one factor can be set as preferred.");
  }
  const enabled = new Set(user.mfa);
  let preferred = user.preferredMfa;
  for (const [factor, wanted] of stated) {
    if (wanted.Enabled === true && !isSetUp(user, factor)) throw notSetUp(call, factor);
    if (wanted.Enabled === true) enabled.add(factor);
    else enabled.delete(factor);
    if (wanted.PreferredMfa === true) preferred = factor;
    else if (preferred === factor) preferred = undefined;
  }
  if (call.input.WebAuthnMfaSettings?.Enabled === true) checkPasskey(call, pool, user, enabled);
  const isKept = pool.settings.mfaConfiguration === "ON" && user.mfa.length > 0;
  if (isKept && enabled.size === 0) return;
  user.passkeyMfa = call.input.WebAuthnMfaSettings?.Enabled ?? user.passkeyMfa;
  switchOn(user, [...enabled], preferred);
  user.touch(call.now);
}

/** Takes the authenticator app away, with all that depends on it; what is left stays as it was. */
export function removeSoftwareToken(user: User): void {
  user.softwareTokenRegistered = false;
  user.totpSecret = undefined;
  user.pendingTotpSecret = undefined;
  const left = user.mfa.filter((factor) => factor !== "SOFTWARE_TOKEN_MFA");
  switchOn(user, left, user.preferredMfa);
}

/** A preference for what is off is none; nor does a passkey count without another factor. */
function switchOn(user: User, enabled: readonly string[], preferred: string | undefined): void {
  user.mfa = enabled;
  user.preferredMfa =
    preferred !== undefined && enabled.includes(preferred) ? preferred : undefined;
  user.passkeyMfa &&= enabled.length > 0;
}

function statedFactors(
  input: PreferenceCall["input"],
): readonly (readonly [Factor, NonNullable<Wanted>])[] {
  const settings: readonly (readonly [Factor, Wanted])[] = [
    ["SMS_MFA", input.SMSMfaSettings],
    ["SOFTWARE_TOKEN_MFA", input.SoftwareTokenMfaSettings],
    ["EMAIL_OTP", input.EmailMfaSettings],
  ];
  return settings.flatMap(([factor, wanted]) =>
    wanted === undefined ? [] : [[factor, wanted] as const],
  );
}

/** The description of WebAuthnMfaSettings names what it needs; the exception is an inference. */
function checkPasskey(
  call: PreferenceCall,
  pool: UserPool,
  user: User,
  others: ReadonlySet<string>,
): void {
  if (!takesPasskeys(pool)) {
    throw call.error(
      "InvalidParameterException",
      "WebAuthn MFA needs the FactorConfiguration MULTI_FACTOR_WITH_USER_VERIFICATION.",
    );
  }
  if (!user.hasPasskey) throw notSetUp(call, "WEB_AUTHN");
  if (others.size > 0) return;
  throw call.error("InvalidParameterException", "WebAuthn MFA needs another MFA method.");
}

/** https://github.com/aws/aws-sdk-js-v3/issues/4645 */
const notSetUp = (call: PreferenceCall, factor: string): Error =>
  call.error(
    "InvalidParameterException",
    `User does not have delivery config set to turn on ${factor}`,
  );
