import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

const listed = "https://admin.example.com";
const developed = "http://localhost:5173";

let gateway: TestGateway;
let authorization: string;

beforeAll(async () => {
  gateway = await startTestGateway({
    config: { listen: { port: 0, cors: { origins: [listed, developed] } } },
  });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

afterAll(async () => {
  await gateway.stop();
});

/** What browsers send before they send what a page asks for. */
const preflight = (origin: string, path = "/graphql", more: Record<string, string> = {}) =>
  fetch(`${gateway.url}${path}`, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST", ...more },
  });

/** The headers of the protocol in an answer, and nothing else of it. */
const corsOf = ({ headers }: { headers: Headers }) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")));

const body = JSON.stringify({ query: "{ me { subject } }" });

describe("a page of a listed origin", () => {
  it.each([listed, developed])("may ask: %s", async (origin) => {
    const answer = await preflight(origin);
    expect(answer.status).toBe(204);
    expect(corsOf(answer)).toEqual({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers":
        "authorization, content-type, x-audit-reason, x-request-id, apollo-require-preflight, x-apollo-operation-name, " +
        "apollographql-client-name, apollographql-client-version, traceparent, tracestate",
      "access-control-expose-headers": "x-request-id, retry-after",
      "access-control-max-age": "600",
    });
    expect(answer.headers.get("vary")).toBe("Origin");
  });

  it("may read an answer, and a refusal, but sends no credentials of the browser", async () => {
    for (const headers of [{ authorization }, {}]) {
      const answer = await gateway.post(body, { origin: listed, ...headers });
      expect(answer.httpStatus).toBe("authorization" in headers ? 200 : 401);
      expect(corsOf(answer)).toEqual({
        "access-control-allow-origin": listed,
        "access-control-expose-headers": "x-request-id, retry-after",
      });
    }
  });

  it("may read nothing but GraphQL", async () => {
    const response = await fetch(`${gateway.url}/metrics`, { headers: { origin: listed } });
    expect([response.status, corsOf(response)]).toEqual([200, {}]);
  });

  it("is refused in the gateway's form when it asks for no preflight by OPTIONS", async () => {
    const response = await fetch(`${gateway.url}/graphql`, { method: "OPTIONS" });
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { reason: "METHOD_NOT_ALLOWED" } }],
    });
  });
});

describe("a page of another origin", () => {
  it.each([
    "https://evil.example.com",
    "https://admin.example.com:444",
    "http://admin.example.com",
    "https://admin.example.com.evil.example",
    "null",
  ])("may not ask: %s", async (origin) => {
    const answer = await preflight(origin);
    expect([answer.status, corsOf(answer)]).toEqual([405, {}]);
    const { headers } = await gateway.post(body, { origin, authorization });
    expect(corsOf({ headers })).toEqual({});
  });
});

describe("without listen.cors", () => {
  it("no page of another origin may ask", async () => {
    const closed = await startTestGateway();
    const response = await fetch(`${closed.url}/graphql`, {
      method: "OPTIONS",
      headers: { origin: listed, "access-control-request-method": "POST" },
    });
    expect([response.status, corsOf(response)]).toEqual([405, {}]);
    await closed.stop();
  });
});
