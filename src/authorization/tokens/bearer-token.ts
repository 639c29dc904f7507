import { refusal } from "./token-refusal.js";

/** RFC 6750 section 2.1, and the compact form of RFC 7515 section 3.1: three base64url parts, no padding. */
const bearerPattern = /^Bearer {1,8}([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The token of an Authorization header, which is as long as the headers of a request may be. */
export function readBearerToken(authorization = ""): string {
  if (authorization === "") throw refusal("NONE");
  const token = bearerPattern.exec(authorization)?.[1];
  if (token === undefined) throw refusal("MALFORMED");
  return token;
}

/** Throws for a token that is not in its one spelling. */
export function checkSpelling(token: string): void {
  if (!token.split(".").every(isCanonical)) throw refusal("MALFORMED");
}

/** RFC 4648 section 3.5: with stray bits in a last character, one signature would have several spellings. */
const isCanonical = (part: string): boolean =>
  Buffer.from(part, "base64url").toString("base64url") === part;
