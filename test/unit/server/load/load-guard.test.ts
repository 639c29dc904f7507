import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { LoadGuard, watchProcess } from "../../../../src/server/load/load-guard.js";

function guardUnderTest(requestsInFlight: number) {
  const refused: string[] = [];
  const load = { eventLoopDelayMs: 0, heapUsedPercent: 0 };
  const pools = { areReadsFull: false };
  const guard = new LoadGuard(
    { requestsInFlight, eventLoopDelayMs: 100, heapUsedPercent: 90 },
    load,
    () => pools.areReadsFull,
    (reason) => refused.push(reason),
  );
  return { guard, load, pools, refused };
}

const overloaded = new GatewayError("OVERLOADED", { retryAfterMs: 1000 });

describe("LoadGuard", () => {
  it("serves as many requests at a time as configured, and refuses the others", async () => {
    const { guard, refused } = guardUnderTest(3);
    let most = 0;
    const ends: (() => void)[] = [];
    const work = () => {
      most = Math.max(most, guard.inFlight);
      return new Promise<void>((resolve) => ends.push(resolve));
    };
    const results = Promise.allSettled(Array.from({ length: 10 }, () => guard.during(work)));
    expect(() => {
      guard.check();
    }).toThrow(overloaded);
    for (const end of ends) end();
    const served = (await results).filter(({ status }) => status === "fulfilled");
    expect(served).toHaveLength(3);
    expect(most).toBe(3);
    expect(refused).toEqual(Array(8).fill("requests-in-flight"));
  });

  it("gives back the place of a request that fails", async () => {
    const { guard } = guardUnderTest(1);
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(guard.during(() => Promise.reject(new Error("x")))).rejects.toThrow("x");
    }
    expect(guard.inFlight).toBe(0);
    guard.check();
  });

  it("refuses while the event loop is late, and no longer", () => {
    const { guard, load, refused } = guardUnderTest(3);
    const check = () => {
      guard.check();
    };
    load.eventLoopDelayMs = 100;
    expect(check).not.toThrow();
    load.eventLoopDelayMs = 101;
    expect(check).toThrow(overloaded);
    load.eventLoopDelayMs = 20;
    expect(check).not.toThrow();
    expect(refused).toEqual(["event-loop"]);
  });

  it("refuses queries of users while no pool takes another read, and nothing else", () => {
    const { guard, pools, refused } = guardUnderTest(3);
    const queries = [
      '{ user(poolId: "a", username: "b") { status } }',
      "query($k: [UserKey!]!) { usersByKey(keys: $k) { id } }",
      "{ cognitoUsers { nodes { id } } }",
      "query($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
    ];
    const others = [
      "{ me { subject } }",
      'mutation($p: String!) { setUserPassword(poolId: "a", username: "b", password: $p, permanent: true) { status } }',
      "",
    ];
    for (const query of [...queries, ...others]) guard.checkQuery(query);
    pools.areReadsFull = true;
    for (const query of queries) {
      expect(() => {
        guard.checkQuery(query);
      }).toThrow(overloaded);
    }
    for (const query of others) guard.checkQuery(query);
    guard.check();
    expect(refused).toEqual(queries.map(() => "pools-full"));
  });

  it("refuses while the heap is nearly full, and no longer", () => {
    const { guard, load, refused } = guardUnderTest(3);
    const check = () => {
      guard.check();
    };
    load.heapUsedPercent = 90;
    expect(check).not.toThrow();
    load.heapUsedPercent = 90.1;
    expect(check).toThrow(overloaded);
    load.heapUsedPercent = 50;
    expect(check).not.toThrow();
    expect(refused).toEqual(["heap-full"]);
  });
});

describe("watchProcess", () => {
  it("tells how late the loop is and how full the heap, and stops", async () => {
    const load = watchProcess();
    expect([load.eventLoopDelayMs, load.heapUsedPercent]).toEqual([0, 0]);
    for (let turn = 0; turn < 400 && load.heapUsedPercent === 0; turn += 1) {
      const until = performance.now() + 30;
      while (performance.now() < until);
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(load.eventLoopDelayMs).toBeGreaterThan(10);
    expect(load.heapUsedPercent).toBeGreaterThan(0);
    expect(load.heapUsedPercent).toBeLessThan(100);
    load.stop();
  });

  it("does not call a loop late that had no CPU time", async () => {
    const load = watchProcess();
    const nobodyWrites = new Int32Array(new SharedArrayBuffer(4));
    for (let turn = 0; turn < 400 && load.heapUsedPercent === 0; turn += 1) {
      // To the loop that is the same as a pause of the process.
      Atomics.wait(nobodyWrites, 0, 0, 300);
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(load.heapUsedPercent).toBeGreaterThan(0);
    expect(load.eventLoopDelayMs).toBe(0);
    load.stop();
  });
});
