import { completePolicy } from "../directory/password-policy.js";
import { command, poolOf } from "../operation.js";

/** Replaces the settings; as with the service, what is not stated goes back to its default. */
export const updateUserPool = command("UpdateUserPool", (call) => {
  const pool = poolOf(call);
  const { input } = call;
  const createUser = input.AdminCreateUserConfig;
  pool.settings = {
    passwordPolicy: completePolicy(
      input.Policies?.PasswordPolicy,
      createUser?.UnusedAccountValidityDays,
    ),
    mfaConfiguration: input.MfaConfiguration ?? "OFF",
    deletionProtection: input.DeletionProtection ?? "INACTIVE",
    allowAdminCreateUserOnly: createUser?.AllowAdminCreateUserOnly ?? false,
  };
  pool.modifiedAt = call.now;
  return {};
});
