import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { SignInAlias, UserPoolDescription } from "./records.js";

const aliasNames: ReadonlyMap<string, SignInAlias> = new Map([
  ["email", "EMAIL"],
  ["phone_number", "PHONE_NUMBER"],
  ["preferred_username", "PREFERRED_USERNAME"],
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
    usernameCaseSensitive: pool.UsernameConfiguration?.CaseSensitive ?? true,
    estimatedNumberOfUsers: pool.EstimatedNumberOfUsers ?? 0,
  };
}
