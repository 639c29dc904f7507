import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

// A fast hash on purpose: made-up passwords on loopback need no stretching, and the pool also serves benchmarks.

/** A password as it is kept: never in clear. */
export interface PasswordHash {
  /** Random, so it also tells one setting of a password from the next. */
  readonly salt: string;
  readonly digest: Buffer;
  readonly setAt: Date;
}

const digestOf = (salt: string, password: string): Buffer =>
  createHmac("sha256", salt).update(password).digest();

/** Hashes a password under a fresh salt. */
export function hashPassword(password: string, setAt: Date): PasswordHash {
  const salt = randomBytes(16).toString("base64url");
  return { salt, digest: digestOf(salt, password), setAt };
}

/** Compares in constant time. */
export const passwordMatches = (hash: PasswordHash, password: string): boolean =>
  timingSafeEqual(hash.digest, digestOf(hash.salt, password));
