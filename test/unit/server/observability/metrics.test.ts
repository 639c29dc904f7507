import { Metrics } from "../../../../src/server/observability/metrics.js";

const call = { poolId: "eu-west-1_A", operation: "AdminGetUser", durationMs: 30 } as const;

describe("Metrics", () => {
  it("counts requests by kind and result", async () => {
    const metrics = new Metrics();
    metrics.countRequest("query", "OK");
    metrics.countRequest("query", "OK");
    metrics.countRequest("mutation", "FORBIDDEN");
    const text = await metrics.text();
    expect(text).toContain('gateway_requests_total{operation="query",result="OK"} 2');
    expect(text).toContain('gateway_requests_total{operation="mutation",result="FORBIDDEN"} 1');
  });

  it("counts calls to Cognito, and keeps their times in seconds", async () => {
    const metrics = new Metrics();
    metrics.countCall({ ...call, result: "OK" });
    metrics.countCall({ ...call, result: "THROTTLED", durationMs: 2000 });
    const text = await metrics.text();
    expect(text).toContain(
      'gateway_cognito_calls_total{pool="eu-west-1_A",operation="AdminGetUser",result="THROTTLED"} 1',
    );
    expect(text).toContain(
      'gateway_cognito_call_seconds_bucket{le="0.05",operation="AdminGetUser"} 1',
    );
    expect(text).toContain('gateway_cognito_call_seconds_sum{operation="AdminGetUser"} 2.03');
  });

  it("keeps the counts of two gateways in one process apart", async () => {
    const metrics = new Metrics();
    new Metrics().countRequest("query", "OK");
    expect(await metrics.text()).not.toContain('result="OK"');
  });

  it("has the health of the process in Prometheus' text format", async () => {
    const metrics = new Metrics();
    expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await metrics.text()).toMatch(/^process_cpu_seconds_total \d/m);
  });
});
