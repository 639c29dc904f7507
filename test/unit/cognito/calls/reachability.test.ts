import { Reachability } from "../../../../src/cognito/calls/reachability.js";
import type { CognitoOperation } from "../../../../src/cognito/records/operations.js";
import type { ErrorCode } from "../../../../src/errors/error-codes.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";

let now: number;
let outcome: "OK" | ErrorCode;
let reachability: Reachability;

const ask = jest.fn(async () => {
  await Promise.resolve();
  note(outcome, "DescribeUserPool");
  if (outcome !== "OK") throw new GatewayError(outcome);
});

const note = (result: "OK" | ErrorCode, operation: CognitoOperation = "AdminGetUser") => {
  reachability.note({ operation, result });
};

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
    note("USER_NOT_FOUND");
    await reachability.check();
    expect([reachability.isReachable, ask.mock.calls.length]).toEqual([true, 0]);
  });

  it("is reachable when it throttles", async () => {
    outcome = "THROTTLED";
    await reachability.check();
    expect(reachability.isReachable).toBe(true);
  });

  it("stays reachable after a call that failed, until it does not answer the check either", async () => {
    note("OK");
    note("UPSTREAM_TIMEOUT");
    expect(reachability.isReachable).toBe(true);
    outcome = "UPSTREAM_TIMEOUT";
    await reachability.check();
    expect(reachability.isReachable).toBe(false);
    note("OK");
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

  it.each([
    ["GATEWAY_MISCONFIGURED", "REFUSED"],
    ["POOL_NOT_FOUND", "POOL_NOT_FOUND"],
    ["OPERATION_REFUSED", "REFUSED"],
    ["UPSTREAM_UNAVAILABLE", "NO_ANSWER"],
  ] as const)("that answers the check with %s is not reachable: %s", async (code, reason) => {
    expect(reachability.failureReason).toBeNull();
    outcome = code;
    await reachability.check();
    expect([reachability.isReachable, reachability.failureReason]).toEqual([false, reason]);
    outcome = "OK";
    now += 5000;
    await reachability.check();
    expect([reachability.isReachable, reachability.failureReason]).toEqual([true, null]);
  });

  it.each([
    ["AdminSetUserPassword", "GATEWAY_MISCONFIGURED"],
    ["ListUsers", "GATEWAY_MISCONFIGURED"],
    ["AdminGetUser", "POOL_NOT_FOUND"],
  ] as const)("whose %s is refused with %s is checked, and stays", async (operation, result) => {
    note("OK");
    note(result, operation);
    await reachability.check();
    expect([reachability.isReachable, ask.mock.calls.length]).toEqual([true, 1]);
  });

  it("that refuses the check is not made reachable by what it allows, nor by silence between", async () => {
    outcome = "GATEWAY_MISCONFIGURED";
    await reachability.check();
    note("OK", "AdminGetUser");
    expect(reachability.isReachable).toBe(false);
    outcome = "UPSTREAM_TIMEOUT";
    now += 5000;
    await reachability.check();
    note("OK", "AdminGetUser");
    expect(reachability.isReachable).toBe(false);
    note("OK", "DescribeUserPool");
    expect(reachability.isReachable).toBe(true);
  });

  it("stays when the check was not let through by our own gate", async () => {
    note("OK");
    note("GATEWAY_MISCONFIGURED", "AdminSetUserPassword");
    ask.mockRejectedValueOnce(new GatewayError("OVERLOADED"));
    await reachability.check();
    expect(reachability.isReachable).toBe(true);
  });
});
