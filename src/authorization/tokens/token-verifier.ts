import { JwtVerifier } from "aws-jwt-verify";
import type { JwkWithKid } from "aws-jwt-verify/jwk";
import { decomposeUnverifiedJwt } from "aws-jwt-verify/jwt";
import type { JwtHeader, JwtPayload } from "aws-jwt-verify/jwt-model";
import type { Principal } from "../principal.js";
import { checkSpelling, readBearerToken } from "./bearer-token.js";
import type { BlockList } from "./block-list.js";
import { CheckedSignatures } from "./checked-signatures.js";
import { type JwksCacheParts, type KeyFetch, RefreshingJwksCache } from "./jwks-cache.js";
import { fetchKeySet } from "./key-fetcher.js";
import { RolesClaims, type RolesTrouble } from "./roles-claim.js";
import { checkClaims, checkHeader } from "./token-claims.js";
import { asRefusal, refusal } from "./token-refusal.js";
import { type TrustedIssuer, uriOf } from "./trusted-issuer.js";

export interface TokenVerifierOptions {
  /** Milliseconds since 1970: the one clock by which tokens and keys are judged. */
  readonly now?: (() => number) | undefined;
  readonly blockList?: Pick<BlockList, "isBlocked"> | undefined;
  /** Told of every request for an issuer's keys; must not throw. */
  readonly onKeyFetch?: ((fetch: KeyFetch) => void) | undefined;
  /** Told once of an issuer whose tokens do not have the configured roles claim; must not throw. */
  readonly onRolesTrouble?: ((trouble: RolesTrouble) => void) | undefined;
  readonly fetchKeySet?: JwksCacheParts["fetchKeySet"] | undefined;
}

/** Turns an Authorization header into the caller it proves. */
export class TokenVerifier {
  private readonly issuers: ReadonlyMap<string, TrustedIssuer>;
  private readonly keys: RefreshingJwksCache;
  private readonly verifier: ReturnType<typeof createVerifier>;
  private readonly blockList: TokenVerifierOptions["blockList"];
  private readonly signatures = new CheckedSignatures<CheckedToken>();
  private readonly rolesClaims: RolesClaims;
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
    this.rolesClaims = new RolesClaims(options.onRolesTrouble);
  }

  /**
   * Throws UNAUTHENTICATED for anything but a valid token, with a reason for the log alone; UPSTREAM_UNAVAILABLE when nothing
   * can be said about a token because its issuer's keys are not to be had: to call it bad would sign everybody out.
   */
  async verify(authorization: string | undefined): Promise<Principal> {
    const token = readBearerToken(authorization);
    try {
      return await this.admit(await this.claimsOf(token));
    } catch (error) {
      throw asRefusal(error);
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
    checkSpelling(token);
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
    if (trusted === undefined) throw refusal("ISSUER");
    checkHeader(header);
    return { trusted, header };
  }

  private async admit(claims: JwtPayload): Promise<Principal> {
    const { iss = "", sub = "", jti = "" } = claims;
    const trusted = this.issuers.get(iss);
    const isBlocked = (await this.blockList?.isBlocked(sub, jti)) ?? false;
    if (trusted === undefined || isBlocked) throw refusal("BLOCKED");
    const roles = this.rolesClaims.rolesOf(trusted, claims);
    return { subject: sub, issuer: iss, roles, subjectPoolIds: trusted.subjectPoolIds };
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
