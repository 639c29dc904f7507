import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileSystem, nodeFileSystem } from "../../../../src/audit/journal/file-system.js";
import { OwnerLock } from "../../../../src/audit/journal/owner-lock.js";
import { MemoryDisk, MemoryProcess } from "../../../support/memory-disk.js";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  path = join(folder, "lock");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Every three steps between which the other process goes on. */
const switchesUpTo = (most: number): number[][] => {
  const steps = Array.from({ length: most }, (_, index) => index);
  return steps.flatMap((one) =>
    steps.slice(one + 1).flatMap((two) => steps.slice(two + 1).map((three) => [one, two, three])),
  );
};

/** Lets two processes take a dead lock, step by step; the other one goes on at each switch. */
async function race(begins: number, switches: readonly number[]): Promise<void> {
  const disk = new MemoryDisk();
  disk.make("/log/lock");
  const going = new Map<number, () => void>();
  const takers = [0, 1].map((index) => {
    const turn = () => new Promise<void>((resolve) => going.set(index, resolve));
    return OwnerLock.take("/log/lock", new MemoryProcess(disk, turn)).catch(() => null);
  });
  let present = begins;
  await new Promise(setImmediate);
  for (let step = 0; going.size > 0; step += 1) {
    if (switches.includes(step)) present = 1 - present;
    // Whichever has come to its end leaves the rest to the other.
    const index = going.has(present) ? present : 1 - present;
    const go = going.get(index);
    going.delete(index);
    go?.();
    await new Promise(setImmediate);
  }
  const winners = (await Promise.all(takers)).filter((lock) => lock !== null).length;
  const isAnswered = disk.find("/log/lock").listener !== undefined;
  const names = [...disk.names.keys()];
  expect({ begins, switches, winners, isAnswered, names }).toEqual({
    ...{ begins, switches, winners: 1, isAnswered: true, names: ["/log/lock"] },
  });
}

describe("OwnerLock", () => {
  it("is held by one, and free after", async () => {
    const lock = await OwnerLock.take(path);
    await expect(OwnerLock.take(path)).rejects.toThrow("is held by another process");
    expect(await lock.isHeld()).toBe(true);
    await lock.release();
    expect(existsSync(path)).toBe(false);
    await (await OwnerLock.take(path)).release();
  });

  it("takes over what nobody answers at", async () => {
    writeFileSync(path, "");
    const lock = await OwnerLock.take(path);
    expect(await lock.isHeld()).toBe(true);
    await lock.release();
  });

  it("is lost to whoever has put another in its place", async () => {
    const lock = await OwnerLock.take(path);
    renameSync(path, `${path}.away`);
    const other = await OwnerLock.take(path);
    expect([await lock.isHeld(), await other.isHeld()]).toEqual([false, true]);
    // The end of the process that has lost it takes nothing from the one that has it.
    await lock.release();
    expect(await other.isHeld()).toBe(true);
    await expect(OwnerLock.take(path)).rejects.toThrow("is held by another process");
    await other.release();
    expect(readdirSync(folder)).toEqual(["lock.away"]);
  });

  it("gives it back to a process that took it while it was found dead", async () => {
    writeFileSync(path, "");
    let winner: OwnerLock | undefined;
    const files: FileSystem = {
      ...nodeFileSystem,
      knock: (at) =>
        nodeFileSystem.knock(at).catch(async (error: unknown) => {
          winner ??= await OwnerLock.take(path);
          throw error;
        }),
    };
    await expect(OwnerLock.take(path, files)).rejects.toThrow("is held by another process");
    expect(await winner?.isHeld()).toBe(true);
    await winner?.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is taken by one of two who find it dead, in whichever order they go on", async () => {
    for (const begins of [0, 1]) {
      for (const switches of switchesUpTo(16)) await race(begins, switches);
    }
  });

  it("has a path that every system takes", async () => {
    await expect(OwnerLock.take(join(folder, "x".repeat(100)))).rejects.toThrow("is too long");
  });

  it("says why it cannot be made", async () => {
    // libuv says this of a folder that is not there, too.
    const problem = "cannot be made: EACCES";
    await expect(OwnerLock.take(join(folder, "nowhere", "lock"))).rejects.toThrow(problem);
  });
});
