import { createUserPools } from "../../src/cognito/user-pools.js";
import { Metrics } from "../../src/server/observability/metrics.js";
import { gateLimits } from "../support/gate-limits.js";

/** A pool with the gateway's own shares of quotas. */
export const onePool = createUserPools([{ alias: "a", id: "eu-west-1_A", region: "eu-west-1" }], {
  deadlines: { readAttemptTimeoutMs: 1, readDeadlineMs: 1, writeDeadlineMs: 1 },
  sweepLimits: { sweptUsers: 1000, sweptUserMaxAgeMs: 1000 },
  descriptionMaxAgeMs: 1,
  observe: () => undefined,
  observeRefusal: () => undefined,
  now: Date.now,
  gateLimits,
  quotas: {},
});

async function metricsText(): Promise<string> {
  const metrics = new Metrics();
  metrics.countRequest("query", "OK");
  metrics.countCall({ poolId: "p", operation: "AdminGetUser", result: "OK", durationMs: 1 });
  metrics.tellBuild("1.0.0");
  metrics.countUnreadAnswer("time");
  metrics.countRefusedToken("EXPIRED");
  metrics.observeRequest("query", 200, 1);
  metrics.countRefusal("quota");
  metrics.countReload("policies", "OK");
  metrics.watchLoad({ inFlight: 1 }, onePool);
  metrics.watchAudit({ freeBytes: () => Promise.resolve(1) });
  metrics.countAuditRecords(1);
  metrics.countAuditFailure();
  metrics.countAuditNotShipped("stdout", 1);
  return metrics.text();
}

export interface OwnMetric {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** The gateway's own metrics, each counted once so that its labels show. */
export async function ownMetrics(): Promise<readonly OwnMetric[]> {
  const text = await metricsText();
  return [...text.matchAll(/^# TYPE (gateway_\w+) (\w+)$/gm)].map(([, name = "", type = ""]) => {
    const sample = new RegExp(`^${name}(?:_count)?\\{(.*)\\} `, "m").exec(text)?.[1] ?? "";
    const labels = [...sample.matchAll(/(\w+)="/g)].map(([, label = ""]) => label);
    return { name, type, labels: labels.sort() };
  });
}
