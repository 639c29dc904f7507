import { randomInt } from "node:crypto";
import { passwordViolations } from "../../cognito/records/password-violations.js";
import type { PasswordPolicyRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";

const shortestLength = 16;

// People read them out and type them: none of these looks like another one, and none begins a formula in a spreadsheet.
const lettersAndDigits = "ABCDEFGHJKLMNPQRSTUVWXYZ" + "abcdefghijkmnpqrstuvwxyz" + "23456789";
const symbols = "!#$%&*:?";

/** One in five is refused at most; so many in a row are a policy that no password keeps. */
const attempts = 1000;

/**
 * Makes a password that keeps the pool's policy, of 93 bits at least. It is drawn until no rule is broken: so every password that
 * keeps the policy is as likely as any other.
 */
export function issuePassword(policy: PasswordPolicyRecord): string {
  const alphabet = policy.requireSymbols ? lettersAndDigits + symbols : lettersAndDigits;
  const length = Math.max(shortestLength, policy.minimumLength);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const password = drawFrom(alphabet, length);
    if (passwordViolations(password, policy).length === 0) return password;
  }
  throw new GatewayError("INTERNAL");
}

const drawFrom = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
