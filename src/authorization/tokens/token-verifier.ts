import { JwtVerifier } from "aws-jwt-verify";
import type { JwkWithKid } from "aws-jwt-verify/jwk";
import { decomposeUnverifiedJwt } from "aws-jwt-verify/jwt";
import type { JwtHeader, JwtPayload } from "aws-jwt-verify/jwt-model";
import { GatewayError } from "../../errors/gateway-error.js";
import type { Principal } from "../principal.js";
import type { BlockList } from "./block-list.js";
import { CheckedSignatures } from "./checked-signatures.js";
import { type JwksCacheParts, type KeyFetch, RefreshingJwksCache } from "./jwks-cache.js";
import { fetchKeySet } from "./key-fetcher.js";

/** One issuer whose tokens are believed, and what its tokens must say. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly jwksUri?: string | undefined;
  /** The `token_use` claim of Cognito's tokens; null skips the check, for issuers that are not Cognito. */
  readonly tokenUse: "access" | "id" | null;
  readonly clientIds?: readonly string[] | undefined;
  readonly audience?: readonly string[] | undefined;
  readonly rolesClaim: string;
  /** The pools whose users' `sub` is this issuer's `sub`. */
  readonly subjectPoolIds: readonly string[];
}

export interface TokenVerifierOptions {
  /** Milliseconds since 1970: the one clock by which tokens and keys are judged. */
  readonly now?: (() => number) | undefined;
  readonly blockList?: Pick<BlockList, "isBlocked"> | undefined;
  /** Told of every request for an issuer's keys; must not throw. */
  readonly onKeyFetch?: ((fetch: KeyFetch) => void) | undefined;
  readonly fetchKeySet?: JwksCacheParts["fetchKeySet"] | undefined;
}

/** Longer than any token Cognito signs, short enough to refuse without work. */
const maximumTokenLength = 8192;
/** The same for what we copy, compare and log; Cognito's `sub` and `jti` are UUIDs, its `kid` has 44 characters. */
const maximumNameLength = 256;
/** How far an issuer's clock may be ahead of ours. */
export const maximumSecondsAhead = 60;

/** RFC 6750 section 2.1, and the compact form of RFC 7515 section 3.1: three base64url parts, no padding. */
const bearerPattern = /^Bearer {1,8}([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** RFC 7519 section 5.1 and RFC 9068 section 2.1; RFC 7515 section 4.1.9 lets `application/` be left out. */
const typePattern = /^(application\/)?(at\+)?jwt$/i;

/**
 * `crit` (RFC 7515 section 4.1.11) and `b64` (RFC 7797) change what is signed. The others bring or name a key, and a
 * token that wants to choose its own key is not one of ours (RFC 8725 section 3.10).
 */
const forbiddenHeaders = ["crit", "b64", "jwk", "jku", "x5u", "x5c"] as const;

/** Turns an Authorization header into the caller it proves. */
export class TokenVerifier {
  private readonly issuers: ReadonlyMap<string, TrustedIssuer>;
  private readonly keys: RefreshingJwksCache;
  private readonly verifier: ReturnType<typeof createVerifier>;
  private readonly blockList: TokenVerifierOptions["blockList"];
  private readonly signatures = new CheckedSignatures<CheckedToken>();
  private readonly now: () => number;

  constructor(issuers: readonly TrustedIssuer[], options: TokenVerifierOptions = {}) {
    const now = options.now ?? Date.now;
    this.now = now;
    this.issuers = new Map(issuers.map((issuer) => [issuer.issuer, issuer]));
    this.keys = new RefreshingJwksCache({
      fetchKeySet: options.fetchKeySet ?? fetchKeySet,
      onFetch: options.onKeyFetch,
      now,
    });
    this.verifier = createVerifier(issuers, this.keys, now);
    this.blockList = options.blockList;
  }

  /**
   * Throws UNAUTHENTICATED for anything but a valid token, whatever is wrong with it; UPSTREAM_UNAVAILABLE when nothing
   * can be said about a token because its issuer's keys are not to be had: to call it bad would sign everybody out.
   */
  async verify(authorization: string | undefined): Promise<Principal> {
    const token = readBearerToken(authorization);
    try {
      return await this.admit(await this.claimsOf(token));
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      throw new GatewayError("UNAUTHENTICATED", {}, { cause: error });
    }
  }

  /** Asks every issuer for its keys where that is due; never rejects. Cheap between two attempts: a probe may call it. */
  async prefetch(): Promise<void> {
    await Promise.all(
      [...this.issuers.values()].map((trusted) => this.keys.prefetch(uriOf(trusted))),
    );
  }

  /** The issuers whose tokens cannot be judged, because their keys were never fetched or are too old. */
  issuersWithoutKeys(): readonly string[] {
    const trusted = [...this.issuers.values()];
    return trusted.filter((each) => !this.keys.hasKeys(uriOf(each))).map(({ issuer }) => issuer);
  }

  /** What a valid token says. Its signature is checked once for as long as its key is the same, its times each time. */
  private async claimsOf(token: string): Promise<JwtPayload> {
    const known = this.signatures.find(token);
    const presentKey = known === undefined ? undefined : await this.keyOf(known);
    if (known !== undefined && presentKey === known.key) {
      checkClaims(known.trusted, known.claims, this.now() / 1000);
      return known.claims;
    }
    if (!token.split(".").every(isCanonical)) throw new GatewayError("UNAUTHENTICATED");
    const signed = this.checkBeforeKeys(token);
    // Before the check: if the key is replaced meanwhile, the token is checked again.
    const key = await this.keyOf(signed);
    const claims = await this.verifier.verify(token);
    this.signatures.remember(token, { ...signed, key, claims });
    return claims;
  }

  private keyOf({ trusted, header }: SignedBy): Promise<JwkWithKid> {
    return this.keys.getJwk(uriOf(trusted), { header });
  }

  /**
   * Nothing unsigned is believed: the header chooses a key, `iss` whose. Both have to be checked here, as aws-jwt-verify
   * remembers imported keys under the `iss` of the token before it has checked the signature.
   */
  private checkBeforeKeys(token: string): SignedBy {
    const { header, payload } = decomposeUnverifiedJwt(token);
    const trusted = this.issuers.get(payload.iss ?? "");
    if (trusted === undefined) throw new GatewayError("UNAUTHENTICATED");
    checkHeader(header);
    return { trusted, header };
  }

  private async admit(claims: JwtPayload): Promise<Principal> {
    const { iss = "", sub = "", jti = "" } = claims;
    const trusted = this.issuers.get(iss);
    const isBlocked = (await this.blockList?.isBlocked(sub, jti)) ?? false;
    if (trusted === undefined || isBlocked) throw new GatewayError("UNAUTHENTICATED");
    const { rolesClaim, subjectPoolIds } = trusted;
    return { subject: sub, issuer: iss, roles: readRoles(claims[rolesClaim]), subjectPoolIds };
  }
}

/** Whose key a token names, and which. */
interface SignedBy {
  readonly trusted: TrustedIssuer;
  readonly header: JwtHeader;
}

interface CheckedToken extends SignedBy {
  readonly key: JwkWithKid;
  readonly claims: JwtPayload;
}

/** Where an issuer publishes its keys. */
export const uriOf = ({ issuer, jwksUri }: Pick<TrustedIssuer, "issuer" | "jwksUri">): string =>
  jwksUri ?? `${issuer.replace(/\/$/, "")}/.well-known/jwks.json`;

function createVerifier(
  issuers: readonly TrustedIssuer[],
  jwksCache: RefreshingJwksCache,
  now: () => number,
) {
  return JwtVerifier.create(
    issuers.map((trusted) => ({
      issuer: trusted.issuer,
      jwksUri: uriOf(trusted),
      // Cognito's access tokens name their client in `client_id` and have no `aud`: checked below.
      audience: trusted.audience === undefined ? null : [...trusted.audience],
      // aws-jwt-verify reads the system's clock, without a way to give it another. So it may not judge `exp` and
      // `nbf`: checkClaims does, without any grace.
      graceSeconds: Infinity,
      customJwtCheck: ({ payload }: { payload: JwtPayload }) => {
        checkClaims(trusted, payload, now() / 1000);
      },
    })),
    { jwksCache },
  );
}

function checkHeader(header: JwtHeader): void {
  const { alg, kid, typ = "JWT" } = header;
  const isAcceptable =
    alg === "RS256" &&
    isName(kid) &&
    typeof typ === "string" &&
    typePattern.test(typ) &&
    forbiddenHeaders.every((name) => !Object.hasOwn(header, name));
  if (!isAcceptable) throw new GatewayError("UNAUTHENTICATED");
}

/** What aws-jwt-verify leaves open: claims that are missing, times by our clock, and Cognito's own claims. */
function checkClaims(trusted: TrustedIssuer, claims: JwtPayload, nowSeconds: number): void {
  const { exp, iat, nbf = 0, sub, jti, aud } = claims;
  const client = trusted.tokenUse === "id" ? aud : claims["client_id"];
  const isAcceptable =
    isName(sub) &&
    isName(jti) &&
    // RFC 7519 sections 4.1.4 to 4.1.6: `exp` is the first second that is too late, `nbf` the first that is not too early.
    isTime(exp) &&
    nowSeconds < exp &&
    isTime(nbf) &&
    nowSeconds >= nbf &&
    isTime(iat) &&
    nowSeconds >= iat - maximumSecondsAhead &&
    (trusted.tokenUse === null || claims["token_use"] === trusted.tokenUse) &&
    (trusted.clientIds === undefined ||
      (typeof client === "string" && trusted.clientIds.includes(client)));
  if (!isAcceptable) throw new GatewayError("UNAUTHENTICATED");
}

const isTime = (claim: unknown): claim is number => Number.isFinite(claim);

const isName = (text: unknown): text is string =>
  typeof text === "string" && text !== "" && text.length <= maximumNameLength;

function readBearerToken(authorization = ""): string {
  const isShort = authorization.length <= maximumTokenLength + "Bearer ".length;
  const token = isShort ? bearerPattern.exec(authorization)?.[1] : undefined;
  if (token === undefined) throw new GatewayError("UNAUTHENTICATED");
  return token;
}

/** RFC 4648 section 3.5: with stray bits in a last character, one signature would have several spellings. */
const isCanonical = (part: string): boolean =>
  Buffer.from(part, "base64url").toString("base64url") === part;

/**
 * Roles stand in a list, as `cognito:groups`, or in one string with blanks between, as `scope` (RFC 8693, 4.2). None is
 * left out, however many there are: a policy may forbid by role. Their number is bounded by the token's length.
 */
function readRoles(claim: unknown): readonly string[] {
  if (typeof claim === "string") return claim.split(" ").filter((role) => role !== "");
  if (!Array.isArray(claim)) return [];
  return claim.filter((role): role is string => typeof role === "string");
}
