/** One issuer whose tokens are believed, and what its tokens must say. */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly jwksUri?: string | undefined;
  /** The `token_use` claim of Cognito's tokens; null skips the check, for issuers that are not Cognito. */
  readonly tokenUse: "access" | "id" | null;
  readonly clientIds?: readonly string[] | undefined;
  readonly audience?: readonly string[] | undefined;
  /** Whether a token must have an id of its own, by which it can be blocked. */
  readonly requireJti: boolean;
  /** The claim with the caller's roles, or the path to it. */
  readonly rolesClaim: string;
  /** The pools whose users' `sub` is this issuer's `sub`. */
  readonly subjectPoolIds: readonly string[];
}

/** Where an issuer publishes its keys. */
export const uriOf = ({ issuer, jwksUri }: Pick<TrustedIssuer, "issuer" | "jwksUri">): string =>
  jwksUri ?? `${issuer.replace(/\/$/, "")}/.well-known/jwks.json`;
