import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { attributeDefinitions } from "./attribute-definitions.js";
import {
  type ContactKind,
  contactKinds,
  type PoolMfa,
  poolTiers,
  type SignInAlias,
  type UserPoolDescription,
} from "./records.js";

const aliasNames: ReadonlyMap<string, SignInAlias> = new Map([
  ["email", "EMAIL"],
  ["phone_number", "PHONE_NUMBER"],
  ["preferred_username", "PREFERRED_USERNAME"],
]);

const mfaNames: ReadonlyMap<string | undefined, PoolMfa> = new Map([
  [undefined, "OFF"],
  ["OFF", "OFF"],
  ["OPTIONAL", "OPTIONAL"],
  ["ON", "REQUIRED"],
]);

const recoveryNames: ReadonlyMap<string, ContactKind> = new Map([
  ["verified_email", "EMAIL"],
  ["verified_phone_number", "PHONE_NUMBER"],
]);

/** "If you submit a value of 0, Amazon Cognito treats it as a null value": so PasswordPolicyType of the days of a temporary password. */
const isSet = (days: number | undefined): days is number => days !== undefined && days > 0;

/**
 * Puts DescribeUserPool's answer into the gateway's words. Defaults for what it leaves out are those of
 * PasswordPolicyType and UsernameConfigurationType: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html
 */
export function toPoolDescription(pool: UserPoolType): UserPoolDescription {
  const policy = pool.Policies?.PasswordPolicy;
  // Before the policy had a validity of its own, the pool had one for accounts that were never used.
  const unusedAccountDays = pool.AdminCreateUserConfig?.UnusedAccountValidityDays;
  const aliases = [...(pool.UsernameAttributes ?? []), ...(pool.AliasAttributes ?? [])];
  return {
    name: pool.Name ?? "",
    passwordPolicy: {
      minimumLength: policy?.MinimumLength ?? 8,
      requireUppercase: policy?.RequireUppercase ?? false,
      requireLowercase: policy?.RequireLowercase ?? false,
      requireNumbers: policy?.RequireNumbers ?? false,
      requireSymbols: policy?.RequireSymbols ?? false,
      historySize: policy?.PasswordHistorySize ?? 0,
      temporaryPasswordValidityDays:
        [policy?.TemporaryPasswordValidityDays, unusedAccountDays].find(isSet) ?? 7,
    },
    signInAliases: [...aliasNames]
      .filter(([name]) => aliases.some((alias) => alias === name))
      .map(([, alias]) => alias),
    namedBy: kindsIn(pool.UsernameAttributes),
    usernameCaseSensitive: pool.UsernameConfiguration?.CaseSensitive ?? true,
    estimatedNumberOfUsers: pool.EstimatedNumberOfUsers ?? 0,
    // False unless it was stated: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUserConfigType.html
    selfSignUp: pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true,
    recoverBy: recoveryOf(pool),
    tier: poolTiers.find((tier) => tier === pool.UserPoolTier) ?? "UNKNOWN",
    mfa: mfaNames.get(pool.MfaConfiguration) ?? "UNKNOWN",
    keepsOriginalUntilVerified: kindsIn(
      pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate,
    ),
    // Null, and so absent, where no devices are remembered: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeviceConfigurationType.html
    remembersDevices: pool.DeviceConfiguration !== undefined,
    recordsAuthEvents: (pool.UserPoolAddOns?.AdvancedSecurityMode ?? "OFF") !== "OFF",
    attributes: attributeDefinitions(pool.SchemaAttributes ?? []),
  };
}

/** The kinds of addresses whose attributes are named. */
const kindsIn = (names: readonly string[] = []): readonly ContactKind[] =>
  contactKinds.filter((kind) => names.some((name) => name.toUpperCase() === kind));

/**
 * A pool that states no way takes a verified phone number first, and a verified e-mail address where a user has none:
 * https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-recover-a-user-account.html
 */
function recoveryOf({
  AccountRecoverySetting: setting,
}: UserPoolType): UserPoolDescription["recoverBy"] {
  const stated = setting?.RecoveryMechanisms ?? [];
  if (stated.length === 0) return ["PHONE_NUMBER", "EMAIL"];
  const ways = stated
    .toSorted((one, other) => (one.Priority ?? 0) - (other.Priority ?? 0))
    .map(({ Name: name = "" }) => name);
  const known = ways.map((name) => recoveryNames.get(name)).filter((kind) => kind !== undefined);
  const isOfAdministrators = ways.every((name) => name === "admin_only");
  return known.length > 0 || isOfAdministrators ? known : null;
}
