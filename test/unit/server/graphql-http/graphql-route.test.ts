import { connect } from "node:net";
import type { TokenVerifier } from "../../../../src/authorization/tokens/token-verifier.js";
import { limits } from "../../../../src/config/limits.js";
import { AnswerBytes, AnswersUnderWay } from "../../../../src/graphql/request/answer-bytes.js";
import type { GatewayContext } from "../../../../src/graphql/request/context.js";
import { addGraphQLRoute } from "../../../../src/server/graphql-http/graphql-route.js";
import { createHttpHost } from "../../../../src/server/http/http-host.js";
import { InFlight } from "../../../../src/server/load/in-flight.js";
import { createLogger } from "../../../../src/server/observability/logger.js";
import { Metrics } from "../../../../src/server/observability/metrics.js";
import { until } from "../../../support/until.js";

const request = {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ query: "{ me { subject } }" }),
} as const;

/** The route in front of an Apollo Server that answers when it is told to. */
function routeUnderTest({ isStopping = false } = {}) {
  const inFlight = new InFlight();
  const answer = { status: 200, headers: new Map(), body: { kind: "complete", string: "{}" } };
  let finish: () => void = () => undefined;
  const execute = jest.fn(
    () =>
      new Promise((resolve) => {
        finish = () => {
          resolve(answer);
        };
      }),
  );
  const apollo = { assertStarted: () => undefined, executeHTTPGraphQLRequest: execute };
  const host = createHttpHost({
    limits: limits.parse({}),
    listen: { keepAliveTimeoutMs: 72_000 },
    logger: createLogger("silent", { write: () => undefined }),
    metrics: new Metrics(),
    inFlight,
    isStopping: () => isStopping,
  });
  addGraphQLRoute(host, {
    apollo: apollo as unknown as Parameters<typeof addGraphQLRoute>[1]["apollo"],
    verifier: {
      verify: async () => ({ subject: "s", issuer: "i", roles: [], subjectPoolIds: [] }),
    } as unknown as TokenVerifier,
    inFlight,
    createContext: () =>
      ({ answer: new AnswerBytes(1024, new AnswersUnderWay(1024)) }) as GatewayContext,
    answerBytes: 1024,
    isStopping: () => isStopping,
    routerCredential: undefined,
    isRouterRequired: false,
    loadGuard: {
      check: () => undefined,
      checkQuery: () => undefined,
      during: (work: () => Promise<unknown>) => work(),
    } as unknown as Parameters<typeof addGraphQLRoute>[1]["loadGuard"],
  });
  const end = () => {
    finish();
  };
  return { host, inFlight, execute, end };
}

describe("POST /graphql", () => {
  it("is refused while the gateway stops", async () => {
    const { host, execute, end } = routeUnderTest({ isStopping: true });
    execute.mockResolvedValueOnce({});
    const answer = await host.inject({ ...request, url: "/graphql" });
    end();
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ errors: [{ extensions: { code: "SHUTTING_DOWN" } }] });
    expect(execute).not.toHaveBeenCalled();
  });

  it("does not say of a request that GraphQL had that nothing was done", async () => {
    const { host, execute, end } = routeUnderTest();
    end();
    execute.mockRejectedValueOnce(new Error("late"));
    const answer = await host.inject({ ...request, url: "/graphql" });
    const { errors } = answer.json<{ errors: { extensions: object }[] }>();
    expect(errors[0]?.extensions).toMatchObject({ code: "INTERNAL" });
    expect(errors[0]?.extensions).not.toHaveProperty("outcome");
  });

  it("is under way until its work is done, though its client has hung up", async () => {
    const { host, inFlight, execute, end } = routeUnderTest();
    let hasClientGone = false;
    host.server.on("connection", (socket) => socket.once("close", () => (hasClientGone = true)));
    const { hostname, port } = new URL(await host.listen({ host: "127.0.0.1", port: 0 }));
    const client = connect(Number(port), hostname);
    const length = `content-length: ${request.body.length}`;
    client.write(
      `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${length}\r\n\r\n${request.body}`,
    );
    await until(() => execute.mock.calls.length === 1, "the request is under way");
    // Not an end alone: who has only ended may still read, and holds its connection.
    client.resetAndDestroy();
    await until(() => hasClientGone, "the client has gone");
    let isIdle = false;
    const idle = inFlight.idle().then(() => (isIdle = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isIdle).toBe(false);
    end();
    await idle;
    await host.close();
  });
});
