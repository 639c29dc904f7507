import { type Policy, rulesOf } from "./password-rules.js";

// Without what looks alike when it is read out or copied by hand: I l 1, O 0, and their kin.
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz";
const digits = "23456789";
const symbols = "!#%*+-=?@_";

const usualLength = 16;

/**
 * A password that keeps a pool's rules. Every such password of its length and alphabet is as likely as every other: whole passwords
 * are drawn until one keeps the rules, instead of putting a character of each kind into fixed places.
 */
export function generatePassword(policy: Policy): string {
  const alphabet = letters + digits + (policy.requireSymbols ? symbols : "");
  const length = Math.max(policy.minimumLength, usualLength);
  const rules = rulesOf(policy);
  for (;;) {
    const password = Array.from({ length }, () => characterOf(alphabet)).join("");
    if (rules.every(({ isKept }) => isKept(password))) return password;
  }
}

function characterOf(alphabet: string): string {
  // The remainder of a division would favour the first characters, so what is beyond the last whole multiple is drawn again.
  const bound = 256 - (256 % alphabet.length);
  const drawn = new Uint8Array(1);
  do crypto.getRandomValues(drawn);
  while ((drawn[0] ?? 0) >= bound);
  return alphabet.charAt((drawn[0] ?? 0) % alphabet.length);
}
