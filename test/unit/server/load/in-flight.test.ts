import { InFlight } from "../../../../src/server/load/in-flight.js";

/** Whether a promise is settled, without waiting for it. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol("pending");
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe("InFlight", () => {
  it("is idle from the start", async () => {
    expect(await isSettled(new InFlight().idle())).toBe(true);
  });

  it("is idle once all have left, and tells everybody who waits", async () => {
    const inFlight = new InFlight();
    const leave = [inFlight.enter(), inFlight.enter()];
    const waiting = [inFlight.idle(), inFlight.idle()];
    leave[0]?.();
    expect(await isSettled(waiting[0]!)).toBe(false);
    leave[1]?.();
    expect(await isSettled(Promise.all(waiting))).toBe(true);
  });

  it("counts a leaving once, however often it is told", async () => {
    const inFlight = new InFlight();
    const leave = inFlight.enter();
    inFlight.enter();
    leave();
    leave();
    expect(await isSettled(inFlight.idle())).toBe(false);
  });

  it("can be busy again after it was idle", async () => {
    const inFlight = new InFlight();
    inFlight.enter()();
    const leave = inFlight.enter();
    const idle = inFlight.idle();
    expect(await isSettled(idle)).toBe(false);
    leave();
    expect(await isSettled(idle)).toBe(true);
  });

  it("covers a piece of work to its end, and hands on what became of it", async () => {
    const inFlight = new InFlight();
    let finish: (value: string) => void = () => undefined;
    const work = inFlight.during(
      () =>
        new Promise<string>((resolve) => {
          finish = resolve;
        }),
    );
    const idle = inFlight.idle();
    expect(await isSettled(idle)).toBe(false);
    finish("done");
    expect(await work).toBe("done");
    expect(await isSettled(idle)).toBe(true);
  });

  it("lets failed work leave as well", async () => {
    const inFlight = new InFlight();
    await expect(inFlight.during(() => Promise.reject(new Error("x")))).rejects.toThrow("x");
    expect(await isSettled(inFlight.idle())).toBe(true);
  });
});
