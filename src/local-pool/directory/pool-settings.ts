import type { InputOf } from "../service-model/service-model.js";
import { completePolicy } from "./password-policy.js";
import type { PoolSettings } from "./user-pool.js";

/** The settings that a request states, with the service's defaults for what it does not state. */
export const statedSettings = (
  input: InputOf<"CreateUserPool"> | InputOf<"UpdateUserPool">,
): PoolSettings => ({
  passwordPolicy: completePolicy(
    input.Policies?.PasswordPolicy,
    input.AdminCreateUserConfig?.UnusedAccountValidityDays,
  ),
  mfaConfiguration: input.MfaConfiguration ?? "OFF",
  deletionProtection: input.DeletionProtection ?? "INACTIVE",
  allowAdminCreateUserOnly: input.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
  recovery: input.AccountRecoverySetting,
  autoVerified: input.AutoVerifiedAttributes ?? [],
  tier: input.UserPoolTier ?? "ESSENTIALS",
});
