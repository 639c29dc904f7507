import { failureReasonOf } from "../../../../src/cognito/calls/failure-reason.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";

const reasonOf = (name: string, message = "a text") =>
  failureReasonOf(
    new GatewayError(
      "GATEWAY_MISCONFIGURED",
      {},
      { cause: Object.assign(new Error(message), { name }) },
    ),
  );

describe("why a call has failed", () => {
  it.each([
    ["CredentialsProviderError", "NO_CREDENTIALS"],
    ["UnrecognizedClientException", "KEYS_UNKNOWN"],
    ["InvalidClientTokenId", "KEYS_UNKNOWN"],
    ["ExpiredTokenException", "KEYS_EXPIRED"],
    ["InvalidSignatureException", "SIGNATURE"],
    ["SignatureDoesNotMatch", "SIGNATURE"],
    ["RequestExpired", "CLOCK"],
    ["AccessDenied", "ROLE"],
    ["AccessDeniedException", "PERMISSION"],
    ["OptInRequired", "ACCOUNT"],
    ["SomethingNew", "REFUSED"],
  ])("%s is %s", (name, reason) => {
    expect(reasonOf(name)).toBe(reason);
  });

  it.each([
    "Signature expired: 20261201T000000Z is now earlier than 20261201T000100Z (20261201T000600Z - 5 min.)",
    "Signature not yet current: 20261201T000700Z is still later than 20261201T000600Z (20261201T000100Z + 5 min.)",
  ])("a signature that is refused for its time is CLOCK: %s", (text) => {
    expect(reasonOf("InvalidSignatureException", text)).toBe("CLOCK");
  });

  it("is told by the code where nobody has named it", () => {
    expect(failureReasonOf(new GatewayError("UPSTREAM_TIMEOUT"))).toBe("NO_ANSWER");
    expect(failureReasonOf(new GatewayError("UPSTREAM_ERROR"))).toBe("FAULT");
    expect(failureReasonOf(new GatewayError("POOL_NOT_FOUND"))).toBe("POOL_NOT_FOUND");
  });
});
