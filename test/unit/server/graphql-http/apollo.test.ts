import { createHash } from "node:crypto";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import { buildSchema } from "graphql";
import { limits } from "../../../../src/config/limits.js";
import { AnswerBytes, AnswersUnderWay } from "../../../../src/graphql/request/answer-bytes.js";
import type { GatewayContext } from "../../../../src/graphql/request/context.js";
import { createApollo } from "../../../../src/server/graphql-http/apollo.js";
import { createLogger } from "../../../../src/server/observability/logger.js";
import { Metrics } from "../../../../src/server/observability/metrics.js";

const query = "{ greeting }";
let apollo: ApolloServer<GatewayContext>;

beforeAll(async () => {
  const schema = buildSchema(`
    type Query { greeting: String _service: _Service! }
    type _Service { sdl: String }
  `);
  schema.getQueryType()!.getFields()["greeting"]!.resolve = () => "hello";
  apollo = createApollo({
    schema,
    config: { introspection: false, limits: limits.parse({}) },
    logger: createLogger("silent", { write: () => undefined }),
    metrics: new Metrics(),
  });
  await apollo.start();
});

afterAll(async () => {
  await apollo.stop();
});

interface Sent {
  readonly method?: string;
  readonly search?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What Apollo Server itself answers, without the checks of the route in front of it. */
async function send({ method = "POST", search = "", headers = {}, body }: Sent) {
  const { status, body: answer } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method,
      search,
      headers: new HeaderMap(
        Object.entries({ "content-type": "application/json", ...headers }).filter(
          ([, value]) => value !== "",
        ),
      ),
      body,
    },
    context: async () =>
      ({
        requestId: "1",
        facts: { isForGraphQL: true, codes: [] },
        warnings: [],
        itemFailures: [],
        hasWritten: false,
        contactReads: null,
        answer: new AnswerBytes(1024, new AnswersUnderWay(1024)),
        pools: { all: [] },
        access: { principal: { roles: [] } },
      }) as never,
  });
  const text = answer.kind === "complete" ? answer.string : "";
  return { status: status ?? 200, text };
}

describe("Apollo Server", () => {
  it("answers a request as it should be", async () => {
    const { status, text } = await send({ body: { query } });
    expect([status, JSON.parse(text)]).toEqual([200, { data: { greeting: "hello" } }]);
  });

  it("keeps no operation under its hash", async () => {
    const sha256Hash = createHash("sha256").update(query).digest("hex");
    const body = { query, extensions: { persistedQuery: { version: 1, sha256Hash } } };
    const { text } = await send({ body });
    expect(text).toContain('"PERSISTED_QUERY_NOT_SUPPORTED"');
    expect(text).not.toContain("hello");
  });

  it("takes no list of requests", async () => {
    const { status, text } = await send({ body: [{ query }, { query }] });
    expect(status).toBe(400);
    expect(text).not.toContain("hello");
  });

  it("gives nobody a trace", async () => {
    const headers = { "apollo-federation-include-trace": "ftv1" };
    const { status, text } = await send({ body: { query }, headers });
    expect(status).toBe(200);
    expect(text).not.toContain("ftv1");
  });

  it("answers nothing that a page of another site could send without asking", async () => {
    const search = `?query=${encodeURIComponent(query)}`;
    const { status, text } = await send({
      method: "GET",
      search,
      headers: { "content-type": "" },
    });
    expect(status).toBe(400);
    expect(text).not.toContain("hello");
  });
});
