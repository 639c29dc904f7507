import type { Raise } from "../service-model/service-error.js";
import type { InputOf } from "../service-model/service-model.js";
import { completePolicy } from "./password-policy.js";
import type { PoolSettings } from "./user-pool.js";

type Input = InputOf<"CreateUserPool"> | InputOf<"UpdateUserPool">;

type RaiseHere = Raise<"FeatureUnavailableInTierException" | "InvalidParameterException">;

/** The settings that a request states, with the service's defaults for what it does not state. */
export function statedSettings(input: Input, error: RaiseHere): PoolSettings {
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
    deviceConfiguration: input.DeviceConfiguration,
    addOns: input.UserPoolAddOns,
  };
}

const keptOriginals = ({ UserAttributeUpdateSettings: settings }: Input) =>
  settings?.AttributesRequireVerificationBeforeUpdate;

function checkSettings(input: Input, error: RaiseHere): void {
  checkTier(input, error);
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

function checkTier({ UserPoolTier: tier = "ESSENTIALS", UserPoolAddOns }: Input, error: RaiseHere) {
  if ((UserPoolAddOns?.AdvancedSecurityMode ?? "OFF") === "OFF" || tier === "PLUS") return;
  // https://github.com/hashicorp/terraform-provider-aws/pull/40734
  throw error(
    "FeatureUnavailableInTierException",
    `The following features need to be disabled for the ${tier} pricing tier configured: Threat Protection`,
  );
}
