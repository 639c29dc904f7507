import type { User } from "../directory/user.js";
import { command, userOf, type Call } from "../operation.js";

interface Factor {
  readonly setting: string;
  readonly wanted: { readonly Enabled?: boolean; readonly PreferredMfa?: boolean } | undefined;
  readonly isReady: boolean;
}

/** Turns second factors on or off; one that the user could not answer is refused. */
export const adminSetUserMfaPreference = command("AdminSetUserMFAPreference", (call) => {
  const { user } = userOf(call);
  const enabled = new Set(user.mfa);
  let preferred = user.preferredMfa;
  for (const { setting, wanted, isReady } of factorsOf(call, user)) {
    if (wanted === undefined) continue;
    if (wanted.Enabled === true && !isReady) {
      throw call.error(
        "InvalidParameterException",
        `User does not have delivery config set to turn on ${setting}`,
      );
    }
    if (wanted.Enabled === true) enabled.add(setting);
    else enabled.delete(setting);
    if (wanted.PreferredMfa === true) preferred = setting;
    else if (preferred === setting) preferred = undefined;
  }
  user.mfa = [...enabled];
  user.preferredMfa = preferred !== undefined && enabled.has(preferred) ? preferred : undefined;
  user.touch(call.now);
  return {};
});

const factorsOf = ({ input }: Call<"AdminSetUserMFAPreference">, user: User): readonly Factor[] => [
  {
    setting: "SMS_MFA",
    wanted: input.SMSMfaSettings,
    isReady: user.attributes.has("phone_number"),
  },
  {
    setting: "SOFTWARE_TOKEN_MFA",
    wanted: input.SoftwareTokenMfaSettings,
    isReady: user.softwareTokenRegistered,
  },
  {
    setting: "EMAIL_OTP",
    wanted: input.EmailMfaSettings,
    isReady: user.attributes.has("email"),
  },
];
