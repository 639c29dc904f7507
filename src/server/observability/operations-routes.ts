import type { FastifyInstance } from "fastify";
import type { Metrics } from "./metrics.js";
import type { Readiness } from "./readiness.js";

interface Operations {
  readonly metrics: Metrics;
  /** Whether new requests are welcome. */
  readonly readiness: () => Promise<Readiness>;
}

/** What orchestrators and monitoring ask: alive, ready, metrics. None of it needs a token or tells a secret. */
export function addOperationsRoutes(
  host: FastifyInstance,
  { metrics, readiness }: Operations,
): void {
  host.get("/health/live", async () => ({ status: "live" }));
  host.get("/health/ready", async (_request, reply) => {
    const { isReady, parts } = await readiness();
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not ready", parts });
  });
  host.get("/metrics", async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
}
