import type { Shipment } from "../../../../src/audit/sinks/audit-sink.js";
import { Shipper, type ShipperObserver } from "../../../../src/audit/sinks/shipper.js";

/** Keeps how many lines were lost each time. */
const counting = (lost: number[]): ShipperObserver => ({
  onNotShipped: (_sink, lines) => lost.push(lines),
});

describe("Shipper", () => {
  it("writes one batch at a time, in order, and what comes meanwhile together", async () => {
    const batches: string[][] = [];
    let release: () => void = () => undefined;
    const write = (lines: readonly string[]) => {
      batches.push([...lines]);
      return new Promise<Shipment>((resolve) => {
        release = () => {
          resolve({ settled: lines.length, lost: 0 });
        };
      });
    };
    const shipper = new Shipper({ name: "slow", isTriedAgain: false, write }, {});
    shipper.ship(["1"]);
    shipper.ship(["2"]);
    shipper.ship(["3"]);
    expect(batches).toEqual([["1"]]);
    release();
    await new Promise((resolve) => setImmediate(resolve));
    expect(batches).toEqual([["1"], ["2", "3"]]);
    release();
    await shipper.idle();
  });

  it("keeps 10,000 lines for a sink that is stuck, and counts what is more", () => {
    const lost: number[] = [];
    const write = () => new Promise<Shipment>(() => undefined);
    const shipper = new Shipper({ name: "stuck", isTriedAgain: false, write }, counting(lost));
    shipper.ship(["first"]);
    shipper.ship(Array.from({ length: 9_999 }, String));
    expect(lost).toEqual([]);
    shipper.ship(["a", "b", "c"]);
    shipper.ship(["d"]);
    expect(lost).toEqual([3, 1]);
  });

  it("keeps 16 MiB for a sink that is stuck", () => {
    const lost: number[] = [];
    const write = () => new Promise<Shipment>(() => undefined);
    const shipper = new Shipper({ name: "stuck", isTriedAgain: false, write }, counting(lost));
    const line = "x".repeat(1024 * 1024);
    shipper.ship(Array.from({ length: 20 }, () => line));
    expect(lost).toEqual([4]);
  });

  it("goes on behind a write that failed or threw", async () => {
    const lost: number[] = [];
    const taken: string[] = [];
    const write = (lines: readonly string[]) => {
      if (taken.length === 0) {
        taken.push("-");
        throw new Error("no");
      }
      taken.push(...lines);
      return Promise.resolve({ settled: lines.length, lost: 0 });
    };
    const shipper = new Shipper({ name: "odd", isTriedAgain: false, write }, counting(lost));
    shipper.ship(["1"]);
    await shipper.idle();
    shipper.ship(["2"]);
    await shipper.idle();
    expect([lost, taken]).toEqual([[1], ["-", "2"]]);
  });

  it("offers what a sink could not take again, in order, and tells the first failure and the end of it", async () => {
    const told: string[] = [];
    const taken: string[] = [];
    let failures = 3;
    const write = async (lines: readonly string[]) => {
      failures -= 1;
      if (failures >= 0) throw Object.assign(new Error("away"), { name: `Away${failures}` });
      taken.push(...lines.slice(0, 1));
      return { settled: 1, lost: 0 };
    };
    const shipper = new Shipper(
      { name: "far", isTriedAgain: true, write },
      {
        onNotShipped: () => told.push("lost"),
        onShippingFailure: (_sink, error) => told.push((error as Error).name),
        onShippedAgain: () => told.push("again"),
      },
    );
    shipper.ship(["1", "2"]);
    shipper.hurry();
    await shipper.idle();
    expect([taken, told]).toEqual([
      ["1", "2"],
      ["Away2", "again"],
    ]);
  });

  it("counts what still waits at its end, and nothing twice", async () => {
    const lost: number[] = [];
    const write = (_lines: readonly string[], signal: AbortSignal) =>
      new Promise<Shipment>((_resolve, reject) => {
        signal.onabort = () => {
          reject(new Error("aborted"));
        };
      });
    const shipper = new Shipper({ name: "slow", isTriedAgain: true, write }, counting(lost));
    shipper.ship(["1", "2"]);
    shipper.end();
    await shipper.idle();
    shipper.ship(["3"]);
    expect(lost).toEqual([2, 1]);
  });

  it("prepares a sink before anything is sent to it, and tries again if that fails", async () => {
    const steps: string[] = [];
    const shipper = new Shipper(
      {
        name: "far",
        isTriedAgain: true,
        prepare: async () => {
          steps.push("prepare");
          if (steps.length === 1) throw new Error("not yet");
        },
        write: async (lines) => {
          steps.push(...lines);
          return { settled: lines.length, lost: 0 };
        },
      },
      {},
    );
    shipper.ship(["1"]);
    await shipper.idle();
    expect(steps).toEqual(["prepare", "prepare", "1"]);
  });

  it("waits for no sink that cannot be prepared when there is nothing for it", async () => {
    const prepare = () => Promise.reject(new Error("never"));
    const write = async () => ({ settled: 0, lost: 0 });
    const shipper = new Shipper({ name: "far", isTriedAgain: true, prepare, write }, {});
    shipper.hurry();
    await expect(shipper.idle()).resolves.toBeUndefined();
  });
});
