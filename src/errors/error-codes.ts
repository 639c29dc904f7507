/** What a caller, an operator and the HTTP host need to know about one error code. */
export interface ErrorCodeFacts {
  /** The whole text that a caller ever sees for this code: a constant, so that nothing can leak through it. */
  readonly message: string;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** HTTP status when the request as a whole is refused; a failed field leaves the response at 200. */
  readonly httpStatus: number;
  /** `error`: the operator has to act. `warn`: worth a look when frequent. `info`: everyday. */
  readonly logLevel: "info" | "warn" | "error";
}

const facts = (
  message: string,
  httpStatus: number,
  logLevel: ErrorCodeFacts["logLevel"] = "info",
  retryable = false,
): ErrorCodeFacts => ({ message, retryable, httpStatus, logLevel });

/** Every error code that a caller can meet; docs/errors.md explains each and a test holds the two together. */
export const errorCodes = {
  UNAUTHENTICATED: facts("A valid bearer token is required.", 401),
  FORBIDDEN: facts("You are not allowed to do this, or it does not exist for you.", 403),
  USER_NOT_FOUND: facts("There is no such user in this user pool.", 404),
  RESOURCE_NOT_FOUND: facts("There is nothing by this id.", 404),
  POOL_NOT_FOUND: facts("The configured user pool does not exist at Cognito.", 404, "error"),
  USER_EXISTS: facts("There is a user of this name or address already.", 409),
  ALIAS_IN_USE: facts("This address or preferred username names another user.", 409),
  TARGET_CHANGED: facts("The target is not what you saw; look again before you decide.", 409),
  FEDERATED_USER: facts(
    "This user signs in through an identity provider. Setting a password would turn the profile into a local one " +
      "that can be signed in to with either; link a local user to the identity instead.",
    403,
  ),
  OUT_OF_SCOPE_USER: facts(
    "This user is out of your reach: they rank above you, are protected, or a policy keeps them from you.",
    403,
  ),
  SELF_TARGET: facts("You cannot do this to yourself here.", 403),
  INVALID_PASSWORD: facts("The password does not meet the user pool's password policy.", 400),
  PASSWORD_REUSED: facts(
    "The password was used before and the user pool's history refuses it.",
    400,
  ),
  CANNOT_REMOVE_PASSWORD: facts(
    "A password cannot be removed or emptied. Create a new user without a password instead.",
    400,
  ),
  LITERAL_SECRET: facts(
    "A password must be passed as a variable, never written into the operation text.",
    400,
  ),
  BAD_USER_INPUT: facts("The request is malformed or does not fit the schema.", 400),
  // Clients know this word: upon it they send the document. https://github.com/apollographql/apollo-client, persisted-queries
  PERSISTED_QUERY_NOT_SUPPORTED: facts("PersistedQueryNotSupported", 400),
  INVALID_CURSOR: facts(
    "The cursor is not of this list, or too old. Ask for the first page again.",
    400,
  ),
  USER_DISABLED: facts("The user is disabled.", 409),
  INVALID_USER_STATE: facts("The user's state does not permit this operation.", 409),
  NO_VERIFIED_CONTACT: facts("The user has no verified address that a code could go to.", 409),
  FEATURE_UNAVAILABLE: facts("The user pool does not have what this needs.", 409),
  REJECTED_BY_TRIGGER: facts("A Lambda function of the user pool refused this.", 409),
  OPERATION_REFUSED: facts("Cognito refused the operation.", 409, "warn"),
  TOO_MANY_MUTATIONS: facts("The request contains more mutation fields than allowed.", 400),
  QUERY_TOO_LARGE: facts("The request exceeds a size limit.", 413),
  ANSWER_TOO_LARGE: facts("The answer would be larger than allowed; ask for less at a time.", 413),
  THROTTLED: facts("Cognito is throttling requests; try again later.", 503, "warn", true),
  LIMIT_EXCEEDED: facts(
    "A limit of Cognito is reached that waiting a moment does not cure.",
    429,
    "warn",
  ),
  RATE_LIMITED: facts("This is asked for too often; try again later.", 429, "warn", true),
  OVERLOADED: facts("The gateway has too much to do; try again later.", 503, "warn", true),
  UPSTREAM_ERROR: facts("Cognito answered with a fault.", 502, "error", true),
  UPSTREAM_TIMEOUT: facts("Cognito did not answer in time.", 504, "error", true),
  UPSTREAM_UNAVAILABLE: facts("Cognito cannot be reached.", 503, "error", true),
  TRIGGER_FAILED: facts("A Lambda function of the user pool failed.", 502, "error"),
  DELIVERY_FAILED: facts("Cognito could not deliver a message.", 502, "warn"),
  AUDIT_UNAVAILABLE: facts(
    "What is done must be written down first, and the audit log cannot be written.",
    503,
    "error",
    true,
  ),
  SHUTTING_DOWN: facts("This gateway is shutting down; send the request again.", 503, "info", true),
  GATEWAY_MISCONFIGURED: facts(
    "The gateway lacks permissions or credentials; its operator has to act.",
    500,
    "error",
  ),
  MESSAGING_MISCONFIGURED: facts(
    "The user pool is not allowed to send messages; its operator has to act.",
    500,
    "error",
  ),
  READ_ONLY_REPLICA: facts(
    "The user pool is a replica that nothing can be written to.",
    409,
    "error",
  ),
  INTERNAL: facts("Something failed inside the gateway.", 500, "error"),
} as const satisfies Record<string, ErrorCodeFacts>;

export type ErrorCode = keyof typeof errorCodes;
