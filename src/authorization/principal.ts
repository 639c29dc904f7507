/** Who is calling, as a verified token says; nothing else of a request tells it. */
export interface Principal {
  /** The `sub` claim: unique at its issuer only. */
  readonly subject: string;
  /** The `iss` claim. */
  readonly issuer: string;
  /** What the configured roles claim lists. */
  readonly roles: readonly string[];
  /** The pools whose users' `sub` is this issuer's `sub`: where the caller can meet themselves. */
  readonly subjectPoolIds: readonly string[];
}
