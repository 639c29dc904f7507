import { ProcessTargetLocks } from "../../../../src/graphql/request/process-target-locks.js";

/** Work that ends when it is told to. */
function work() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const begun = jest.fn(() => ended);
  return { begun, end };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("ProcessTargetLocks", () => {
  it("let one piece of work at a time happen to a target, and say who had to wait", async () => {
    const locks = new ProcessTargetLocks();
    const [first, second] = [work(), work()];
    const all = [locks.hold("ann", first.begun), locks.hold("ann", second.begun)];
    await nextTurn();
    expect([first.begun.mock.calls, second.begun.mock.calls]).toEqual([[[false]], []]);
    first.end();
    await nextTurn();
    expect(second.begun).toHaveBeenCalledWith(true);
    second.end();
    await Promise.all(all);
  });

  it("let the next one begin when the one before has failed", async () => {
    const locks = new ProcessTargetLocks();
    const failing = locks.hold("ann", () => Promise.reject(new Error("No.")));
    const next = locks.hold("ann", async (hasWaited) => hasWaited);
    await expect(failing).rejects.toThrow("No.");
    expect(await next).toBe(true);
  });

  it("let work on different targets happen at once", async () => {
    const locks = new ProcessTargetLocks();
    const one = work();
    const held = locks.hold("ann", one.begun);
    expect(await locks.hold("bob", async (hasWaited) => hasWaited)).toBe(false);
    one.end();
    await held;
  });

  it("are of one process: those of two exclude nobody from each other's target", async () => {
    const one = work();
    const held = new ProcessTargetLocks().hold("ann", one.begun);
    expect(await new ProcessTargetLocks().hold("ann", async (hasWaited) => hasWaited)).toBe(false);
    one.end();
    await held;
  });
});
