import { fromAwsError } from "../../../../src/cognito/calls/cognito-errors.js";
import { asKeysFailure } from "../../../../src/cognito/transport/keys-failure.js";
import type { ErrorCode } from "../../../../src/errors/error-codes.js";
import type { KeysTrouble } from "../../../../src/errors/gateway-error.js";

const named = (name: string, facts: object = {}) =>
  Object.assign(new Error("arn:aws:iam secret text"), { name, ...facts });
const answered = (name: string, httpStatusCode: number) =>
  named(name, { $fault: "client", $metadata: { httpStatusCode } });

describe("a failure to get keys", () => {
  it.each<[unknown, ErrorCode, KeysTrouble]>([
    [answered("AccessDenied", 403), "GATEWAY_MISCONFIGURED", "refused"],
    [answered("ExpiredTokenException", 400), "GATEWAY_MISCONFIGURED", "refused"],
    [answered("NewException", 400), "GATEWAY_MISCONFIGURED", "refused"],
    [answered("Throttling", 400), "UPSTREAM_UNAVAILABLE", "throttled"],
    [answered("Unknown", 429), "UPSTREAM_UNAVAILABLE", "throttled"],
    [answered("IDPCommunicationError", 400), "UPSTREAM_UNAVAILABLE", "unavailable"],
    [answered("InternalFailure", 500), "UPSTREAM_UNAVAILABLE", "unavailable"],
    [answered("Unknown", 407), "UPSTREAM_UNAVAILABLE", "unavailable"],
    [named("TimeoutError"), "UPSTREAM_UNAVAILABLE", "unavailable"],
    [named("Error", { code: "ECONNREFUSED" }), "UPSTREAM_UNAVAILABLE", "unavailable"],
    [named("CredentialsProviderError"), "GATEWAY_MISCONFIGURED", "missing"],
    [named("Error", { code: "ENOENT" }), "GATEWAY_MISCONFIGURED", "missing"],
    ["a thrown word", "UPSTREAM_UNAVAILABLE", "unavailable"],
  ])("(%s) is %s, and has changed nothing: keys are %s", (reason, code, keys) => {
    const failure = asKeysFailure(reason);
    expect(fromAwsError(failure)).toMatchObject({
      code,
      details: { outcome: "NOT_APPLIED" },
      logFields: { keys },
      cause: failure,
    });
  });

  it("is told by no name alone: Cognito's are told as Cognito's", () => {
    expect(fromAwsError(answered("Throttling", 400))).toMatchObject({
      code: "THROTTLED",
      logFields: {},
    });
  });
});

describe("a call whose time is over", () => {
  it.each([
    ["preparing", "UPSTREAM_UNAVAILABLE", "NOT_APPLIED"],
    ["connecting", "UPSTREAM_TIMEOUT", "NOT_APPLIED"],
    ["sent", "UPSTREAM_TIMEOUT", "UNKNOWN"],
  ] as const)("while it was %s is %s, %s", (progress, code, outcome) => {
    expect(fromAwsError(named("TimeoutError"), progress)).toMatchObject({
      code,
      details: { outcome },
    });
  });
});
