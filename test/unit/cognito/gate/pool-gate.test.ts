import { PoolGate } from "../../../../src/cognito/gate/pool-gate.js";
import { createQuotas, type QuotaSettings } from "../../../../src/cognito/gate/quotas.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { gateLimits } from "../../../support/gate-limits.js";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const endpoint = "http://127.0.0.1:9229";

function gateUnderTest(quotas: QuotaSettings = {}) {
  const refused: string[] = [];
  const shares = createQuotas(quotas)({ region: "eu-west-1", endpoint });
  const gate = new PoolGate(gateLimits, shares, (reason) => void refused.push(reason));
  const seen = { underWay: 0, most: 0, calls: 0 };
  const work = async () => {
    seen.calls += 1;
    seen.underWay += 1;
    seen.most = Math.max(seen.most, seen.underWay);
    await new Promise((resolve) => setTimeout(resolve, 100));
    seen.underWay -= 1;
    return "answer";
  };
  const read = (isForWrite = false) => gate.read("AdminGetUser", { isForWrite }, work);
  return { gate, read, work, refused, seen, shares };
}

const settle = async (calls: readonly Promise<unknown>[], ms = 5000) => {
  const results = Promise.allSettled(calls);
  await jest.advanceTimersByTimeAsync(ms);
  return (await results).map((result) =>
    result.status === "fulfilled" ? "ok" : (result.reason as GatewayError).code,
  );
};
const codeCounts = (codes: readonly string[]) =>
  Object.fromEntries([...new Set(codes)].map((c) => [c, codes.filter((x) => x === c).length]));

describe("PoolGate", () => {
  it("never has more reads under way than there are places, and refuses what may not wait", async () => {
    const { read, refused, seen, gate } = gateUnderTest();
    const codes = await settle(Array.from({ length: 20 }, () => read()));
    expect(codeCounts(codes)).toEqual({ ok: 5, OVERLOADED: 15 });
    expect(seen).toMatchObject({ most: 3, calls: 5 });
    expect(refused).toEqual(Array(15).fill("reads-full"));
    expect(gate.pressure().reads).toEqual({ underWay: 0, waiting: 0 });
  });

  it("gives back the place of a read that fails", async () => {
    const { gate } = gateUnderTest();
    for (let turn = 0; turn < 10; turn += 1) {
      const failing = gate.read("AdminGetUser", {}, () =>
        Promise.reject(new GatewayError("USER_NOT_FOUND")),
      );
      await expect(failing).rejects.toMatchObject({ code: "USER_NOT_FOUND" });
    }
    expect(gate.pressure().reads.underWay).toBe(0);
  });

  it("lets a write in, and its reads, while reads have taken all that is theirs", async () => {
    const { gate, read, work } = gateUnderTest();
    const flood = settle(Array.from({ length: 20 }, () => read()));
    const write = (async () => {
      const leave = await gate.enterWrite();
      await read(true);
      await gate.write("AdminSetUserPassword", work);
      leave();
    })();
    expect(await settle([write], 250)).toEqual(["ok"]);
    await flood;
  });

  it("bounds the writes under way, with all their calls", async () => {
    const { gate, read, refused, seen } = gateUnderTest();
    const write = async () => {
      const leave = await gate.enterWrite();
      await read(true);
      leave();
    };
    const codes = await settle([write(), write(), write(), write(), write()]);
    expect(codeCounts(codes)).toEqual({ ok: 3, OVERLOADED: 2 });
    expect(seen.most).toBe(2);
    expect(refused).toEqual(["writes-full", "writes-full"]);
  });

  it("makes calls wait for their turn in the quota, and refuses at once what would wait too long", async () => {
    const { read, refused, seen } = gateUnderTest({ UserRead: 1 });
    const codes = await settle(Array.from({ length: 4 }, () => read()));
    expect(codeCounts(codes)).toEqual({ ok: 2, RATE_LIMITED: 2 });
    expect(seen.calls).toBe(2);
    expect(refused).toEqual(["quota", "quota"]);
  });

  it("uses up no turn for a read that finds no place", async () => {
    const { gate, read, shares } = gateUnderTest({ UserRead: 10 });
    const codes = settle(Array.from({ length: 20 }, () => read()));
    await jest.advanceTimersByTimeAsync(500);
    expect(codeCounts(await codes)).toEqual({ ok: 5, OVERLOADED: 15 });
    expect(gate.pressure().reads).toEqual({ underWay: 0, waiting: 0 });
    expect(shares.byCategory.get("UserRead")?.refused).toBe(0);
    const again = settle(
      Array.from({ length: 5 }, () => read()),
      300,
    );
    expect(codeCounts(await again)).toEqual({ ok: 5 });
  });

  it("lets the reads of a write have the next turn of a quota that others wait for", async () => {
    const { gate } = gateUnderTest({ UserRead: 1 });
    const served: string[] = [];
    const reading = (name: string, isForWrite: boolean) =>
      gate.read("AdminGetUser", { isForWrite }, async () => void served.push(name));
    await reading("first", false);
    const codes = await settle([reading("other", false), reading("of a write", true)]);
    expect(codes).toEqual(["RATE_LIMITED", "ok"]);
    expect(served).toEqual(["first", "of a write"]);
  });

  it("refuses a write without a turn as one that was never sent", async () => {
    const { gate, work, seen } = gateUnderTest({ UserAccountRecovery: 1 });
    const write = () => gate.write("AdminSetUserPassword", work);
    const first = [write(), write()];
    await expect(write()).rejects.toMatchObject({
      code: "RATE_LIMITED",
      details: { outcome: "NOT_APPLIED", retryAfterMs: 2000 },
    });
    expect(await settle(first)).toEqual(["ok", "ok"]);
    expect(seen.calls).toBe(2);
  });

  it("asks nothing and lets no write in while the pool does not answer", async () => {
    const { gate, read, refused, seen } = gateUnderTest();
    const failing = () =>
      gate.read("AdminGetUser", {}, () => Promise.reject(new GatewayError("UPSTREAM_ERROR")));
    for (let turn = 0; turn < gateLimits.breakerFaults; turn += 1) await failing().catch(() => 0);
    const unavailable = { code: "UPSTREAM_UNAVAILABLE", details: { retryAfterMs: 2000 } };
    await expect(read()).rejects.toMatchObject(unavailable);
    await expect(gate.enterWrite()).rejects.toMatchObject(unavailable);
    expect(gate.pressure().breaker).toBe("open");
    expect(refused).toEqual(["breaker", "breaker"]);
    expect(seen.calls).toBe(0);
  });
});

describe("a batch", () => {
  const inMs = (ms: number) => performance.now() + ms;

  it("is let in as a whole, and yields to whoever asks meanwhile", async () => {
    const { gate } = gateUnderTest({ UserRead: 4 });
    const served: string[] = [];
    const batch = gate.admitBatch("AdminGetUser", 12, inMs(10_000));
    const reading = (name: string, options: object) =>
      gate.read("AdminGetUser", options, async () => void served.push(name));
    const reads = Array.from({ length: 12 }, () => reading("batch", { batch }));
    await jest.advanceTimersByTimeAsync(100);
    const single = reading("single", {});
    expect(await settle([...reads, single], 10_000)).toEqual(Array(13).fill("ok"));
    expect(served.indexOf("single")).toBeLessThan(6);
  });

  it("whose last turn would come too late is refused at once, and holds nothing", async () => {
    const { gate, refused, shares } = gateUnderTest({ UserRead: 4 });
    expect(() => gate.admitBatch("AdminGetUser", 100, inMs(1000))).toThrow(
      expect.objectContaining({ code: "RATE_LIMITED" }) as Error,
    );
    expect(refused).toEqual(["quota"]);
    expect(shares.byCategory.get("UserRead")?.waiting("batch")).toBe(0);
  });

  it("is not let in while the pool does not answer", async () => {
    const { gate } = gateUnderTest();
    for (let turn = 0; turn < gateLimits.breakerFaults; turn += 1) {
      const failing = () => Promise.reject(new GatewayError("UPSTREAM_ERROR"));
      await gate.read("AdminGetUser", {}, failing).catch(() => 0);
    }
    expect(() => gate.admitBatch("AdminGetUser", 1, inMs(1000))).toThrow(
      expect.objectContaining({ code: "UPSTREAM_UNAVAILABLE" }) as Error,
    );
  });
});
