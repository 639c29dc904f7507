import type { JwtHeader, JwtPayload } from "aws-jwt-verify/jwt-model";
import type { TokenRefusal } from "../../errors/gateway-error.js";
import { refusal } from "./token-refusal.js";
import type { TrustedIssuer } from "./trusted-issuer.js";

/** For what we copy, compare and log; Cognito's `sub` and `jti` are UUIDs, its `kid` has 44 characters. */
const maximumNameLength = 256;
/** How far an issuer's clock may be ahead of ours. */
export const maximumSecondsAhead = 60;

/** RFC 7519 section 5.1 and RFC 9068 section 2.1; RFC 7515 section 4.1.9 lets `application/` be left out. */
const typePattern = /^(application\/)?(at\+)?jwt$/i;

/**
 * `crit` (RFC 7515 section 4.1.11) and `b64` (RFC 7797) change what is signed. The others bring or name a key, and a
 * token that wants to choose its own key is not one of ours (RFC 8725 section 3.10).
 */
const forbiddenHeaders = ["crit", "b64", "jwk", "jku", "x5u", "x5c"] as const;

export function checkHeader(header: JwtHeader): void {
  const { alg, kid, typ = "JWT" } = header;
  const isAcceptable =
    alg === "RS256" &&
    isName(kid) &&
    typeof typ === "string" &&
    typePattern.test(typ) &&
    forbiddenHeaders.every((name) => !Object.hasOwn(header, name));
  if (!isAcceptable) throw refusal("HEADER");
}

/** What aws-jwt-verify leaves open: claims that are missing, times by our clock, and Cognito's own claims. */
export function checkClaims(trusted: TrustedIssuer, claims: JwtPayload, nowSeconds: number): void {
  const reason =
    refusalByNames(trusted, claims) ??
    refusalByTime(claims, nowSeconds) ??
    refusalByUse(trusted, claims);
  if (reason !== undefined) throw refusal(reason);
}

function refusalByNames({ requireJti }: TrustedIssuer, { sub, jti }: JwtPayload) {
  if (!isName(sub)) return "CLAIMS";
  const mayBeMissing = !requireJti && jti === undefined;
  // One that is there can be blocked, so it is looked at.
  return mayBeMissing || isName(jti) ? undefined : "JTI";
}

function refusalByTime(
  { exp, iat, nbf = 0 }: JwtPayload,
  nowSeconds: number,
): TokenRefusal | undefined {
  if (!isTime(exp) || !isTime(iat) || !isTime(nbf)) return "CLAIMS";
  // RFC 7519 section 4.1.4: `exp` is the first second that is too late. There is no leeway for it.
  if (nowSeconds >= exp) return "EXPIRED";
  // Sections 4.1.5 and 4.1.6: an issuer stamps both by the same clock, so they have the same leeway.
  const latest = nowSeconds + maximumSecondsAhead;
  return latest < nbf || latest < iat ? "NOT_YET_VALID" : undefined;
}

function refusalByUse(
  { tokenUse, clientIds }: TrustedIssuer,
  claims: JwtPayload,
): TokenRefusal | undefined {
  if (tokenUse !== null && claims["token_use"] !== tokenUse) return "TOKEN_USE";
  // Cognito's access tokens name their client in `client_id`, its ID tokens in `aud`.
  const client = tokenUse === "id" ? claims.aud : claims["client_id"];
  const isKnown =
    clientIds === undefined || (typeof client === "string" && clientIds.includes(client));
  return isKnown ? undefined : "CLIENT";
}

const isTime = (claim: unknown): claim is number => Number.isFinite(claim);

const isName = (text: unknown): text is string =>
  typeof text === "string" && text !== "" && text.length <= maximumNameLength;
