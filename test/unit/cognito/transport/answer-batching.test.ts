import { setImmediate as turn } from "node:timers/promises";
import { resumeTogether } from "../../../../src/cognito/transport/answer-batching.js";

/** Hands on answers of such sizes, and tells which had gone on after each turn of the event loop. */
async function turnsOf(sizes: readonly number[]): Promise<number[][]> {
  const gone: number[] = [];
  for (const [index, bytes] of sizes.entries()) resumeTogether(bytes, () => void gone.push(index));
  expect(gone).toEqual([]);
  const turns: number[][] = [];
  while (gone.length < sizes.length) {
    const before = gone.length;
    await turn();
    turns.push(gone.slice(before));
  }
  return turns;
}

describe("resumeTogether", () => {
  it("lets small answers of a turn go on together", async () => {
    expect(await turnsOf([900, 900, 0, 900])).toEqual([[0, 1, 2, 3]]);
  });

  it("lets large answers go on one by one, in their order", async () => {
    expect(await turnsOf([30_000, 30_000, 30_000])).toEqual([[0], [1], [2]]);
  });

  it("lets fifty users go on by the dozen", async () => {
    const turns = await turnsOf(Array.from({ length: 50 }, () => 800));
    expect(turns.map(({ length }) => length)).toEqual([11, 11, 11, 11, 6]);
  });

  it("lets answers go on that come while others wait", async () => {
    const gone: string[] = [];
    const first = new Promise<void>((resolve) => {
      resumeTogether(9000, () => {
        gone.push("first");
        resumeTogether(1, () => void gone.push("third"));
        resolve();
      });
    });
    resumeTogether(1, () => void gone.push("second"));
    await first;
    expect(gone).toEqual(["first"]);
    await turn();
    expect(gone).toEqual(["first", "second", "third"]);
  });
});
