import { type InputReason, inputReasons } from "../../src/errors/gateway-error.js";
import { tableUnder } from "../project/documents.js";
import { sendRaw } from "../support/send-raw.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

let gateway: TestGateway;
let authorization: string;

beforeAll(async () => {
  gateway = await startTestGateway({
    config: { limits: { headersTimeoutMs: 500, operations: 2 } },
  });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

afterAll(async () => {
  await gateway.stop();
});

const secret = "C4nary-Passw0rd";

const request = (line: string, headers: Record<string, string> = {}, body = "") => {
  const all = {
    ...{ host: "a", connection: "close", authorization, "content-type": "application/json" },
    ...headers,
    "content-length": String(body.length),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${[line, ...lines].join("\r\n")}\r\n\r\n${body}`;
};

const post = (body: string, headers?: Record<string, string>) =>
  request("POST /graphql HTTP/1.1", headers, body);
const me = JSON.stringify({ query: "{ me { subject } }" });
const ask = (query: string, more: object = {}) => post(JSON.stringify({ query, ...more }));
const user = "query($name: String!) { user(poolId: 1, username: $name) { id } }";

/** Each is sent when the test runs: it holds a token. */
const cases: readonly (readonly [InputReason, number, string, () => string])[] = [
  ["MALFORMED_HTTP", 400, "no HTTP", () => `${secret}\r\n\r\n`],
  ["MALFORMED_HTTP", 400, "a Host that is none", () => post(me, { host: "[" })],
  ["MALFORMED_HTTP", 400, "an odd path", () => request(`GET /%zz${secret} HTTP/1.1`)],
  ["NOT_FOUND", 404, "another path", () => request(`GET /${secret} HTTP/1.1`)],
  ["METHOD_NOT_ALLOWED", 405, "a GET", () => request("GET /graphql HTTP/1.1")],
  ["NOT_ACCEPTABLE", 406, "a page", () => post(me, { accept: "text/html" })],
  ["REQUEST_TIMEOUT", 408, "half a head", () => `POST /graphql HTTP/1.1\r\nx: ${secret}`],
  ["UNSUPPORTED_MEDIA_TYPE", 415, "a form", () => post(me, { "content-type": "text/plain" })],
  [
    "UNSUPPORTED_MEDIA_TYPE",
    415,
    "another charset",
    () => post(me, { "content-type": "application/json; charset=latin1" }),
  ],
  ["HEADERS_TOO_LARGE", 431, "a long header", () => post(me, { x: secret.repeat(3000) })],
  ["MALFORMED_JSON", 400, "half of JSON", () => post(`{"query":"${secret}`)],
  ["MALFORMED_JSON", 400, "no body", () => post("")],
  ["MALFORMED_JSON", 400, "no UTF-8", () => post(`{"query":"\xFF${secret}"}`)],
  ["MALFORMED_JSON", 400, "a prototype", () => post(`{"__proto__":{"a":"${secret}"}}`)],
  ["MALFORMED_REQUEST", 400, "a list", () => post(`[${me}]`)],
  ["MALFORMED_REQUEST", 400, "variables as a text", () => ask("{ me }", { variables: secret })],
  ["MALFORMED_REQUEST", 400, "an empty document", () => ask("")],
  ["SYNTAX", 400, "no GraphQL", () => ask(`{ "${secret}" }`)],
  ["VALIDATION", 400, "an unknown field", () => ask(`{ me { ${secret.replace("-", "_")} } }`)],
  ["VALIDATION", 400, "an unknown type", () => ask("{ ... on Nobody { id } }")],
  ["INTROSPECTION_DISABLED", 400, "introspection", () => ask("{ __schema { types { name } } }")],
  [
    "OPERATION",
    400,
    "an unknown name",
    () => ask("query A { __typename }", { operationName: secret }),
  ],
  ["OPERATION", 400, "no name", () => ask("query A { a: __typename } query B { __typename }")],
  ["OPERATION", 200, "a subscription", () => ask("subscription { anything }")],
  ["VARIABLES", 400, "one of another type", () => ask(user, { variables: { name: [secret] } })],
  ["VARIABLES", 400, "none", () => ask(user)],
  ["VARIABLES", 200, "null", () => ask(user.replace("!", ' = "a"'), { variables: { name: null } })],
  [
    "INVALID_PARAMETER",
    200,
    "what Cognito does not take",
    () => {
      const type = "InvalidParameterException";
      const fault = { kind: "error", type, message: secret } as const;
      gateway.pool.faults.add({ operation: "AdminGetUser", ...fault });
      return ask('{ user(poolId: "customers", username: "confirmed") { id } }');
    },
  ],
];

describe("the reason of BAD_USER_INPUT", () => {
  it.each(cases)("is %s, %i, for %s", async (reason, status, _what, make) => {
    const answer = await sendRaw(gateway.url, Buffer.from(make(), "latin1"));
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).not.toContain(secret);
    const { errors } = JSON.parse(answer.split("\r\n\r\n")[1] ?? "") as {
      errors: { extensions: object }[];
    };
    expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", reason });
  });

  it("is each of the list, with the status that docs/errors.md tells", () => {
    const rows = tableUnder("docs/errors.md", "What is wrong with a request");
    expect(rows.map((row) => row["Reason"])).toEqual(inputReasons);
    const firstStatus = (reason: string) => {
      const statuses = cases.filter(([name]) => name === reason).map(([, status]) => status);
      // What fails alone leaves the answer at 200.
      return statuses[0] === 200 ? "400" : String(statuses[0]);
    };
    expect(rows.map((row) => row["HTTP"])).toEqual(inputReasons.map(firstStatus));
  });
});
