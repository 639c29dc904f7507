import type { ErrorCode } from "../../errors/error-codes.js";
import { GatewayError, type KeysTrouble } from "../../errors/gateway-error.js";

/** The names by which AWS throttles a request, in all of its services. */
const throttles: ReadonlySet<string> = new Set([
  ...["Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException"],
  ...["RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "SlowDown"],
]);

/**
 * What STS blames on the request though it cannot help it: it did not reach an identity provider, or gave up waiting.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
 */
const passing: ReadonlySet<string> = new Set([
  ...["IDPCommunicationError", "IDPCommunicationErrorException", "RequestAbortedException"],
  ...["RequestTimeout", "RequestTimeoutException"],
]);

/** How the SDK's chain says that nobody gives it keys, and how Node says that a file of it cannot be read. */
const absent: ReadonlySet<string> = new Set([
  ...["CredentialsProviderError", "TokenProviderError"],
  ...["ENOENT", "EACCES", "EPERM", "EISDIR", "ENOTDIR"],
]);

const codeOf: Readonly<Record<KeysTrouble, ErrorCode>> = {
  refused: "GATEWAY_MISCONFIGURED",
  missing: "GATEWAY_MISCONFIGURED",
  // Not THROTTLED, which says that Cognito throttles: this is no matter of Cognito's quotas.
  throttled: "UPSTREAM_UNAVAILABLE",
  unavailable: "UPSTREAM_UNAVAILABLE",
  late: "UPSTREAM_UNAVAILABLE",
};

/** When a caller may try again after a provider of keys was throttled, in milliseconds. */
const throttledMs = 1000;

/** What a failure to get keys means to a call that needed them. Nothing of it was sent: it has changed nothing. */
export function fromKeysFailure(error: Error): GatewayError {
  const keys = troubleOf(error);
  const wait = keys === "throttled" ? { retryAfterMs: throttledMs } : {};
  return new GatewayError(
    codeOf[keys],
    { outcome: "NOT_APPLIED", ...wait },
    { cause: error, logFields: { keys } },
  );
}

/** What it means that a call's time was over before there were keys. */
export const fromLateKeys = (cause: unknown): GatewayError =>
  new GatewayError(codeOf.late, { outcome: "NOT_APPLIED" }, { cause, logFields: { keys: "late" } });

function troubleOf(error: Error): KeysTrouble {
  const { httpStatusCode: status } = ("$metadata" in error ? error.$metadata : {}) as {
    httpStatusCode?: number;
  };
  if (throttles.has(error.name) || status === 429) return "throttled";
  const systemCode = "code" in error ? String(error.code) : "";
  if (absent.has(error.name) || absent.has(systemCode)) return "missing";
  // An error that the service has named: a bare 4xx may come from a proxy.
  const isNamed = "$fault" in error && !/^(Unknown|UnknownError|Error)$/.test(error.name);
  const isRefusal = isNamed && status !== undefined && status >= 400 && status < 500;
  return isRefusal && !passing.has(error.name) ? "refused" : "unavailable";
}
