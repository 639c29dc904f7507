import { JwtVerifier } from "aws-jwt-verify";
import { FetchError, JwksValidationError } from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import type { JwtHeader, JwtPayload } from "aws-jwt-verify/jwt-model";
import { GatewayError } from "../errors/gateway-error.js";
import { createKeyFetcher } from "./key-fetcher.js";
import type { Principal } from "./principal.js";

/** One issuer whose tokens are believed, and what its tokens must say. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly jwksUri?: string | undefined;
  /** The `token_use` claim of Cognito's tokens; null skips the check, for issuers that are not Cognito. */
  readonly tokenUse: "access" | "id" | null;
  readonly clientIds?: readonly string[] | undefined;
  readonly audience?: readonly string[] | undefined;
  readonly rolesClaim: string;
}

/** Longer than any token Cognito signs, short enough to refuse without work. */
const maximumTokenLength = 8192;

/** RFC 6750 section 2.1, and the compact form of RFC 7515 section 3.1: three base64url parts, no padding. */
const bearerPattern = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** Turns an Authorization header into the caller it proves. */
export class TokenVerifier {
  private readonly issuers: ReadonlyMap<string, TrustedIssuer>;
  private readonly verifier: ReturnType<typeof createVerifier>;

  constructor(issuers: readonly TrustedIssuer[]) {
    this.issuers = new Map(issuers.map((issuer) => [issuer.issuer, issuer]));
    this.verifier = createVerifier(issuers);
  }

  /** Throws UNAUTHENTICATED for anything but a valid token, whatever is wrong with it. */
  async verify(authorization: string | undefined): Promise<Principal> {
    const token = readBearerToken(authorization);
    let claims: JwtPayload;
    try {
      claims = await this.verifier.verify(token);
    } catch (error) {
      // Without the issuer's keys nothing is known about the token; to say it is bad would sign everybody out.
      throw new GatewayError(
        isWithoutKeys(error) ? "UPSTREAM_UNAVAILABLE" : "UNAUTHENTICATED",
        {},
        { cause: error },
      );
    }
    return this.toPrincipal(claims);
  }

  private toPrincipal(claims: JwtPayload): Principal {
    const trusted = this.issuers.get(claims.iss ?? "");
    if (trusted === undefined || typeof claims.sub !== "string" || claims.sub === "") {
      throw new GatewayError("UNAUTHENTICATED");
    }
    const roles = readRoles(claims[trusted.rolesClaim]);
    return { subject: claims.sub, issuer: trusted.issuer, roles };
  }
}

const isWithoutKeys = (error: unknown): boolean =>
  error instanceof FetchError || error instanceof JwksValidationError;

function createVerifier(issuers: readonly TrustedIssuer[]) {
  return JwtVerifier.create(
    issuers.map((trusted) => ({
      issuer: trusted.issuer,
      ...(trusted.jwksUri === undefined ? {} : { jwksUri: trusted.jwksUri }),
      // Cognito's access tokens name their client in `client_id` and have no `aud`: checked below.
      audience: trusted.audience === undefined ? null : [...trusted.audience],
      customJwtCheck: ({ header, payload }: { header: JwtHeader; payload: JwtPayload }) => {
        checkToken(trusted, header, payload);
      },
    })),
    { jwksCache: new SimpleJwksCache({ fetcher: createKeyFetcher() }) },
  );
}

/** What aws-jwt-verify leaves open: the algorithm, `crit`, a missing `exp`, and Cognito's own claims. */
function checkToken(trusted: TrustedIssuer, header: JwtHeader, payload: JwtPayload): void {
  const client = trusted.tokenUse === "id" ? payload.aud : payload["client_id"];
  const isAcceptable =
    header.alg === "RS256" &&
    // RFC 7515 section 4.1.11: an extension that is not understood makes the token invalid.
    header["crit"] === undefined &&
    typeof payload.exp === "number" &&
    (trusted.tokenUse === null || payload["token_use"] === trusted.tokenUse) &&
    (trusted.clientIds === undefined ||
      (typeof client === "string" && trusted.clientIds.includes(client)));
  if (!isAcceptable) throw new GatewayError("UNAUTHENTICATED");
}

function readBearerToken(authorization: string | undefined): string {
  const isShort = authorization !== undefined && authorization.length <= maximumTokenLength;
  const token = isShort ? bearerPattern.exec(authorization)?.[1] : undefined;
  if (token === undefined) throw new GatewayError("UNAUTHENTICATED");
  return token;
}

/** Roles stand in a list, as `cognito:groups`, or in one string with blanks between, as `scope` (RFC 8693, 4.2). */
function readRoles(claim: unknown): readonly string[] {
  if (typeof claim === "string") return claim.split(" ").filter((role) => role !== "");
  if (!Array.isArray(claim)) return [];
  return claim.filter((role): role is string => typeof role === "string");
}
