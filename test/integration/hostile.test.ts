import { connect } from "node:net";
import { encodeUserId } from "../../src/cognito/records/user-id.js";
import { customers } from "../support/sample-seed.js";
import { sendRaw } from "../support/send-raw.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

let gateway: TestGateway;
let authorization: string;

beforeAll(async () => {
  gateway = await startTestGateway({
    config: {
      limits: { userKeys: 3, mutationFields: 2, queryTokens: 5000, fields: 250, aliases: 150 },
    },
  });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

beforeEach(() => {
  gateway.pool.faults.clear();
});

afterAll(async () => {
  await gateway.stop();
});

const password = "Brand-New-Passw0rd!";
const setPassword = (more = "", selection = "status") =>
  `mutation($password: String!${more}) {
    setUserPassword(poolId: "customers", username: "confirmed", password: $password, permanent: true) { ${selection} }
  }`;

/** How many times a user pool has been asked to do something. */
const calls = (operation: string): number => gateway.pool.ledger.count(operation);

const writes = () => calls("AdminSetUserPassword");

const ask = (query: string, variables: object = {}, headers: Record<string, string> = {}) =>
  gateway.post(JSON.stringify({ query, variables }), { authorization, ...headers });

const raw = (text: string | Buffer): Promise<string> => sendRaw(gateway.url, text);

describe("a form of answer that the gateway does not have", () => {
  it.each(["text/html", "image/png", "multipart/mixed", "application/json;q=0"])(
    "(%s) is refused before anything is done",
    async (accept) => {
      const before = writes();
      const { httpStatus, errors } = await ask(setPassword(), { password }, { accept });
      expect([httpStatus, errors?.[0]?.extensions.code]).toEqual([406, "BAD_USER_INPUT"]);
      expect(writes()).toBe(before);
    },
  );

  it.each([
    "*/*",
    "application/*",
    "application/graphql-response+json",
    "text/html, */*;q=0.1",
    "",
  ])("is not %j", async (accept) => {
    expect((await ask("{ me { subject } }", {}, { accept })).httpStatus).toBe(200);
  });
});

describe("a body that is not plain JSON in UTF-8", () => {
  it("is refused when its bytes are none", async () => {
    const before = writes();
    const body = Buffer.from(JSON.stringify({ query: setPassword(), variables: { password } }));
    body[body.indexOf("Brand")] = 0xff;
    const head = `POST /graphql HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\nauthorization: ${authorization}\r\ncontent-length: ${body.length}\r\n\r\n`;
    const answer = await raw(Buffer.concat([Buffer.from(head), body]));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("BAD_USER_INPUT");
    expect(writes()).toBe(before);
  });

  it.each([
    { "content-type": "application/json; charset=iso-8859-1" },
    { "content-type": 'application/json; charset="utf-16"' },
    { "content-encoding": "gzip" },
  ])("is refused as %j", async (headers) => {
    const { httpStatus, errors } = await ask("{ me { subject } }", {}, headers);
    expect([httpStatus, errors?.[0]?.extensions.code]).toEqual([415, "BAD_USER_INPUT"]);
  });

  it.each([
    { "content-type": "application/json; charset=UTF-8" },
    { "content-type": 'application/json;charset="utf-8"' },
    { "content-encoding": "identity" },
  ])("is not one as %j", async (headers) => {
    expect((await ask("{ me { subject } }", {}, headers)).httpStatus).toBe(200);
  });
});

describe("a Host header that is none", () => {
  it.each(["", "[", "[:::]", "a b", "a%", "%00", "1.2.3.999", "a:99999", "u@a", "a/b"])(
    "(%s) is the caller's mistake",
    async (host) => {
      const body = JSON.stringify({ query: "{ me { subject } }" });
      const answer = await raw(
        `POST /graphql HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\ncontent-type: application/json\r\nauthorization: ${authorization}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain("BAD_USER_INPUT");
    },
  );
});

describe("many look-ups in one request", () => {
  const field = (index: number) =>
    `u${index}: user(poolId: "customers", username: "user-${index}") { username }`;

  it("are bounded over all fields, and names met again are free", async () => {
    const before = calls("AdminGetUser");
    const fields = [0, 1, 2, 0, 3].map((user, alias) => field(user).replace(/u\d+/, `a${alias}`));
    const { data, errors } = await ask(`{ ${fields.join(" ")} }`);
    expect(data).toMatchObject({
      a2: { username: "user-2" },
      a3: { username: "user-0" },
      a4: null,
    });
    expect(errors).toEqual([
      expect.objectContaining({
        path: ["a4"],
        extensions: expect.objectContaining({ code: "QUERY_TOO_LARGE" }) as object,
      }),
    ]);
    expect(calls("AdminGetUser")).toBe(before + 3);
  });

  it("are refused before any is made when one _entities field has too many", async () => {
    const before = calls("AdminGetUser");
    const representations = [0, 1, 2, 3].map((index) => ({
      __typename: "User",
      poolId: "customers",
      username: `user-${index}`,
    }));
    const { errors } = await ask(
      "query($r: [_Any!]!) { _entities(representations: $r) { ... on User { username } } }",
      { r: representations },
    );
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["QUERY_TOO_LARGE"]);
    expect(calls("AdminGetUser")).toBe(before);
  });
});

describe("malformed representations", () => {
  const entities =
    "query($r: [_Any!]!) { _entities(representations: $r) { ... on User { username } } }";
  const known = { __typename: "User", id: encodeUserId(customers, "confirmed") };

  it.each<[unknown]>([
    [{ __typename: "Nobody" }],
    [{ __typename: "Query" }],
    [{ __typename: "UserPool", id: customers }],
    [{ __typename: ["User"] }],
    [{ __typename: "User", id: "" }],
    [{}],
    [[]],
    [1],
    ["__proto__"],
  ])("%j is null in place with an error, beside a sibling that is answered", async (odd) => {
    const { data, errors } = await ask(entities, { r: [odd, known] });
    expect(data).toEqual({ _entities: [null, { username: "confirmed" }] });
    expect(errors).toEqual([
      expect.objectContaining({
        path: ["_entities", 0],
        extensions: expect.objectContaining({ code: "BAD_USER_INPUT" }) as object,
      }),
    ]);
  });
});

describe("more than ten malformed representations", () => {
  it("fail the whole list with one error", async () => {
    const wide = await startTestGateway();
    try {
      const send = await wide.as("ada");
      const query = "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }";
      const odd = (count: number) => ({ r: Array.from({ length: count }, () => 1) });
      expect((await send(query, odd(10))).errors).toHaveLength(10);
      const { errors } = await send(query, odd(11));
      expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
        [["_entities"], "BAD_USER_INPUT"],
      ]);
    } finally {
      await wide.stop();
    }
  });
});

describe("what graphql-js finds only while it executes", () => {
  const nothingDone = { code: "BAD_USER_INPUT", outcome: "NOT_APPLIED", retryable: false };

  it("is the caller's mistake: null for an argument that has a default", async () => {
    const before = writes();
    const query = `mutation($password: String!, $permanent: Boolean = true) {
      setUserPassword(poolId: "customers", username: "confirmed", password: $password, permanent: $permanent) { status }
    }`;
    const { errors } = await ask(query, { password, permanent: null });
    expect(errors?.[0]?.extensions).toMatchObject(nothingDone);
    expect(writes()).toBe(before);
  });

  it("is the caller's mistake: null for a condition", async () => {
    const query = setPassword(", $no: Boolean = true").replace(
      ") {\n",
      ") {\n me: __typename @skip(if: $no)\n",
    );
    const { errors } = await ask(query, { password, no: null });
    expect(errors?.[0]?.extensions).toMatchObject(nothingDone);
  });

  it("is never called undone once something was written", async () => {
    const before = writes();
    const query = setPassword(", $no: Boolean = true", "status @skip(if: $no)");
    const { errors } = await ask(query, { password, no: null });
    expect(writes()).toBe(before + 1);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", outcome: "UNKNOWN" });
  });

  it("is the caller's mistake: a subscription", async () => {
    const { errors } = await ask("subscription { anything }");
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  });
});

describe("many errors", () => {
  const requestId = "many-errors";

  it("are answered a hundred at most and logged ten at most", async () => {
    const names = Array.from({ length: 120 }, (_, index) => `a${index}`);
    const fields = names.map((name) => `${name}: user(poolId: "nowhere", username: "x") { id }`);
    const { errors } = await ask(`{ ${fields.join(" ")} }`, {}, { "x-request-id": requestId });
    expect(errors).toHaveLength(100);
    const lines = gateway
      .logged()
      .split("\n")
      .filter((line) => line.includes(`"${requestId}"`))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ msg }) => msg === "error")).toHaveLength(10);
    expect(lines.filter(({ msg }) => msg === "errors left out")).toEqual([
      expect.objectContaining({ leftOut: 110 }),
    ]);
  });

  it("of a document that does not fit the schema are told six times at most", async () => {
    const { errors } = await ask(`{ ${"nonsense ".repeat(200)} }`);
    expect(errors?.length).toBeLessThanOrEqual(6);
  });
});

describe("an outcome that is not known", () => {
  it("is not called retryable", async () => {
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "internal-error" });
    const { errors } = await ask(setPassword(), { password });
    expect(errors?.[0]?.extensions).toMatchObject({ outcome: "UNKNOWN", retryable: false });
  });
});

describe("mutation fields", () => {
  it("are counted without __typename", async () => {
    const query = setPassword().replace(") {\n", ") {\n a: __typename b: __typename\n");
    expect((await ask(query, { password })).errors).toBeUndefined();
  });
});

describe("what never reaches a route", () => {
  it.each(["/%zz", `/${"%zz".repeat(50)}`])("%s is not echoed", async (path) => {
    const response = await fetch(`${gateway.url}${path}`);
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).not.toContain("zz");
    expect(JSON.parse(text)).toMatchObject({
      errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
    });
    expect(response.headers.get("x-request-id")).not.toBeNull();
  });

  it.each([
    ["no HTTP", "canary\r\n\r\n", 400],
    [
      "a header that is too long",
      `GET / HTTP/1.1\r\nhost: a\r\nx: ${"canary".repeat(6000)}\r\n\r\n`,
      431,
    ],
  ])("%s is answered in the form of every error", async (_what, text, status) => {
    const answer = await raw(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).not.toContain("canary");
    expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({
      errors: [{ extensions: { code: "BAD_USER_INPUT" } }],
    });
  });

  it.each([
    [
      "a header that is too long",
      `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(40_000)}\r\n\r\n`,
      431,
    ],
    ["no HTTP", "canary\r\n\r\n", 400],
  ])("%s is answered on a connection that was used before, too", async (_what, text, status) => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    let heard = "";
    socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write("GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n");
    await until(() => heard.includes('"live"'), "the first answer came");
    socket.write(text);
    await closed;
    const [, second = ""] = heard.split('{"status":"live"}');
    expect(second).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(second.toLowerCase()).toContain("connection: close");
  });

  it("the rest of a body that was refused early gets no answer of its own", async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    let heard = "";
    socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write("POST /nowhere HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n");
    await until(() => heard.includes("NOT_FOUND"), "the answer came");
    socket.write("zz\r\n");
    await closed;
    expect(heard.match(/HTTP\/1\.1/gu)).toHaveLength(1);
  });

  it("no HTTP is counted, and logged with the id that is answered", async () => {
    const counted = async () => {
      const text = await (await fetch(`${gateway.url}/metrics`)).text();
      return Number(
        /^gateway_requests_total\{operation="none",result="BAD_USER_INPUT"\} (\d+)/mu.exec(
          text,
        )?.[1] ?? 0,
      );
    };
    const before = await counted();
    const answer = await raw("canary\r\n\r\n");
    const [, requestId = ""] = /^x-request-id: (\S+)\r$/mu.exec(answer) ?? [];
    expect(await counted()).toBe(before + 1);
    const line =
      gateway
        .logged()
        .split("\n")
        .find((text) => text.includes(requestId)) ?? "{}";
    expect(JSON.parse(line)).toMatchObject({ requestId, reason: "MALFORMED_HTTP" });
    expect(line).not.toContain("canary");
  });

  it.each([
    ["host: a\r\nhost: a"],
    ["host: a\r\nHost: b"],
    ["host: a\r\nauthorization: Bearer a\r\nauthorization: Bearer b"],
    ["host: a\r\ncontent-type: application/json\r\nContent-Type: text/plain"],
  ])("a header that may come once is refused if it comes twice: %j", async (lines) => {
    const answer = await raw(`GET /health/live HTTP/1.1\r\nconnection: close\r\n${lines}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
    expect(answer).toContain("MALFORMED_HTTP");
  });

  it("a header that may come more than once is no mistake", async () => {
    const lines = "host: a\r\naccept: text/html\r\naccept: */*";
    const answer = await raw(`GET /health/live HTTP/1.1\r\nconnection: close\r\n${lines}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /u);
  });

  it.each([
    [98, 404],
    [99, 431],
    [300, 431],
  ])("a request with %i headers beside two others gets %i", async (count, status) => {
    const headers = Array.from({ length: count }, (_, index) => `x-${index}: 1\r\n`).join("");
    // Wherever the Host stands among them.
    for (const lines of [`host: a\r\n${headers}`, `${headers}host: a\r\n`]) {
      const answer = await raw(`GET /nowhere HTTP/1.1\r\nconnection: close\r\n${lines}\r\n`);
      expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(answer).toContain("BAD_USER_INPUT");
    }
  });

  it.each([
    ["1.1", 400],
    ["1.0", 404],
  ])("a request of HTTP/%s without a Host gets %i", async (version, status) => {
    const answer = await raw(`GET /nowhere HTTP/${version}\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain("BAD_USER_INPUT");
  });
});

describe("nonsense behind a mutation on one connection", () => {
  it("leaves the mutation its own answer, and ends the connection after it", async () => {
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "slow", delayMs: 300 });
    const before = writes();
    const body = JSON.stringify({ query: setPassword(), variables: { password } });
    const head = `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: ${authorization}\r\ncontent-length: ${body.length}\r\n\r\n`;
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    let heard = "";
    socket.on("data", (chunk: Buffer) => (heard += chunk.toString()));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write(head + body);
    await until(() => writes() > before, "the write was sent");
    socket.write("canary\r\n\r\n");
    await closed;
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:.*\r\n)*connection: close\r\n/u);
    expect(heard).toContain('{"data":{"setUserPassword":{"status":"CONFIRMED"}}}');
    expect(heard.match(/HTTP\/1\.1/gu)).toHaveLength(1);
  });
});

describe("a log that cannot be written", () => {
  it("fails no request, and is counted", async () => {
    const broken = await startTestGateway({
      logDestination: {
        write: () => {
          throw new Error("ENOSPC");
        },
      },
    });
    try {
      const send = await broken.as("ada");
      const { httpStatus, data, errors } = await send(setPassword(), { password });
      expect([httpStatus, errors]).toEqual([200, undefined]);
      expect(data).toEqual({ setUserPassword: { status: "CONFIRMED" } });
      const metrics = await (await fetch(`${broken.url}/metrics`)).text();
      expect(metrics).toMatch(/^gateway_log_failures_total [1-9]/m);
    } finally {
      await broken.stop();
    }
  });
});
