import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OwnerLock } from "../../../../src/audit/journal/owner-lock.js";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  path = join(folder, "lock");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

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
    await other.release();
    await lock.release();
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
