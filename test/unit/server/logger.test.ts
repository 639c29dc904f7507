import { createLogger, describeCause } from "../../../src/server/logger.js";

const secret = "C4nary-Passw0rd";

describe("describeCause", () => {
  it("names the kind of an error and AWS's request id, and nothing else", () => {
    const cause = Object.assign(new Error(secret), {
      name: "AccessDeniedException",
      $metadata: { requestId: "aws-1", httpStatusCode: 400 },
      $response: { body: secret },
    });
    expect(describeCause(cause)).toEqual({ cause: "AccessDeniedException", awsRequestId: "aws-1" });
  });

  it("does without a request id", () => {
    expect(describeCause(new TypeError(secret))).toEqual({ cause: "TypeError" });
    expect(describeCause(Object.assign(new Error("x"), { $metadata: undefined }))).toEqual({
      cause: "Error",
    });
  });

  it.each([undefined, null, secret, 1, { name: secret }])("says nothing of %j", (cause) => {
    expect(describeCause(cause)).toEqual({});
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
