import { GraphQLError } from "graphql";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { createLogger, logError } from "../../../../src/server/observability/logger.js";

const secret = "C4nary-Passw0rd";

/** The one line that is written of an error, without its time. */
function lineOf(error: unknown, fields: { requestId?: string } = {}): Record<string, unknown> {
  const lines: string[] = [];
  logError(createLogger("info", { write: (line) => void lines.push(line) }), error, fields);
  expect(lines).toHaveLength(1);
  const { time: _time, ...line } = JSON.parse(lines[0] ?? "") as Record<string, unknown>;
  return line;
}

describe("logError", () => {
  it("names code, cause and ids, and nothing else", () => {
    const cause = Object.assign(new Error(secret), {
      name: "AccessDeniedException",
      $metadata: { requestId: "1e7a-9", httpStatusCode: 400 },
      $response: { body: secret },
    });
    const logFields = { poolId: "eu-west-1_A", awsOperation: "AdminGetUser" };
    const error = new GatewayError("GATEWAY_MISCONFIGURED", {}, { cause, logFields });
    expect(lineOf(error, { requestId: "r" })).toEqual({
      level: "error",
      msg: "error",
      requestId: "r",
      code: "GATEWAY_MISCONFIGURED",
      poolId: "eu-west-1_A",
      awsOperation: "AdminGetUser",
      cause: "AccessDeniedException",
      awsRequestId: "1e7a-9",
    });
  });

  it("writes at the level of the code", () => {
    expect(lineOf(new GatewayError("FORBIDDEN"))).toMatchObject({ level: "info" });
    expect(lineOf(new GatewayError("THROTTLED"))).toMatchObject({ level: "warn" });
  });

  it("tells what is wrong with a request, and which limit it exceeds", () => {
    expect(lineOf(new GatewayError("BAD_USER_INPUT", { reason: "VALIDATION" }))).toEqual({
      level: "info",
      msg: "error",
      code: "BAD_USER_INPUT",
      reason: "VALIDATION",
    });
    expect(lineOf(new GatewayError("QUERY_TOO_LARGE", { limit: "aliases" }))).toMatchObject({
      limit: "aliases",
    });
  });

  it("tells which function of the pool failed, and nothing that it said", () => {
    const cause = Object.assign(new Error(secret), { name: "UnexpectedLambdaException" });
    const error = new GatewayError("TRIGGER_FAILED", { trigger: "PRE_SIGN_UP" }, { cause });
    expect(lineOf(error)).toEqual({
      level: "error",
      msg: "error",
      code: "TRIGGER_FAILED",
      trigger: "PRE_SIGN_UP",
      cause: "UnexpectedLambdaException",
    });
  });

  it("tells a connection that is refused from one that is cut", () => {
    const cause = Object.assign(new Error(secret), { code: "ECONNREFUSED" });
    expect(lineOf(new GatewayError("UPSTREAM_UNAVAILABLE", {}, { cause }))).toMatchObject({
      cause: "Error",
      causeCode: "ECONNREFUSED",
    });
  });

  it("names the failure behind an error of graphql-js", () => {
    const error = new GraphQLError(secret, { originalError: new TypeError(secret) });
    expect(lineOf(error)).toMatchObject({ code: "INTERNAL", cause: "TypeError" });
  });

  it.each([undefined, null, secret, 1, { name: secret }])("says nothing of %j", (cause) => {
    expect(lineOf(new GatewayError("INTERNAL", {}, { cause }))).toEqual({
      level: "error",
      msg: "error",
      code: "INTERNAL",
    });
  });

  it("leaves out a name or code that is a text", () => {
    const cause = Object.assign(new Error("x"), { name: `no ${secret}`, code: `no ${secret}` });
    expect(JSON.stringify(lineOf(new GatewayError("INTERNAL", {}, { cause })))).not.toContain(
      secret,
    );
  });
});

describe("createLogger", () => {
  const linesOf = (level: string) => {
    const lines: string[] = [];
    const logger = createLogger(level, { write: (line) => void lines.push(line) });
    logger.info({ requestId: "1" }, "request");
    logger.error({ code: "INTERNAL" }, "error");
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it("writes one JSON object a line, with level and time in words and nothing of the host", () => {
    expect(linesOf("info")).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
        requestId: "1",
        msg: "request",
      },
      expect.objectContaining({ level: "error", msg: "error" }),
    ]);
  });

  it.each([
    ["error", 1],
    ["silent", 0],
  ])("at level %s writes %i of two lines", (level, count) => {
    expect(linesOf(level)).toHaveLength(count);
  });
});
