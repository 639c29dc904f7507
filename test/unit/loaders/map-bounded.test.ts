import { mapBounded } from "../../../src/loaders/map-bounded.js";

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("mapBounded", () => {
  it("keeps the order of the items, whichever is done first", async () => {
    const results = await mapBounded([3, 1, 2], 3, async (turns) => {
      for (let index = 0; index < turns; index += 1) await turn();
      return turns * 10;
    });
    expect(results).toEqual([30, 10, 20]);
  });

  it.each([
    [1, 10, 1],
    [3, 10, 3],
    [16, 10, 10],
    [4, 0, 0],
  ])("with a limit of %i has of %i items at most %i under way", async (limit, count, expected) => {
    let underWay = 0;
    let most = 0;
    const items = Array.from({ length: count }, (_, index) => index);
    const results = await mapBounded(items, limit, async (item) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await turn();
      underWay -= 1;
      return item;
    });
    expect(results).toEqual(items);
    expect(most).toBe(expected);
  });

  it("starts the next item as soon as one is done, not when a whole round is", async () => {
    const started: number[] = [];
    let release: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    const all = mapBounded([0, 1, 2, 3], 2, async (item) => {
      started.push(item);
      if (item === 0) await first;
    });
    await turn();
    expect(started).toEqual([0, 1, 2, 3]);
    release();
    await all;
  });

  it("maps items that are undefined", async () => {
    expect(await mapBounded([undefined, null], 1, async (item) => item)).toEqual([undefined, null]);
  });

  it("rejects as soon as one item does, and leaves no rejection unheard", async () => {
    const failing = mapBounded([1, 2, 3], 3, (item) => Promise.reject(new Error(String(item))));
    await expect(failing).rejects.toThrow("1");
    await turn();
  });
});
