import { connect } from "node:net";
import { limits } from "../../../../src/config/limits.js";
import { createHttpHost } from "../../../../src/server/http/http-host.js";
import { InFlight } from "../../../../src/server/load/in-flight.js";
import { createLogger } from "../../../../src/server/observability/logger.js";
import { Metrics } from "../../../../src/server/observability/metrics.js";
import { until } from "../../../support/until.js";

const parts = {
  limits: limits.parse({}),
  listen: { keepAliveTimeoutMs: 72_000 },
  logger: createLogger("silent", { write: () => undefined }),
  metrics: new Metrics(),
  inFlight: new InFlight(),
  isStopping: () => false,
};
const host = createHttpHost(parts);
host.get("/here", async () => "here");
host.post("/here", async () => "taken");

describe("a body", () => {
  const post = async (type: string) => {
    const headers = { "content-type": type };
    const answer = await host.inject({ method: "POST", url: "/here", headers, payload: "{}" });
    return answer.statusCode;
  };

  it.each(["application/json", "application/json; charset=utf-8"])("may be %s", async (type) => {
    expect(await post(type)).toBe(200);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"])(
    "may not be %s: the first three any page can send to any site",
    async (type) => {
      expect(await post(type)).toBe(415);
    },
  );
});

describe("every answer", () => {
  it.each([
    ["/here", 200],
    ["/nowhere", 404],
    ["/%zz", 400],
  ])("is kept by no cache and guessed by no browser: %s", async (url, status) => {
    const { statusCode, headers } = await host.inject({ url, headers: { "x-request-id": "mine" } });
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": "mine",
    });
  });
});

describe("requests in a row on a connection that goes", () => {
  it("are none of those under way any more, those included whose turn to answer never came", async () => {
    const inFlight = new InFlight();
    const serving = createHttpHost({ ...parts, inFlight });
    let answer = (): void => undefined;
    const late = new Promise<void>((resolve) => (answer = resolve));
    serving.get("/slow", async () => {
      await late;
      return "late";
    });
    serving.get("/quick", async () => "quick");
    const url = new URL(await serving.listen({ host: "127.0.0.1", port: 0 }));
    const socket = connect(Number(url.port), url.hostname);
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`;
    socket.write(get("/slow") + get("/quick").repeat(3));
    await until(() => inFlight.entered === 4, "all are under way");
    socket.resetAndDestroy();
    await inFlight.idle();
    answer();
    await serving.close();
  });
});

describe("a host on loopback only", () => {
  it.each([
    ["127.0.0.1:4000", 404],
    ["localhost", 404],
    ["[::1]:4000", 404],
    ["evil.example:4000", 403],
    ["127.0.0.1.evil.example", 403],
    ["192.168.0.1", 403],
  ])("answers a request to %s with %i", async (authority, status) => {
    const local = createHttpHost({ ...parts, isOnLoopbackOnly: true });
    const answer = await local.inject({ url: "/nowhere", headers: { host: authority } });
    expect(answer.statusCode).toBe(status);
  });
});
