import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { exceptionMeanings, fromAwsError } from "../../../../src/cognito/calls/cognito-errors.js";
import { cognitoOperations } from "../../../../src/cognito/records/operations.js";
import { markUnsent } from "../../../../src/cognito/transport/unsent.js";
import type { ErrorCode } from "../../../../src/errors/error-codes.js";
import { GatewayError, type Outcome } from "../../../../src/errors/gateway-error.js";
import { declaredExceptions } from "../../../support/sdk-declarations.js";

const named = (name: string, facts: object = {}) =>
  Object.assign(new Error("arn:aws:cognito-idp secret text"), { name, ...facts });

const rows: [string, ErrorCode, Outcome][] = [
  ["UserNotFoundException", "USER_NOT_FOUND", "NOT_APPLIED"],
  ["ResourceNotFoundException", "POOL_NOT_FOUND", "NOT_APPLIED"],
  ["NotAuthorizedException", "OPERATION_REFUSED", "NOT_APPLIED"],
  ["InvalidPasswordException", "INVALID_PASSWORD", "NOT_APPLIED"],
  ["PasswordHistoryPolicyViolationException", "PASSWORD_REUSED", "NOT_APPLIED"],
  ["InvalidParameterException", "BAD_USER_INPUT", "NOT_APPLIED"],
  ["OperationNotEnabledException", "READ_ONLY_REPLICA", "NOT_APPLIED"],
  ["UnsupportedUserStateException", "INVALID_USER_STATE", "NOT_APPLIED"],
  ["UserNotConfirmedException", "INVALID_USER_STATE", "NOT_APPLIED"],
  ["PasswordResetRequiredException", "INVALID_USER_STATE", "NOT_APPLIED"],
  ["SoftwareTokenMFANotFoundException", "INVALID_USER_STATE", "NOT_APPLIED"],
  ["UsernameExistsException", "USER_EXISTS", "NOT_APPLIED"],
  ["AliasExistsException", "ALIAS_IN_USE", "NOT_APPLIED"],
  ["PreconditionNotMetException", "OPERATION_REFUSED", "NOT_APPLIED"],
  ["FeatureUnavailableInTierException", "FEATURE_UNAVAILABLE", "NOT_APPLIED"],
  ["InvalidUserPoolConfigurationException", "FEATURE_UNAVAILABLE", "NOT_APPLIED"],
  ["UserPoolAddOnNotEnabledException", "FEATURE_UNAVAILABLE", "NOT_APPLIED"],
  ["UserLambdaValidationException", "REJECTED_BY_TRIGGER", "UNKNOWN"],
  ["UnexpectedLambdaException", "TRIGGER_FAILED", "UNKNOWN"],
  ["InvalidLambdaResponseException", "TRIGGER_FAILED", "UNKNOWN"],
  ["CodeDeliveryFailureException", "DELIVERY_FAILED", "UNKNOWN"],
  ["InvalidSmsRoleAccessPolicyException", "MESSAGING_MISCONFIGURED", "UNKNOWN"],
  ["InvalidSmsRoleTrustRelationshipException", "MESSAGING_MISCONFIGURED", "UNKNOWN"],
  ["InvalidEmailRoleAccessPolicyException", "MESSAGING_MISCONFIGURED", "UNKNOWN"],
  ["TooManyRequestsException", "THROTTLED", "NOT_APPLIED"],
  ["ThrottlingException", "THROTTLED", "NOT_APPLIED"],
  ["Throttling", "THROTTLED", "NOT_APPLIED"],
  ["RequestLimitExceeded", "THROTTLED", "NOT_APPLIED"],
  ["LimitExceededException", "LIMIT_EXCEEDED", "NOT_APPLIED"],
  ["TooManyFailedAttemptsException", "LIMIT_EXCEEDED", "NOT_APPLIED"],
  ["InternalErrorException", "UPSTREAM_ERROR", "UNKNOWN"],
  ["InternalFailure", "UPSTREAM_ERROR", "UNKNOWN"],
  ["ServiceUnavailable", "UPSTREAM_ERROR", "UNKNOWN"],
  ["RequestAbortedException", "UPSTREAM_ERROR", "UNKNOWN"],
  ["MalformedHttpRequestException", "OPERATION_REFUSED", "NOT_APPLIED"],
  ["RequestEntityTooLargeException", "OPERATION_REFUSED", "NOT_APPLIED"],
  ["UnknownOperationException", "OPERATION_REFUSED", "NOT_APPLIED"],
  ["UserPoolTaggingException", "OPERATION_REFUSED", "NOT_APPLIED"],
  ["ValidationError", "OPERATION_REFUSED", "NOT_APPLIED"],
  ["AccessDenied", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["AccessDeniedException", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["NotAuthorized", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["OptInRequired", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["InvalidClientTokenId", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["UnrecognizedClient", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["UnrecognizedClientException", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["ExpiredToken", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["ExpiredTokenException", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["RequestExpired", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["InvalidSignatureException", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["SignatureDoesNotMatch", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["IncompleteSignature", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["IncompleteSignatureException", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["MissingAuthenticationToken", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["MissingAuthenticationTokenException", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["EndpointError", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ["RequestTimeoutException", "UPSTREAM_TIMEOUT", "UNKNOWN"],
  ["AbortError", "UPSTREAM_TIMEOUT", "UNKNOWN"],
  ["TimeoutError", "UPSTREAM_TIMEOUT", "UNKNOWN"],
];

/** Operations that the gateway is about to call: one that is in the table of operations needs no place here. */
const comingOperations = [
  "AdminConfirmSignUp",
  "AdminCreateUser",
  "AdminDeleteUser",
  "AdminDisableUser",
  "AdminEnableUser",
  "AdminResetUserPassword",
  "AdminUserGlobalSignOut",
];

const walked = [...new Set<string>([...cognitoOperations, ...comingOperations])].sort();
const declared = walked.flatMap((operation) =>
  declaredExceptions(operation).map((name) => [operation, name] as const),
);
const declaredNames = [...new Set(declared.map(([, name]) => name))].sort();

describe("the table of exceptions", () => {
  it.each(rows)("%s means %s, and for a write %s", (name, code, outcome) => {
    const error = fromAwsError(named(name));
    expect(error.code).toBe(code);
    expect(error.details.outcome).toBe(outcome);
  });

  it("has these rows and no others", () => {
    expect([...exceptionMeanings.keys()]).toEqual(rows.map(([name]) => name));
  });

  it.each(declared)("has, for what the SDK declares of %s, a row %s", (_operation, name) => {
    expect(exceptionMeanings.has(name)).toBe(true);
  });

  it.each(walked)("reads the SDK's declarations of %s", (operation) => {
    expect(declaredExceptions(operation)).toEqual(
      expect.arrayContaining(["InternalErrorException", "InvalidParameterException"]),
    );
  });

  it.each(declaredNames)("names %s as the SDK does", (name) => {
    expect(Object.keys(sdk)).toContain(name);
  });

  it("answers for the SDK's own exception classes", () => {
    const error = fromAwsError(
      new sdk.UserNotFoundException({ message: "User does not exist.", $metadata: {} }),
    );
    expect(error.code).toBe("USER_NOT_FOUND");
  });
});

describe("what is in no row", () => {
  it.each<[string, unknown, ErrorCode, Outcome]>([
    [
      "a refused connection",
      named("Error", { code: "ECONNREFUSED" }),
      "UPSTREAM_UNAVAILABLE",
      "NOT_APPLIED",
    ],
    [
      "an unknown host",
      named("Error", { code: "ENOTFOUND" }),
      "UPSTREAM_UNAVAILABLE",
      "NOT_APPLIED",
    ],
    [
      "a resolver in trouble",
      named("Error", { code: "EAI_AGAIN" }),
      "UPSTREAM_UNAVAILABLE",
      "NOT_APPLIED",
    ],
    ["a cut connection", named("Error", { code: "ECONNRESET" }), "UPSTREAM_UNAVAILABLE", "UNKNOWN"],
    ["a broken pipe", named("Error", { code: "EPIPE" }), "UPSTREAM_UNAVAILABLE", "UNKNOWN"],
    [
      "a cut connection, as the SDK tells it",
      named("TimeoutError", { code: "ECONNRESET" }),
      "UPSTREAM_UNAVAILABLE",
      "UNKNOWN",
    ],
    [
      "a connection that timed out",
      named("TimeoutError", { code: "ETIMEDOUT" }),
      "UPSTREAM_TIMEOUT",
      "UNKNOWN",
    ],
    [
      "a refusal by a name of ours with the status of a fault",
      named("InvalidParameterException", { $metadata: { httpStatusCode: 500 } }),
      "UPSTREAM_ERROR",
      "UNKNOWN",
    ],
    [
      "a refusal by a name of ours with the status of a redirection",
      named("AccessDeniedException", { $metadata: { httpStatusCode: 302 } }),
      "UPSTREAM_ERROR",
      "UNKNOWN",
    ],
    ["no answer at all", named("Error"), "UPSTREAM_UNAVAILABLE", "UNKNOWN"],
    [
      "a refusal that the service named, by a name that nobody here knows",
      named("NewException", { $fault: "client", $metadata: { httpStatusCode: 400 } }),
      "OPERATION_REFUSED",
      "UNKNOWN",
    ],
    [
      "a fault that the service named",
      named("NewException", { $fault: "server", $metadata: { httpStatusCode: 500 } }),
      "UPSTREAM_ERROR",
      "UNKNOWN",
    ],
    [
      "a refusal with the status of a fault",
      named("NewException", { $fault: "client", $metadata: { httpStatusCode: 503 } }),
      "UPSTREAM_ERROR",
      "UNKNOWN",
    ],
    [
      "a bare 403, as of a proxy",
      named("SyntaxError", { $response: { statusCode: 403 } }),
      "UPSTREAM_ERROR",
      "UNKNOWN",
    ],
    [
      "a 403 without a name, as the SDK tells it",
      named("Unknown", { $fault: "client", $metadata: { httpStatusCode: 403 } }),
      "UPSTREAM_ERROR",
      "UNKNOWN",
    ],
    [
      "a redirection, whatever its name",
      named("NewException", { $fault: "client", $metadata: { httpStatusCode: 307 } }),
      "UPSTREAM_ERROR",
      "UNKNOWN",
    ],
    [
      "an answer that is no JSON",
      named("SyntaxError", { $metadata: { httpStatusCode: 200 } }),
      "UPSTREAM_ERROR",
      "UNKNOWN",
    ],
    ["a thrown word", "secret text", "UPSTREAM_ERROR", "UNKNOWN"],
    ["nothing", undefined, "UPSTREAM_ERROR", "UNKNOWN"],
    ["a name of every object", named("constructor"), "UPSTREAM_UNAVAILABLE", "UNKNOWN"],
  ])("(%s) is never taken for a decided write by mistake", (_what, thrown, code, outcome) => {
    expect(fromAwsError(thrown)).toMatchObject({ code, details: { outcome } });
  });
});

describe("a failure before there was a connection", () => {
  it.each<[string, object, ErrorCode]>([
    ["TimeoutError", { code: "UND_ERR_CONNECT_TIMEOUT" }, "UPSTREAM_TIMEOUT"],
    ["AbortError", {}, "UPSTREAM_TIMEOUT"],
    ["TimeoutError", { code: "ECONNRESET" }, "UPSTREAM_UNAVAILABLE"],
    ["Error", { code: "EMFILE" }, "UPSTREAM_UNAVAILABLE"],
    ["Error", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }, "UPSTREAM_UNAVAILABLE"],
  ])("(%s, %j) has changed nothing", (name, facts, code) => {
    const error = named(name, facts);
    expect(fromAwsError(error).details.outcome).toBe("UNKNOWN");
    markUnsent(error);
    expect(fromAwsError(error)).toMatchObject({ code, details: { outcome: "NOT_APPLIED" } });
  });
});

describe("fromAwsError", () => {
  it("keeps AWS's text in the cause alone", () => {
    const cause = named("AccessDeniedException");
    const error = fromAwsError(cause);
    expect(error.message).not.toContain("arn:");
    expect(JSON.stringify(error.details)).not.toContain("secret");
    expect(error.cause).toBe(cause);
  });

  it("says after a throttle when to come back, and after nothing else", () => {
    expect(fromAwsError(named("ThrottlingException")).details.retryAfterMs).toBe(1000);
    expect(fromAwsError(named("InternalFailure")).details).not.toHaveProperty("retryAfterMs");
  });

  it("hands an error of ours on as it is", () => {
    const error = new GatewayError("INTERNAL");
    expect(fromAwsError(error)).toBe(error);
  });
});

it.each(["EPROTO", "ERR_TLS_CERT_ALTNAME_INVALID", "ESOMETHING"])(
  "a failure of the network called %s may have come behind the write",
  (code) => {
    const failure = fromAwsError(Object.assign(new Error("x"), { code }));
    expect([failure.code, failure.details.outcome]).toEqual(["UPSTREAM_UNAVAILABLE", "UNKNOWN"]);
  },
);
