import { randomInt } from "node:crypto";
import type { passwordPolicy } from "../service-model/member-shapes.js";
import type { ValueOf } from "../service-model/shape.js";

/** A pool's password policy as DescribeUserPool answers it. */
export type PasswordPolicy = Required<ValueOf<typeof passwordPolicy>>;

const DEFAULT_VALIDITY_DAYS = 7;

/** The policy of a pool that was created without one. */
export const defaultPasswordPolicy: PasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  PasswordHistorySize: 0,
  TemporaryPasswordValidityDays: DEFAULT_VALIDITY_DAYS,
};

/** A stated policy replaces the default one whole: a rule it does not name is off. */
export function completePolicy(
  stated: ValueOf<typeof passwordPolicy> | undefined,
  unusedAccountValidityDays = 0,
): PasswordPolicy {
  // "If you submit a value of 0, Amazon Cognito treats it as a null value", for the older account setting as well:
  // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html
  const validityDays =
    [stated?.TemporaryPasswordValidityDays ?? 0, unusedAccountValidityDays].find(
      (days) => days > 0,
    ) ?? DEFAULT_VALIDITY_DAYS;
  if (stated === undefined) {
    return { ...defaultPasswordPolicy, TemporaryPasswordValidityDays: validityDays };
  }
  return {
    MinimumLength: stated.MinimumLength ?? defaultPasswordPolicy.MinimumLength,
    RequireUppercase: stated.RequireUppercase ?? false,
    RequireLowercase: stated.RequireLowercase ?? false,
    RequireNumbers: stated.RequireNumbers ?? false,
    RequireSymbols: stated.RequireSymbols ?? false,
    PasswordHistorySize: stated.PasswordHistorySize ?? 0,
    TemporaryPasswordValidityDays: validityDays,
  };
}

// https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
const SYMBOLS = "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=";

const isSymbol = (character: string, index: number, all: readonly string[]): boolean =>
  SYMBOLS.includes(character) || (character === " " && index > 0 && index < all.length - 1);

/** The first rule that the password breaks, in the service's words; null when it keeps them all. */
export function brokenRule(policy: PasswordPolicy, password: string): string | null {
  if (password.length < policy.MinimumLength) return "Password not long enough";
  if (policy.RequireUppercase && !/[A-Z]/u.test(password)) {
    return "Password must have uppercase characters";
  }
  if (policy.RequireLowercase && !/[a-z]/u.test(password)) {
    return "Password must have lowercase characters";
  }
  if (policy.RequireNumbers && !/[0-9]/u.test(password)) {
    return "Password must have numeric characters";
  }
  if (policy.RequireSymbols && !Array.from(password).some(isSymbol)) {
    return "Password must have symbol characters";
  }
  return null;
}

const ALPHABETS = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "!@#%&*?_"];

/** A password that keeps every rule of the policy; for accounts created without one. */
export function generatePassword(policy: PasswordPolicy): string {
  const length = Math.max(policy.MinimumLength, 12);
  return Array.from({ length }, (_, index) => {
    const alphabet = ALPHABETS[index % ALPHABETS.length] ?? "";
    return alphabet.charAt(randomInt(alphabet.length));
  }).join("");
}
