import { Reachability } from "../../../../src/cognito/calls/reachability.js";

let now: number;
let outcome: "OK" | "UPSTREAM_TIMEOUT" | "THROTTLED";
let reachability: Reachability;

const ask = jest.fn(async () => {
  await Promise.resolve();
  reachability.note(outcome);
  if (outcome !== "OK") throw new Error(outcome);
});

beforeEach(() => {
  now = 1_000_000;
  outcome = "OK";
  ask.mockClear();
  reachability = new Reachability(ask, () => now);
});

describe("a pool", () => {
  it("is not reachable before it has answered", async () => {
    expect(reachability.isReachable).toBe(false);
    await reachability.check();
    expect(reachability.isReachable).toBe(true);
  });

  it("that has answered somebody is not asked", async () => {
    reachability.note("USER_NOT_FOUND");
    await reachability.check();
    expect([reachability.isReachable, ask.mock.calls.length]).toEqual([true, 0]);
  });

  it("is reachable when it refuses or throttles", async () => {
    outcome = "THROTTLED";
    await reachability.check();
    expect(reachability.isReachable).toBe(true);
  });

  it("stays reachable after a call that failed, until it does not answer the check either", async () => {
    reachability.note("OK");
    reachability.note("UPSTREAM_TIMEOUT");
    expect(reachability.isReachable).toBe(true);
    outcome = "UPSTREAM_TIMEOUT";
    await reachability.check();
    expect(reachability.isReachable).toBe(false);
    reachability.note("OK");
    expect(reachability.isReachable).toBe(true);
  });

  it("is asked once at a time, and once in five seconds", async () => {
    outcome = "UPSTREAM_TIMEOUT";
    await Promise.all([reachability.check(), reachability.check()]);
    now += 4999;
    await reachability.check();
    expect(ask).toHaveBeenCalledTimes(1);
    now += 1;
    await reachability.check();
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
