import type { Raise } from "../service-model/service-error.js";
import type { InputOf } from "../service-model/service-model.js";
import { completePolicy } from "./password-policy.js";
import type { PoolSettings } from "./user-pool.js";

type Input = InputOf<"CreateUserPool"> | InputOf<"UpdateUserPool">;

/** The settings that a request states, with the service's defaults for what it does not state. */
export function statedSettings(
  input: Input,
  error: Raise<"InvalidParameterException">,
): PoolSettings {
  checkSettings(input, error);
  return {
    passwordPolicy: completePolicy(
      input.Policies?.PasswordPolicy,
      input.AdminCreateUserConfig?.UnusedAccountValidityDays,
    ),
    mfaConfiguration: input.MfaConfiguration ?? "OFF",
    deletionProtection: input.DeletionProtection ?? "INACTIVE",
    allowAdminCreateUserOnly: input.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
    recovery: input.AccountRecoverySetting,
    autoVerified: input.AutoVerifiedAttributes ?? [],
    keepsOriginal: keptOriginals(input),
    tier: input.UserPoolTier ?? "ESSENTIALS",
  };
}

const keptOriginals = ({ UserAttributeUpdateSettings: settings }: Input) =>
  settings?.AttributesRequireVerificationBeforeUpdate;

function checkSettings(input: Input, error: Raise<"InvalidParameterException">): void {
  const { AutoVerifiedAttributes: autoVerified = [], AccountRecoverySetting: recovery } = input;
  if (keptOriginals(input)?.some((name) => !autoVerified.includes(name)) === true) {
    // https://github.com/aws/aws-cli/issues/7151
    throw error(
      "InvalidParameterException",
      "All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes",
    );
  }
  const ways = recovery?.RecoveryMechanisms ?? [];
  // https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-recover-a-user-account.html
  if (ways.length > 1 && ways.some(({ Name }) => Name === "admin_only")) {
    throw error(
      "InvalidParameterException",
      "admin_only cannot be used with any other account recovery mechanism.",
    );
  }
}
