import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { customers } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

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
    ["without a token", "{}", {}, "BAD_USER_INPUT", 400],
    ["with a bad token", `{"query":"{ me { subject } }"}`, {}, "UNAUTHENTICATED", 401],
    ["that is too large", " ".repeat(70_000), {}, "QUERY_TOO_LARGE", 413],
    ["of another type", "x", { "content-type": "text/plain" }, "BAD_USER_INPUT", 415],
  ])("%s is logged and counted", async (what, body, headers, code, status) => {
    const requestId = `refused-${what.replaceAll(" ", "-")}`;
    const before = await requests("none", code);
    await gateway.post(body, { ...headers, "x-request-id": requestId });
    const [error, request, ...more] = linesOf(requestId);
    expect(error).toMatchObject({ msg: "error", code, level: "info" });
    expect(request).toEqual({
      level: "info",
      time: expect.any(String) as string,
      msg: "request",
      requestId,
      status,
      durationMs: expect.any(Number) as number,
      codes: [code],
    });
    expect(more).toEqual([]);
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

describe("the line of a request", () => {
  const lineOf = async (
    requestId: string,
    username: "ada" | "henry",
    body: object,
  ): Promise<Line | undefined> => {
    const authorization = `Bearer ${await gateway.token(username)}`;
    const headers = { authorization, "x-request-id": requestId };
    await gateway.post(JSON.stringify(body), headers);
    return linesOf(requestId).find(({ msg }) => msg === "request");
  };
  const named = (name: string) => ({ query: `query ${name} { me { subject } }` });

  it("tells the operation, its name, the status, the time, and who called by a hash", async () => {
    const line = await lineOf("told", "ada", named("Who_1"));
    expect(line).toEqual({
      level: "info",
      time: expect.any(String) as string,
      msg: "request",
      requestId: "told",
      operation: "query",
      operationName: "Who_1",
      status: 200,
      durationMs: expect.any(Number) as number,
      codes: [],
      caller: expect.stringMatching(/^[\w-]{16}$/) as string,
    });
  });

  it("has the same hash for the same caller, and another for another", async () => {
    const ada = await lineOf("ada-1", "ada", named("A"));
    expect((await lineOf("ada-2", "ada", named("B")))?.["caller"]).toBe(ada?.["caller"]);
    expect((await lineOf("hank-1", "henry", named("A")))?.["caller"]).not.toBe(ada?.["caller"]);
    const other = await startTestGateway();
    try {
      const authorization = `Bearer ${await other.token("ada")}`;
      await other.post(JSON.stringify(named("A")), { authorization });
      expect(other.logged()).toContain('"caller"');
      expect(other.logged()).not.toContain(String(ada?.["caller"]));
    } finally {
      await other.stop();
    }
  });

  it("leaves out a name that is too long, and one of a document that does not fit", async () => {
    expect((await lineOf("n-64", "ada", named("n".repeat(64))))?.["operationName"]).toHaveLength(
      64,
    );
    expect(await lineOf("n-65", "ada", named("n".repeat(65)))).not.toHaveProperty("operationName");
    const wrong = await lineOf("wrong", "ada", { query: "query Secret { nothing }" });
    expect(wrong).toMatchObject({ status: 400, codes: ["BAD_USER_INPUT"] });
    expect(wrong).not.toHaveProperty("operationName");
  });

  it("is written for what is no HTTP, and for a path that cannot be read", async () => {
    const { hostname, port } = new URL(gateway.url);
    const before = gateway.logged().length;
    const socket = connect(Number(port), hostname).end("canary\r\n\r\n");
    await new Promise((resolve) => socket.resume().once("close", resolve));
    await fetch(`${gateway.url}/%zz`);
    const lines = gateway
      .logged()
      .slice(before)
      .split("\n")
      .filter((line) => line.includes('"request"'));
    expect(lines.map((line) => JSON.parse(line) as Line)).toEqual([
      expect.objectContaining({ status: 400, codes: ["BAD_USER_INPUT"] }),
      expect.objectContaining({ status: 400, codes: ["BAD_USER_INPUT"] }),
    ]);
  });

  it("is written once the work is done where the client is gone before", async () => {
    gateway.pool.faults.add({ operation: "AdminGetUser", kind: "slow", delayMs: 300 });
    const authorization = `Bearer ${await gateway.token("ada")}`;
    const client = new AbortController();
    const query = `query Gone { user(poolId: "customers", username: "forced") { status } }`;
    const before = gateway.pool.ledger.count("AdminGetUser");
    const sent = fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization, "x-request-id": "gone" },
      body: JSON.stringify({ query }),
      signal: client.signal,
    });
    sent.catch(() => undefined);
    await until(() => gateway.pool.ledger.count("AdminGetUser") > before, "the pool was asked");
    client.abort();
    await until(() => linesOf("gone").length > 0, "the line was written");
    expect(linesOf("gone")).toEqual([
      expect.objectContaining({ operationName: "Gone", status: 200, codes: [] }),
    ]);
  });

  it("is not written for what probes ask", async () => {
    const before = gateway.logged().length;
    for (const path of ["health/live", "health/ready", "metrics"]) {
      await (await fetch(`${gateway.url}/${path}`)).arrayBuffer();
    }
    expect(gateway.logged().slice(before)).not.toContain('"request"');
  });
});

describe("the metrics", () => {
  it("tell how long requests took, by kind and class of status", async () => {
    const send = await gateway.as("ada");
    await send("{ me { subject } }");
    await gateway.post("{}");
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const count = (labels: string) =>
      new RegExp(`^gateway_request_duration_seconds_count\\{${labels}\\} [1-9]`, "m");
    expect(text).toMatch(count('operation="query",status="2xx"'));
    expect(text).toMatch(count('operation="none",status="4xx"'));
  });

  it("tell which gateway and which Node it is", async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(text).toContain(
      `gateway_build_info{version="${version}",node="${process.versions.node}"} 1`,
    );
  });
});
