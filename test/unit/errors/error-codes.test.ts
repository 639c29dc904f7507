import { type ErrorCode, errorCodes } from "../../../src/errors/error-codes.js";

const codes = Object.entries(errorCodes);

/** The one text that programs wait for: it is a word of a protocol. */
const word = "PersistedQueryNotSupported";

describe("errorCodes", () => {
  it.each(codes)(
    "%s says the condition in capitals and answers a whole sentence",
    (code, facts) => {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      if (code === "PERSISTED_QUERY_NOT_SUPPORTED") expect(facts.message).toBe(word);
      else expect(facts.message).toMatch(/^[A-Z].*\.$/);
    },
  );

  it("has no two codes with one text, which a caller could not tell apart", () => {
    const texts = codes.map(([, { message }]) => message);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it.each(codes)("%s has the HTTP status of an error", (_code, { httpStatus }) => {
    expect(httpStatus).toBeGreaterThanOrEqual(400);
    expect(httpStatus).toBeLessThan(600);
  });

  it("calls just what passes by itself retryable: faults of Cognito of the way there and of the disk, too much at a time, and a stop", () => {
    const retryable = codes.filter(([, facts]) => facts.retryable).map(([code]) => code);
    expect(retryable).toEqual([
      "THROTTLED",
      "RATE_LIMITED",
      "OVERLOADED",
      "UPSTREAM_ERROR",
      "UPSTREAM_TIMEOUT",
      "UPSTREAM_UNAVAILABLE",
      "AUDIT_UNAVAILABLE",
      "SHUTTING_DOWN",
    ] satisfies ErrorCode[]);
  });

  it("wakes the operator for what only an operator can repair", () => {
    const errors = codes.filter(([, { logLevel }]) => logLevel === "error").map(([code]) => code);
    expect(errors).toEqual(
      expect.arrayContaining([
        ...["GATEWAY_MISCONFIGURED", "INTERNAL", "POOL_NOT_FOUND"],
        ...["MESSAGING_MISCONFIGURED", "READ_ONLY_REPLICA", "TRIGGER_FAILED"],
      ]),
    );
    for (const everyday of ["UNAUTHENTICATED", "FORBIDDEN", "INVALID_PASSWORD"] as const) {
      expect(errorCodes[everyday].logLevel).toBe("info");
    }
  });
});
