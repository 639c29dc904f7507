import { type ErrorCode, errorCodes } from "./error-codes.js";

/** What is known about a write when its mutation answers with an error. */
export const outcomes = ["NOT_APPLIED", "APPLIED", "UNKNOWN"] as const;

export type Outcome = (typeof outcomes)[number];

/** What a password can break: rules of the user pool's policy, and of Cognito for every password. */
export const passwordRules = [
  "TOO_SHORT",
  "TOO_LONG",
  "NO_UPPERCASE",
  "NO_LOWERCASE",
  "NO_NUMBER",
  "NO_SYMBOL",
  "LEADING_OR_TRAILING_SPACE",
  "LINE_BREAK",
] as const;

export type PasswordRule = (typeof passwordRules)[number];

/** The limits that a request can exceed, by their keys under `limits` in the configuration. */
export const limitNames = [
  "bodyBytes",
  "jsonDepth",
  "queryLength",
  "queryTokens",
  "operations",
  "fragments",
  "variables",
  "mutationFields",
  "fields",
  "aliases",
  "directives",
  "valueDepth",
  "queryDepth",
  "recursiveSelections",
  "userKeys",
  "representations",
  "answerValues",
  "answerBytes",
  "listPages",
  "listDeadlineMs",
] as const;

/** What can be wrong with a request where no argument is to blame; the first ones are told by HTTP's status, too. */
export const inputReasons = [
  "MALFORMED_HTTP",
  "NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "NOT_ACCEPTABLE",
  "REQUEST_TIMEOUT",
  "UNSUPPORTED_MEDIA_TYPE",
  "HEADERS_TOO_LARGE",
  "MALFORMED_JSON",
  "MALFORMED_REQUEST",
  "SYNTAX",
  "VALIDATION",
  "INTROSPECTION_DISABLED",
  "OPERATION",
  "VARIABLES",
  "INVALID_PARAMETER",
] as const;

export type InputReason = (typeof inputReasons)[number];

/** The Lambda functions that a user pool can call, by what it calls them for. */
export const triggerNames = [
  "PRE_SIGN_UP",
  "POST_CONFIRMATION",
  "CUSTOM_MESSAGE",
  "CUSTOM_EMAIL_SENDER",
  "CUSTOM_SMS_SENDER",
  "PRE_AUTHENTICATION",
  "POST_AUTHENTICATION",
  "DEFINE_AUTH_CHALLENGE",
  "CREATE_AUTH_CHALLENGE",
  "VERIFY_AUTH_CHALLENGE_RESPONSE",
  "PRE_TOKEN_GENERATION",
  "USER_MIGRATION",
  "INBOUND_FEDERATION",
] as const;

export type TriggerName = (typeof triggerNames)[number];

/** Facts that travel to the caller in `extensions`, beside the code. Never text of the caller or of AWS. */
export interface ErrorDetails {
  /** The argument that was refused: its name, never its value. */
  readonly argument?: string;
  /** Of an argument that is a number out of its range, or a list by its length: the least and the most that it may be. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** Of BAD_USER_INPUT without `argument`: what is wrong. */
  readonly reason?: InputReason;
  readonly outcome?: Outcome;
  /** The id of the audit records that tell of the write. */
  readonly auditId?: string;
  /** The limit that was exceeded. */
  readonly limit?: (typeof limitNames)[number];
  readonly violations?: readonly PasswordRule[];
  readonly retryAfterMs?: number;
  /** The function of the user pool that refused or failed. Its text stays inside. */
  readonly trigger?: TriggerName;
  /** The operation that does what the caller wanted, as AWS advises. */
  readonly suggestion?: "AdminLinkProviderForUser";
}

/** What can be the matter with the keys that calls to AWS are signed with, and with getting them. */
export type KeysTrouble = "refused" | "missing" | "throttled" | "unavailable" | "late";

/** Why a bearer token is refused: for the operator's log alone, since a caller could learn from it how to make a better one. */
export const tokenRefusals = [
  "NONE",
  "MALFORMED",
  "HEADER",
  "ISSUER",
  "KEY",
  "SIGNATURE",
  "AUDIENCE",
  "CLIENT",
  "TOKEN_USE",
  "CLAIMS",
  "JTI",
  "EXPIRED",
  "NOT_YET_VALID",
  "BLOCKED",
  "UNFORESEEN",
] as const;

export type TokenRefusal = (typeof tokenRefusals)[number];

/** What a log may say of an error, beside its code: ids and names out of closed lists, never shown to a caller. */
export interface LogFields {
  readonly poolId?: string;
  /** The AWS operation that failed. */
  readonly awsOperation?: string;
  /** AWS's own id of the request, by which CloudTrail can be searched. */
  readonly awsRequestId?: string | undefined;
  /** The bearer token was refused: why. */
  readonly token?: TokenRefusal;
  /** The call was not sent, for want of keys: why there are none. */
  readonly keys?: KeysTrouble;
}

interface GatewayErrorOptions extends ErrorOptions {
  readonly logFields?: LogFields;
}

/** The one error class: a code, details safe to show, and a cause that stays inside. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly logFields: LogFields;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: GatewayErrorOptions = {}) {
    // A stack says nothing that the code does not, and graphql-js would write it out for each of a hundred failing fields.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(errorCodes[code].message, options);
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.details = details;
    this.logFields = options.logFields ?? {};
  }

  /** The error itself, or INTERNAL because of it: what nobody has foreseen has no code. */
  static of(error: unknown): GatewayError {
    return error instanceof GatewayError
      ? error
      : new GatewayError("INTERNAL", {}, { cause: error });
  }

  /** The same error by another code: it means something else than it seemed to. */
  as(code: ErrorCode): GatewayError {
    const { cause, logFields } = this;
    const { details } = code === this.code ? this : this.withoutReason();
    return new GatewayError(code, details, { cause, logFields });
  }

  /** The same error without the reason, which belongs to its code or stands for an argument that nobody can name. */
  withoutReason(): GatewayError {
    const { code, cause, logFields } = this;
    const { reason: _, ...details } = this.details;
    return new GatewayError(code, details, { cause, logFields });
  }

  /** The same error with further details and log fields. */
  with(details: ErrorDetails, logFields: LogFields = {}): GatewayError {
    return new GatewayError(
      this.code,
      { ...this.details, ...details },
      { cause: this.cause, logFields: { ...this.logFields, ...logFields } },
    );
  }
}
