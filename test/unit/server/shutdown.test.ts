import { InFlight } from "../../../src/server/load/in-flight.js";
import { stopInOrder } from "../../../src/server/shutdown.js";

/** All that has to be stopped, with what happened to it in order. */
function partsUnderTest(deadlineMs: number, { listening = false } = {}) {
  const order: string[] = [];
  const note = (what: string) => () => void order.push(what);
  const noteLater = (what: string) => async () => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push(what);
  };
  /** Like a server of Node: it accepts nobody from the call on, and is closed when its last connection is. */
  const hostNamed = (name: string) => {
    let endLast: () => void;
    const lastEnded = new Promise<void>((resolve) => {
      endLast = resolve;
    });
    return {
      close: async () => {
        order.push(`${name} closes`);
        await lastEnded;
        await noteLater(`${name} closed`)();
      },
      server: {
        listening,
        closeAllConnections: () => {
          endLast();
        },
      },
    };
  };
  const inFlight = new InFlight();
  const parts = {
    host: hostNamed("host"),
    adminHost: hostNamed("admin host"),
    inFlight,
    apollo: { stop: noteLater("apollo stopped") },
    audit: { close: noteLater("audit log closed") },
    pools: { close: note("clients closed") },
    output: { flush: noteLater("log flushed") },
    deadlineMs,
  };
  const stop = () => stopInOrder(parts as unknown as Parameters<typeof stopInOrder>[0]);
  return { order, inFlight, stop };
}

const afterwards = [
  "host closed",
  "admin host closes",
  "admin host closed",
  "apollo stopped",
  "audit log closed",
  "clients closed",
  "log flushed",
];

describe("stopInOrder", () => {
  it("takes nothing from what is under way; the audit log, the clients and then the log go last", async () => {
    const { order, inFlight, stop } = partsUnderTest(60_000);
    const leave = inFlight.enter();
    const stopped = stop();
    for (let turn = 0; turn < 5; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(order).toEqual(["host closes"]);
    leave();
    await stopped;
    expect(order).toEqual(["host closes", ...afterwards]);
  });

  it("listens on while requests keep coming, and no longer than a quarter of the deadline", async () => {
    const deadlineMs = 4000;
    const { order, inFlight, stop } = partsUnderTest(deadlineMs, { listening: true });
    let closesAt = Infinity;
    const comers = setInterval(() => {
      inFlight.enter()();
      if (order.length > 0) {
        closesAt = Math.min(closesAt, performance.now());
      }
    });
    const startedAt = performance.now();
    await stop();
    clearInterval(comers);
    expect(closesAt - startedAt).toBeGreaterThan(deadlineMs / 4 - 1);
    expect(closesAt - startedAt).toBeLessThan(deadlineMs);
    expect(order).toEqual(["host closes", ...afterwards]);
  });

  it("waits no longer than the deadline", async () => {
    const { order, inFlight, stop } = partsUnderTest(1);
    inFlight.enter();
    await stop();
    expect(order).toEqual(["host closes", ...afterwards]);
  });
});
