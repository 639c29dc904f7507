import { GraphQLError } from "graphql";
import { errorCodes } from "../../../../src/errors/error-codes.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { fromGraphQLError, toPublicError } from "../../../../src/server/answers/public-error.js";

const secret = "C4nary-Passw0rd";
const graphQLError = (code: string, message = secret) =>
  new GraphQLError(message, { extensions: { code, value: secret } });

describe("fromGraphQLError", () => {
  it("hands an error of ours on, also from inside a GraphQLError", () => {
    const error = new GatewayError("FORBIDDEN");
    expect(fromGraphQLError(error)).toBe(error);
    expect(fromGraphQLError(new GraphQLError("x", { originalError: error }))).toBe(error);
  });

  it.each([
    ["GRAPHQL_PARSE_FAILED", "SYNTAX"],
    ["GRAPHQL_VALIDATION_FAILED", "VALIDATION"],
    ["BAD_USER_INPUT", "VARIABLES"],
    ["BAD_REQUEST", "MALFORMED_REQUEST"],
    ["OPERATION_RESOLUTION_FAILURE", "OPERATION"],
  ])("takes %s for the caller's mistake", (code, reason) => {
    const { code: told, details } = fromGraphQLError(graphQLError(code));
    expect([told, details]).toEqual(["BAD_USER_INPUT", { reason }]);
  });

  it.each<[string, unknown]>([
    ["a bug", new TypeError(secret)],
    ["a bug in a resolver", new GraphQLError(secret, { originalError: new TypeError(secret) })],
    ["a code that nobody knows", graphQLError("SOMETHING_ELSE")],
    ["Apollo's own fault", graphQLError("INTERNAL_SERVER_ERROR")],
    ["a name of every object", graphQLError("constructor")],
    ["a thrown word", secret],
    ["nothing", undefined],
    ["null", null],
  ])("takes %s for a failure of the gateway", (_what, thrown) => {
    expect(fromGraphQLError(thrown).code).toBe("INTERNAL");
  });

  it.each([
    [
      graphQLError(
        "GRAPHQL_PARSE_FAILED",
        "Syntax Error: Document contains more that 1000 tokens. Parsing aborted.",
      ),
      "QUERY_TOO_LARGE",
    ],
    [
      graphQLError(
        "GRAPHQL_PARSE_FAILED",
        "Syntax Error: Document contains more than 1000 tokens. Parsing aborted.",
      ),
      "QUERY_TOO_LARGE",
    ],
    [graphQLError("INTERNAL_SERVER_ERROR", "Document contains more than 1000 tokens"), "INTERNAL"],
  ])("tells a document that is too large: %s", (error, code) => {
    expect(fromGraphQLError(error).code).toBe(code);
  });

  it("keeps what it was made of inside", () => {
    const cause = new TypeError(secret);
    expect(fromGraphQLError(cause).cause).toBe(cause);
  });
});

describe("toPublicError", () => {
  it("shows code, constant text and facts", () => {
    const error = new GatewayError("THROTTLED", { retryAfterMs: 1000, outcome: "NOT_APPLIED" });
    expect(toPublicError(error, {}, "request-1")).toEqual({
      message: errorCodes.THROTTLED.message,
      extensions: {
        code: "THROTTLED",
        retryable: true,
        retryAfterMs: 1000,
        outcome: "NOT_APPLIED",
        requestId: "request-1",
      },
    });
  });

  it("shows place and path, and of a formatted error nothing else", () => {
    const locations = [{ line: 1, column: 2 }];
    const formatted = { message: secret, locations, path: ["user"], extensions: { value: secret } };
    const shown = toPublicError(new GatewayError("INTERNAL"), formatted);
    expect(shown).toEqual({
      message: errorCodes.INTERNAL.message,
      locations,
      path: ["user"],
      extensions: { code: "INTERNAL", retryable: false },
    });
  });

  it.each<[string, unknown]>([
    ["a parser that quotes", graphQLError("GRAPHQL_PARSE_FAILED", `Unexpected "${secret}"`)],
    ["a resolver that quotes", new GraphQLError(secret, { originalError: new Error(secret) })],
    ["an upstream error", new GatewayError("UPSTREAM_ERROR", {}, { cause: new Error(secret) })],
    ["a word", secret],
  ])("shows no text of %s", (_what, thrown) => {
    const error = fromGraphQLError(thrown);
    const shown = JSON.stringify(toPublicError(error, error as object, "request-1"));
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain("stack");
  });
});
