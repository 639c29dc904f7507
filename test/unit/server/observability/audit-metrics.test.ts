import { Registry } from "prom-client";
import { registerAuditGauge } from "../../../../src/server/observability/audit-metrics.js";

/** The lines of the gauge that hold a value, as often as they are asked for. */
async function valuesOf(freeBytes: () => Promise<number>, times = 1): Promise<readonly string[]> {
  const registry = new Registry();
  registerAuditGauge(registry, { freeBytes });
  const texts = Array.from({ length: times }, () => registry.metrics());
  return (await Promise.all(texts)).flatMap((text) => text.match(/^gateway_.*$/gm) ?? []);
}

describe("gateway_audit_free_bytes", () => {
  it("is what the disk says", async () => {
    expect(await valuesOf(() => Promise.resolve(123))).toEqual(["gateway_audit_free_bytes 123"]);
  });

  it("is absent when the disk does not say, and there again when it does", async () => {
    const registry = new Registry();
    let answer = Promise.resolve(5);
    registerAuditGauge(registry, { freeBytes: () => answer });
    expect(await registry.metrics()).toMatch(/^gateway_audit_free_bytes 5$/m);
    answer = Promise.reject(new Error("EIO"));
    expect(await registry.metrics()).not.toMatch(/^gateway_/m);
    answer = Promise.resolve(6);
    expect(await registry.metrics()).toMatch(/^gateway_audit_free_bytes 6$/m);
  });

  it("is absent while the disk hangs, which is asked once meanwhile", async () => {
    let asked = 0;
    const hang = () => {
      asked += 1;
      return new Promise<number>(() => undefined);
    };
    expect(await valuesOf(hang, 5)).toEqual([]);
    expect(asked).toBe(1);
  });
});
