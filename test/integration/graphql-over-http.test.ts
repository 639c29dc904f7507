import { type Audit, type AuditResult, serverAudits } from "graphql-http";
import { tableUnder } from "../project/documents.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

const document = "docs/operations.md";
const exceptions = tableUnder(document, "GraphQL over HTTP");
const excepted = new Set(exceptions.map((row) => row["Audit"] ?? ""));

let gateway: TestGateway;
let authorization: string;

beforeAll(async () => {
  // Some audits ask `__type` to look at something else, such as the encoding of a request.
  gateway = await startTestGateway({ config: { introspection: true } });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

afterAll(async () => {
  await gateway.stop();
});

const audits: readonly Audit[] = serverAudits({
  url: () => `${gateway.url}/graphql`,
  fetchFn: async (url: string, { headers, ...init }: RequestInit = {}) => {
    const sent = new Headers(headers);
    sent.set("authorization", authorization);
    return fetch(url, { ...init, headers: sent });
  },
});

const isRequired = ({ name }: Audit): boolean => name.startsWith("MUST");

/** An audit's verdict, without the response that it would print. */
async function verdictOf({ fn }: Audit): Promise<string> {
  const result: AuditResult = await fn();
  return result.status === "ok" ? "ok" : result.reason;
}

describe("the audits of GraphQL over HTTP", () => {
  const passing = audits.filter(({ id }) => !excepted.has(id));
  const failing = audits.filter(({ id }) => excepted.has(id));

  it("are those of the whole specification", () => {
    expect(audits.filter(isRequired).length).toBeGreaterThan(10);
    expect(new Set(audits.map(({ id }) => id)).size).toBe(audits.length);
  });

  it.each(passing.map((audit) => [audit.id, audit.name, audit] as const))(
    "%s: the gateway %s",
    async (_id, _name, audit) => {
      expect(await verdictOf(audit)).toBe("ok");
    },
  );

  it.each(failing.map((audit) => [audit.id, audit.name, audit] as const))(
    `%s: ${document} says why not: %s`,
    async (_id, _name, audit) => {
      expect(await verdictOf(audit)).toMatch(/^Response status code is not 200/);
    },
  );
});

describe(`the table of exceptions in ${document}`, () => {
  it("names audits that there are, once each, in their own words", () => {
    const named = exceptions.map((row) => [row["Audit"], row["What it asks"]]);
    const known = audits
      .filter(({ id }) => excepted.has(id))
      .map(({ id, name }) => [id, name.replaceAll(/[{}]/g, "")]);
    expect(named).toEqual(known);
  });

  it("excuses nothing that is required", () => {
    const required = audits.filter(isRequired).map(({ id }) => id);
    expect(required.filter((id) => excepted.has(id))).toEqual([]);
  });

  it("gives a reason for each", () => {
    expect(exceptions.filter((row) => (row["Reason"] ?? "").length < 20)).toEqual([]);
  });
});

/** What the audits cannot ask: they send one token, and they know no gateway's own rules. */
describe("what the specification says and the audits do not ask", () => {
  const query = JSON.stringify({ query: "{ me { subject } }" });
  const inGraphQLForm = "application/graphql-response+json";

  it("a request that is not permitted is 401", async () => {
    const { httpStatus } = await gateway.post(query, { accept: inGraphQLForm });
    expect(httpStatus).toBe(401);
  });

  it.each(["application/json", inGraphQLForm])(
    "data beside errors is 200 in the form of %s",
    async (accept) => {
      const hidden = JSON.stringify({
        query: '{ me { subject } user(poolId: "nowhere", username: "x") { id } }',
      });
      const answer = await gateway.post(hidden, { accept, authorization });
      expect(answer.httpStatus).toBe(200);
      expect(answer.headers.get("content-type")).toBe(`${accept}; charset=utf-8`);
      expect(answer.data).toMatchObject({ me: {}, user: null });
    },
  );

  it("GET is refused with the method that is allowed", async () => {
    const response = await fetch(`${gateway.url}/graphql?query={__typename}`, {
      headers: { authorization },
    });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });
});
