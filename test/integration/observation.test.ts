import { customers } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

beforeEach(() => {
  gateway.pool.faults.clear();
});

afterAll(async () => {
  await gateway.stop();
});

type Line = Readonly<Record<string, unknown>>;

/** What has been logged of one request. */
const linesOf = (requestId: string): Line[] =>
  gateway
    .logged()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => line["requestId"] === requestId);

/** How often a request has ended so. */
async function requests(operation: string, result: string): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const sample = `gateway_requests_total{operation="${operation}",result="${result}"} `;
  return Number(
    text
      .split("\n")
      .find((line) => line.startsWith(sample))
      ?.slice(sample.length) ?? 0,
  );
}

describe("a request that is refused before its operation is read", () => {
  it.each([
    ["without a token", "{}", {}, "BAD_USER_INPUT"],
    ["with a bad token", `{"query":"{ me { subject } }"}`, {}, "UNAUTHENTICATED"],
    ["that is too large", " ".repeat(70_000), {}, "QUERY_TOO_LARGE"],
    ["of another type", "x", { "content-type": "text/plain" }, "BAD_USER_INPUT"],
  ])("%s is logged and counted", async (what, body, headers, code) => {
    const requestId = `refused-${what.replaceAll(" ", "-")}`;
    const before = await requests("none", code);
    await gateway.post(body, { ...headers, "x-request-id": requestId });
    expect(linesOf(requestId)).toEqual([expect.objectContaining({ code, level: "info" })]);
    expect(await requests("none", code)).toBe(before + 1);
  });
});

describe("an error inside a request", () => {
  it("is logged with the request's id, the pool, the AWS operation and AWS's request id", async () => {
    gateway.pool.faults.add({
      operation: "AdminGetUser",
      kind: "error",
      type: "AccessDeniedException",
      message: "User: arn:aws:iam::123456789012:role/secret is not authorized",
    });
    const authorization = `Bearer ${await gateway.token("ada")}`;
    const query = `{ user(poolId: "customers", username: "confirmed") { status } }`;
    const headers = { authorization, "x-request-id": "denied" };
    const { errors } = await gateway.post(JSON.stringify({ query }), headers);
    expect(errors?.[0]?.extensions).toEqual({
      code: "GATEWAY_MISCONFIGURED",
      retryable: false,
      requestId: "denied",
    });
    const [error, request] = linesOf("denied");
    expect(error).toEqual({
      level: "error",
      time: expect.any(String) as string,
      msg: "error",
      requestId: "denied",
      code: "GATEWAY_MISCONFIGURED",
      poolId: customers,
      awsOperation: "AdminGetUser",
      cause: "AccessDeniedException",
      awsRequestId: expect.stringMatching(/^[\w-]{36}$/) as string,
    });
    expect(request).toMatchObject({ msg: "request", operation: "query" });
  });
});

describe("a query that fails", () => {
  it("has no outcome, which is about writes", async () => {
    gateway.pool.faults.add({ operation: "AdminGetUser", kind: "internal-error", times: 2 });
    const send = await gateway.as("ada");
    const { errors } = await send(`{ user(poolId: "customers", username: "forced") { status } }`);
    expect(errors?.[0]?.extensions.code).toBe("UPSTREAM_ERROR");
    expect(errors?.[0]?.extensions).not.toHaveProperty("outcome");
  });
});
