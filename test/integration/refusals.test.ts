import { sendRaw } from "../support/send-raw.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

const forms = ["application/graphql-response+json", "application/json"] as const;
/** As Apollo Client 4 sends it. */
const preferring = { [forms[0]]: `${forms[0]},application/json;q=0.9`, [forms[1]]: forms[1] };

let gateway: TestGateway;
let authorization: string;

beforeAll(async () => {
  gateway = await startTestGateway({
    config: { limits: { bodyBytes: 1024, headersTimeoutMs: 500 }, router: { required: true } },
    secrets: { router: ["r".repeat(32)] },
  });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

afterAll(async () => {
  await gateway.stop();
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const me = JSON.stringify({ query: "{ me { subject } }" });
const router = { "x-router-secret": "r".repeat(32) };

/** What is refused, wherever that is. */
const refusals: readonly (readonly [what: string, status: number, code: string, sent: Sent])[] = [
  ["no path", 400, "BAD_USER_INPUT", { method: "GET", path: "/%zz" }],
  ["another path", 404, "BAD_USER_INPUT", { method: "GET", path: "/nowhere" }],
  ["a GET", 405, "BAD_USER_INPUT", { method: "GET" }],
  ["a TRACE", 405, "BAD_USER_INPUT", { method: "TRACE" }],
  [
    "a second token",
    400,
    "BAD_USER_INPUT",
    { headers: { Authorization: "a", authorization: "b" } },
  ],
  ["another way than the router's", 403, "FORBIDDEN", { body: me }],
  [
    "a form",
    415,
    "BAD_USER_INPUT",
    { headers: { ...router, "content-type": "text/plain" }, body: me },
  ],
  ["half of JSON", 400, "BAD_USER_INPUT", { headers: router, body: "{" }],
  ["a large body", 413, "QUERY_TOO_LARGE", { headers: router, body: " ".repeat(2000) }],
  ["a list", 400, "BAD_USER_INPUT", { headers: router, body: `[${me}]` }],
  ["a hash", 400, "PERSISTED_QUERY_NOT_SUPPORTED", { headers: router, body: hashOf("x") }],
  ["no token", 401, "UNAUTHENTICATED", { headers: router, body: me }],
];

function hashOf(sha256Hash: string): string {
  return JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
}

async function ask({ method = "POST", path = "/graphql", headers = {}, body = "" }: Sent) {
  const all = {
    ...{ host: "a", connection: "close", "content-type": "application/json", ...headers },
    "content-length": String(body.length),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const head = [`${method} ${path} HTTP/1.1`, ...lines].join("\r\n");
  return read(await sendRaw(gateway.url, Buffer.from(`${head}\r\n\r\n${body}`, "latin1")));
}

function read(answer: string) {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line): [string, string] => {
      const [, name = "", value = ""] = /^([^:]+): (.*)$/.exec(line) ?? [];
      return [name.toLowerCase(), value];
    }),
  );
  const { errors } = JSON.parse(body) as { errors: { extensions: Record<string, unknown> }[] };
  return { status: Number(first.split(" ")[1]), headers, facts: errors[0]?.extensions };
}

describe.each(forms)("to a client that prefers %s", (form) => {
  it.each(refusals)("%s is refused in it with %i, %s", async (_what, status, code, sent) => {
    const headers = { ...sent.headers, accept: preferring[form] };
    const answer = await ask({ ...sent, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toBe(`${form}; charset=utf-8`);
    expect(answer.facts).toMatchObject({
      ...{ code, retryable: false, outcome: "NOT_APPLIED" },
      requestId: answer.headers["x-request-id"],
    });
    expect(answer.headers["www-authenticate"]).toBe(status === 401 ? "Bearer" : undefined);
  });
});

describe("what has no headers that could be read", () => {
  it.each([
    ["no HTTP", 400, "nonsense\r\n\r\n"],
    ["a slow head", 408, "POST /graphql HTTP/1.1\r\nx: "],
    ["a tunnel", 405, "CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n"],
  ])("is refused with the same facts: %s", async (_what, status, text) => {
    const answer = read(await sendRaw(gateway.url, Buffer.from(text)));
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(answer.facts).toMatchObject({ code: "BAD_USER_INPUT", outcome: "NOT_APPLIED" });
    expect(answer.facts?.["requestId"]).toBe(answer.headers["x-request-id"]);
  });
});

describe("an expectation that nobody knows", () => {
  it("is passed over", async () => {
    const headers = { ...router, authorization, expect: "wonders" };
    const sent = {
      "content-length": String(me.length),
      connection: "close",
      host: "a",
      ...headers,
    };
    const lines = Object.entries({ ...sent, "content-type": "application/json" });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    const text = `POST /graphql HTTP/1.1\r\n${head}\r\n${me}`;
    expect(await sendRaw(gateway.url, Buffer.from(text))).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe("a whole document with its hash", () => {
  it("is executed, and nothing of it is kept", async () => {
    const sha256Hash = "h".repeat(64);
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const headers = { ...router, authorization };
    const query = "{ me { subject } }";
    const { data } = await gateway.post(JSON.stringify({ query, extensions }), headers);
    expect(data).toMatchObject({ me: {} });
    const again = await gateway.post(hashOf(sha256Hash), headers);
    expect(again.errors?.[0]?.message).toBe("PersistedQueryNotSupported");
  });
});
