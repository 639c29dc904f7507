import type { GatewayError } from "../../errors/gateway-error.js";

/** Why a pool cannot be worked with, in words of our own: what an operator mends, never what AWS has written. */
export const failureReasons = [
  "NO_CREDENTIALS",
  "KEYS_UNKNOWN",
  "KEYS_EXPIRED",
  "SIGNATURE",
  "CLOCK",
  "ROLE",
  "PERMISSION",
  "ACCOUNT",
  "POOL_NOT_FOUND",
  "THROTTLED",
  "NO_ANSWER",
  "FAULT",
  "REFUSED",
] as const;

export type FailureReason = (typeof failureReasons)[number];

/** By the names that user pools and STS give; they call one thing by several names. */
const byName: ReadonlyMap<string, FailureReason> = new Map([
  ["CredentialsProviderError", "NO_CREDENTIALS"],
  ["TokenProviderError", "NO_CREDENTIALS"],
  ["UnrecognizedClientException", "KEYS_UNKNOWN"],
  ["InvalidClientTokenId", "KEYS_UNKNOWN"],
  ["MissingAuthenticationTokenException", "KEYS_UNKNOWN"],
  ["ExpiredTokenException", "KEYS_EXPIRED"],
  ["ExpiredToken", "KEYS_EXPIRED"],
  ["InvalidSignatureException", "SIGNATURE"],
  ["SignatureDoesNotMatch", "SIGNATURE"],
  ["IncompleteSignatureException", "SIGNATURE"],
  ["IncompleteSignature", "SIGNATURE"],
  ["RequestExpired", "CLOCK"],
  ["RequestTimeTooSkewed", "CLOCK"],
  // STS calls it so when a role may not be assumed; user pools have a longer name for what a policy does not allow.
  ["AccessDenied", "ROLE"],
  ["RegionDisabledException", "ACCOUNT"],
  ["AccessDeniedException", "PERMISSION"],
  ["OptInRequired", "ACCOUNT"],
]);

const byCode: Partial<Record<GatewayError["code"], FailureReason>> = {
  POOL_NOT_FOUND: "POOL_NOT_FOUND",
  THROTTLED: "THROTTLED",
  UPSTREAM_UNAVAILABLE: "NO_ANSWER",
  UPSTREAM_TIMEOUT: "NO_ANSWER",
  UPSTREAM_ERROR: "FAULT",
};

/** How a signature is refused that is right but for its time: by the text alone, which goes no further. */
const outOfTime = /^Signature (?:expired|not yet current): /;

/** Why a call has failed. */
export function failureReasonOf({ code, cause }: GatewayError): FailureReason {
  const named = cause instanceof Error ? byName.get(cause.name) : undefined;
  if (named === "SIGNATURE" && outOfTime.test((cause as Error).message)) return "CLOCK";
  return named ?? byCode[code] ?? "REFUSED";
}
