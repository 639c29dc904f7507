import { limits } from "../../../src/config/limits.js";
import { createHttpHost } from "../../../src/server/http-host.js";
import { InFlight } from "../../../src/server/in-flight.js";
import { createLogger } from "../../../src/server/logger.js";
import { Metrics } from "../../../src/server/metrics.js";

describe("every answer", () => {
  const host = createHttpHost({
    limits: limits.parse({}),
    logger: createLogger("silent"),
    metrics: new Metrics(),
    inFlight: new InFlight(),
    isStopping: () => false,
  });
  host.get("/here", async () => "here");

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
