import { type ErrorCode, errorCodes } from "./error-codes.js";

/** What is known about a write when its mutation answers with an error. */
export type Outcome = "NOT_APPLIED" | "APPLIED" | "UNKNOWN";

/** A rule of a user pool's password policy that a password breaks. */
export type PasswordRule =
  "TOO_SHORT" | "TOO_LONG" | "NO_UPPERCASE" | "NO_LOWERCASE" | "NO_NUMBER" | "NO_SYMBOL";

/** Facts that travel to the caller in `extensions`, beside the code. Never text of the caller or of AWS. */
export interface ErrorDetails {
  /** The argument that was refused: its name, never its value. */
  readonly argument?: string;
  readonly outcome?: Outcome;
  readonly violations?: readonly PasswordRule[];
  readonly retryAfterMs?: number;
  /** The operation that does what the caller wanted, as AWS advises. */
  readonly suggestion?: "AdminLinkProviderForUser";
}

/** The one error class: a code, details safe to show, and a cause that stays inside. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(errorCodes[code].message, options);
    this.code = code;
    this.details = details;
  }

  /** The same error with further details, the cause kept. */
  with(details: ErrorDetails): GatewayError {
    return new GatewayError(this.code, { ...this.details, ...details }, { cause: this.cause });
  }
}
