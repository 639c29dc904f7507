// The names are those of the cognito-idp service model and of AWS's common errors:
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html
import type { ErrorCode } from "../../errors/error-codes.js";
import {
  type ErrorDetails,
  GatewayError,
  type Outcome,
  type TriggerName,
} from "../../errors/gateway-error.js";
import type { Progress } from "../transport/deadline.js";
import { isKeysFailure } from "../transport/keys-failure.js";
import { isUnsent } from "../transport/unsent.js";
import { codeOfText, triggerIn } from "./exception-texts.js";
import { fromKeysFailure, fromLateKeys } from "./keys-errors.js";

interface Meaning {
  readonly code: ErrorCode;
  /** What a write that ended so has done. */
  readonly outcome: Outcome;
  readonly trigger?: TriggerName;
}

const refused = (code: ErrorCode): Meaning => ({ code, outcome: "NOT_APPLIED" });
const undecided = (code: ErrorCode): Meaning => ({ code, outcome: "UNKNOWN" });

/**
 * What each exception means to a caller of the gateway, after whatever operation. A refusal was made before anything was changed;
 * an exception that comes after the change, or may, is undecided. A mutation whose operation differs says so, in `appliedOn`.
 */
export const exceptionMeanings: ReadonlyMap<string, Meaning> = new Map([
  ["UserNotFoundException", refused("USER_NOT_FOUND")],
  ["ResourceNotFoundException", refused("POOL_NOT_FOUND")],
  ["NotAuthorizedException", refused("OPERATION_REFUSED")],
  ["InvalidPasswordException", refused("INVALID_PASSWORD")],
  ["PasswordHistoryPolicyViolationException", refused("PASSWORD_REUSED")],
  ["InvalidParameterException", refused("BAD_USER_INPUT")],
  ["OperationNotEnabledException", refused("READ_ONLY_REPLICA")],
  ["UnsupportedUserStateException", refused("INVALID_USER_STATE")],
  ["UserNotConfirmedException", refused("INVALID_USER_STATE")],
  ["PasswordResetRequiredException", refused("INVALID_USER_STATE")],
  ["SoftwareTokenMFANotFoundException", refused("INVALID_USER_STATE")],
  ["UsernameExistsException", refused("USER_EXISTS")],
  ["AliasExistsException", refused("ALIAS_IN_USE")],
  ["PreconditionNotMetException", refused("OPERATION_REFUSED")],
  ["FeatureUnavailableInTierException", refused("FEATURE_UNAVAILABLE")],
  ["InvalidUserPoolConfigurationException", refused("FEATURE_UNAVAILABLE")],
  ["UserPoolAddOnNotEnabledException", refused("FEATURE_UNAVAILABLE")],
  // Of these one alone is known to come before the change, and tells so by its text.
  ["UserLambdaValidationException", undecided("REJECTED_BY_TRIGGER")],
  ["UnexpectedLambdaException", undecided("TRIGGER_FAILED")],
  ["InvalidLambdaResponseException", undecided("TRIGGER_FAILED")],
  // The user is there although the message is not: https://github.com/aws/aws-sdk/issues/438
  ["CodeDeliveryFailureException", undecided("DELIVERY_FAILED")],
  ["InvalidSmsRoleAccessPolicyException", undecided("MESSAGING_MISCONFIGURED")],
  ["InvalidSmsRoleTrustRelationshipException", undecided("MESSAGING_MISCONFIGURED")],
  ["InvalidEmailRoleAccessPolicyException", undecided("MESSAGING_MISCONFIGURED")],
  ["TooManyRequestsException", refused("THROTTLED")],
  ["ThrottlingException", refused("THROTTLED")],
  ["Throttling", refused("THROTTLED")],
  ["RequestLimitExceeded", refused("THROTTLED")],
  ["LimitExceededException", refused("LIMIT_EXCEEDED")],
  ["TooManyFailedAttemptsException", refused("LIMIT_EXCEEDED")],
  ["InternalErrorException", undecided("UPSTREAM_ERROR")],
  ["InternalFailure", undecided("UPSTREAM_ERROR")],
  ["ServiceUnavailable", undecided("UPSTREAM_ERROR")],
  ["RequestAbortedException", undecided("UPSTREAM_ERROR")],
  ["MalformedHttpRequestException", refused("OPERATION_REFUSED")],
  ["RequestEntityTooLargeException", refused("OPERATION_REFUSED")],
  ["UnknownOperationException", refused("OPERATION_REFUSED")],
  ["UserPoolTaggingException", refused("OPERATION_REFUSED")],
  ["ValidationError", refused("OPERATION_REFUSED")],
  ...[
    ...["AccessDenied", "AccessDeniedException", "NotAuthorized", "OptInRequired"],
    ...["InvalidClientTokenId", "UnrecognizedClient", "UnrecognizedClientException"],
    ...["ExpiredToken", "ExpiredTokenException", "RequestExpired"],
    ...["InvalidSignatureException", "SignatureDoesNotMatch"],
    ...["IncompleteSignature", "IncompleteSignatureException"],
    ...["MissingAuthenticationToken", "MissingAuthenticationTokenException"],
    // The SDK's own words for an endpoint that a Region does not have.
    "EndpointError",
  ].map((name) => [name, refused("GATEWAY_MISCONFIGURED")] as const),
  ["RequestTimeoutException", undecided("UPSTREAM_TIMEOUT")],
  ["AbortError", undecided("UPSTREAM_TIMEOUT")],
  ["TimeoutError", undecided("UPSTREAM_TIMEOUT")],
]);

/** Failures of Node's network stack before a connection exists: nothing was sent. */
const neverSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** Failures of a connection that was open: the SDK calls them time-outs too, but nobody has waited. */
const broken = new Set(["ECONNRESET", "EPIPE"]);

/** What the SDK calls errors in whose answer it finds no name. */
const unnamed = new Set([
  "Unknown",
  "UnknownError",
  "Error",
  "CognitoIdentityProviderServiceException",
]);

/** What else a caller is told. After a throttle, how long to wait: Cognito counts requests by the second. */
const detailsOf: Partial<Record<ErrorCode, ErrorDetails>> = {
  THROTTLED: { retryAfterMs: 1000 },
  BAD_USER_INPUT: { reason: "INVALID_PARAMETER" },
};

/**
 * Turns whatever a call threw into a code and, for a write, its outcome, given how far the call has come. AWS's text goes no
 * further than `cause`.
 */
export function fromAwsError(error: unknown, progress: Progress = "sent"): GatewayError {
  if (error instanceof GatewayError) return error;
  if (isKeysFailure(error)) return fromKeysFailure(error);
  // Nothing else takes time before a call is handed over to the network.
  if (progress === "preparing" && isTimeout(error)) return fromLateKeys(error);
  const meaning = meaningOf(error);
  const isAnswered = error instanceof Error && httpStatusOf(error) !== undefined;
  const hasLeft = isAnswered || (progress === "sent" && !isUnsent(error));
  const { code, outcome, ...told } = hasLeft ? meaning : refused(meaning.code);
  return new GatewayError(code, { outcome, ...detailsOf[code], ...told }, { cause: error });
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === "TimeoutError" || error.name === "AbortError");

/** AWS's id of the request that ended so, if it was answered. */
export function awsRequestIdOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("$metadata" in answer)) return undefined;
  const { requestId } = answer.$metadata as { requestId?: unknown };
  return typeof requestId === "string" && /^[\w-]{1,80}$/.test(requestId) ? requestId : undefined;
}

function meaningOf(error: unknown): Meaning {
  if (!(error instanceof Error)) return undecided("UPSTREAM_ERROR");
  const networkCode = "code" in error ? String(error.code) : "";
  if (broken.has(networkCode)) return undecided("UPSTREAM_UNAVAILABLE");
  const status = httpStatusOf(error);
  // A refusal is a 4xx, whatever it is called: who fails may have done something before.
  if (status !== undefined && (status < 400 || status >= 500)) return undecided("UPSTREAM_ERROR");
  const byText = codeOfText(error);
  if (byText !== undefined) return refused(byText);
  const byName = exceptionMeanings.get(error.name);
  if (byName !== undefined) return withTrigger(byName, error.message);
  if (neverSent.has(networkCode)) return refused("UPSTREAM_UNAVAILABLE");
  if (status === undefined) return undecided("UPSTREAM_UNAVAILABLE");
  // An error that the service itself named and blames on the request. What it means is not known, and some that AWS blames so
  // come behind the work. A bare 3xx or 4xx may come from a proxy, which may have passed the request on.
  const isNamed = "$fault" in error && !unnamed.has(error.name);
  const isNamedRefusal = isNamed && error.$fault === "client";
  return undecided(isNamedRefusal ? "OPERATION_REFUSED" : "UPSTREAM_ERROR");
}

/** The same meaning with the trigger that it is about. A user whom the pre sign-up trigger refuses was not created. */
function withTrigger(meaning: Meaning, text: string): Meaning {
  const { code } = meaning;
  const isOfTrigger = code === "REJECTED_BY_TRIGGER" || code === "TRIGGER_FAILED";
  const trigger = isOfTrigger ? triggerIn(text) : undefined;
  if (trigger === undefined) return meaning;
  const isBefore = code === "REJECTED_BY_TRIGGER" && trigger === "PRE_SIGN_UP";
  return { ...(isBefore ? refused(code) : meaning), trigger };
}

function httpStatusOf(error: Error): number | undefined {
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  const fromMetadata = (metadata as { httpStatusCode?: number } | undefined)?.httpStatusCode;
  const response = "$response" in error ? error.$response : undefined;
  return fromMetadata ?? (response as { statusCode?: number } | undefined)?.statusCode;
}
