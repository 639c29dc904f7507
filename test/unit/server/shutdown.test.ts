import { InFlight } from "../../../src/server/in-flight.js";
import { stopInOrder } from "../../../src/server/shutdown.js";

/** All that has to be stopped, with what happened to it in order. */
function partsUnderTest(deadlineMs: number, { listening = false } = {}) {
  const order: string[] = [];
  const note = (what: string) => () => void order.push(what);
  const noteLater = (what: string) => async () => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push(what);
  };
  const hostNamed = (name: string) => ({
    close: noteLater(`${name} closed`),
    server: { listening, closeAllConnections: note(`${name}'s connections`) },
  });
  const inFlight = new InFlight();
  const parts = {
    host: hostNamed("host"),
    adminHost: hostNamed("admin host"),
    inFlight,
    apollo: { stop: noteLater("apollo stopped") },
    audit: { close: noteLater("audit log closed") },
    pools: { close: note("clients closed") },
    deadlineMs,
  };
  const stop = () => stopInOrder(parts as unknown as Parameters<typeof stopInOrder>[0]);
  return { order, inFlight, stop };
}

const afterwards = [
  "host's connections",
  "admin host's connections",
  "admin host closed",
  "apollo stopped",
  "audit log closed",
  "clients closed",
];

describe("stopInOrder", () => {
  it("takes nothing from what is under way; the audit log and then the clients go last", async () => {
    const { order, inFlight, stop } = partsUnderTest(60_000);
    const leave = inFlight.enter();
    const stopped = stop();
    for (let turn = 0; turn < 5; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(order).toEqual(["host closed"]);
    leave();
    await stopped;
    expect(order).toEqual(["host closed", ...afterwards]);
  });

  it("listens on while requests keep coming, and no longer than a quarter of the deadline", async () => {
    const { order, inFlight, stop } = partsUnderTest(4000, { listening: true });
    const stopped = stop();
    const comers = setInterval(() => {
      inFlight.enter()();
    }, 50);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(order).toEqual([]);
    await stopped;
    clearInterval(comers);
    expect(order).toEqual(["host closed", ...afterwards]);
  });

  it("waits no longer than the deadline", async () => {
    const { order, inFlight, stop } = partsUnderTest(1);
    inFlight.enter();
    await stop();
    expect(order).toEqual(["host closed", ...afterwards]);
  });
});
