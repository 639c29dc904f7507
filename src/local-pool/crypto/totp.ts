import { createHmac, randomInt } from "node:crypto";

/** How long a code is good (RFC 6238, section 5.2). */
const stepMs = 30_000;

/** Codes have six digits, as authenticator apps show them. */
const digits = 6;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** As many as 160 bits take, which RFC 4226, section 4, recommends. */
const secretLetters = 32;

/** A new key for an authenticator app, in Base32. */
export const newTotpSecret = (): string =>
  Array.from({ length: secretLetters }, () => alphabet.charAt(randomInt(alphabet.length))).join("");

/** The step in which a moment lies. */
export const stepOf = (now: Date): number => Math.floor(now.getTime() / stepMs);

/** The code of an authenticator app for one step: TOTP with HMAC-SHA-1 (RFC 6238). `secret` is in Base32 (RFC 4648, section 6). */
export function totp(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  // Dynamic truncation: RFC 4226, section 5.3.
  const value = mac.readUInt32BE(mac.readUInt8(mac.length - 1) & 0xf) & 0x7f_ff_ff_ff;
  return String(value % 10 ** digits).padStart(digits, "0");
}

/** The step that a code is of, if it is of this moment or of the step before or after. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const present = stepOf(now);
  return [present - 1, present, present + 1].find((step) => totp(secret, step) === code);
}

/** Bits that do not fill a byte are padding. */
function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0"));
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
