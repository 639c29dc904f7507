import { Shipper } from "../../../src/audit/shipper.js";

describe("Shipper", () => {
  it("writes one batch at a time, in order, and what comes meanwhile together", async () => {
    const batches: string[][] = [];
    let release: () => void = () => undefined;
    const write = (lines: readonly string[]) => {
      batches.push([...lines]);
      return new Promise<void>((resolve) => (release = resolve));
    };
    const shipper = new Shipper({ name: "slow", write }, () => undefined);
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
    const stuck = { name: "stuck", write: () => new Promise<void>(() => undefined) };
    const shipper = new Shipper(stuck, (_sink, lines) => lost.push(lines));
    shipper.ship(["first"]);
    shipper.ship(Array.from({ length: 9_999 }, String));
    expect(lost).toEqual([]);
    shipper.ship(["a", "b", "c"]);
    shipper.ship(["d"]);
    expect(lost).toEqual([2, 1]);
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
      return Promise.resolve();
    };
    const shipper = new Shipper({ name: "odd", write }, (_sink, lines) => lost.push(lines));
    shipper.ship(["1"]);
    await shipper.idle();
    shipper.ship(["2"]);
    await shipper.idle();
    expect([lost, taken]).toEqual([[1], ["-", "2"]]);
  });
});
