import type { PasswordRule } from "../../errors/gateway-error.js";
import type { PasswordPolicyRecord } from "./records.js";

/** AdminSetUserPassword's `Password` holds at most 256 characters. */
export const maximumPasswordLength = 256;

/**
 * The characters that Cognito counts as symbols; a blank counts when it is neither first nor last.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=.) (?=.)/s;

/** Which rules of the policy a password breaks: a help to its author; Cognito's verdict is the one that counts. */
export function passwordViolations(
  password: string,
  policy: PasswordPolicyRecord,
): readonly PasswordRule[] {
  const broken: [PasswordRule, boolean][] = [
    ["TOO_SHORT", password.length < policy.minimumLength],
    ["TOO_LONG", password.length > maximumPasswordLength],
    ["NO_UPPERCASE", policy.requireUppercase && !/[A-Z]/.test(password)],
    ["NO_LOWERCASE", policy.requireLowercase && !/[a-z]/.test(password)],
    ["NO_NUMBER", policy.requireNumbers && !/[0-9]/.test(password)],
    ["NO_SYMBOL", policy.requireSymbols && !symbol.test(password)],
    // The service's own pattern, whatever the policy: "^[\\S]+.*[\\S]+$".
    ["LEADING_OR_TRAILING_SPACE", /^\s|\s$/.test(password)],
    // Neither part of that pattern matches these, as Java reads it: a line terminator is no dot, and a blank besides.
    // https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
    ["LINE_BREAK", /[\n\r]/.test(password.trim())],
  ];
  return broken.filter(([, isBroken]) => isBroken).map(([rule]) => rule);
}
