import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  DescribeUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CognitoCall } from "../../../src/cognito/calls/call.js";
import { setPassword } from "../../../src/cognito/calls/user-writes.js";
import { PoolGate } from "../../../src/cognito/gate/pool-gate.js";
import { deadlineOf } from "../../../src/cognito/transport/deadline.js";
import type { SdkClients } from "../../../src/cognito/transport/sdk-client.js";
import { UserPool } from "../../../src/cognito/user-pool.js";
import { UserPools } from "../../../src/cognito/user-pools.js";
import { gateLimits } from "../../support/gate-limits.js";

const settings = { alias: "customers", id: "eu-west-1_A", region: "eu-west-1" };
const unknownUser = Object.assign(new Error("x"), { name: "UserNotFoundException" });
const fault = Object.assign(new Error("x"), { name: "InternalErrorException" });

/** A gate that lets everything in. */
const openGate = () =>
  new PoolGate(gateLimits, { account: "", byCategory: new Map() }, () => undefined);

/** A pool whose clients answer what they are told to, at a time that stands still until it is moved. */
function poolUnderTest() {
  const reads = jest.fn<Promise<unknown>, [command: { input: object }]>();
  const writes = jest.fn<Promise<unknown>, [command: { input: object }]>();
  const destroy = jest.fn();
  const clients = { reads: { send: reads }, writes: { send: writes }, destroy };
  const clock = { now: 0 };
  const calls: CognitoCall[] = [];
  const pool = new UserPool(
    settings,
    clients as unknown as SdkClients,
    {
      deadlines: { readAttemptTimeoutMs: 500, readDeadlineMs: 1000, writeDeadlineMs: 1000 },
      sweepLimits: { sweptUsers: 1000, sweptUserMaxAgeMs: 1000 },
      descriptionMaxAgeMs: 60_000,
      observe: (finished) => void calls.push(finished),
      now: () => clock.now,
    },
    openGate(),
  );
  return { pool, reads, writes, destroy, clock, calls };
}

describe("getUser", () => {
  it("asks AdminGetUser of the read client", async () => {
    const { pool, reads, writes } = poolUnderTest();
    const email = { Name: "email", Value: "Ann@Example.com" };
    reads.mockResolvedValueOnce({
      Username: "ann",
      UserStatus: "CONFIRMED",
      UserAttributes: [email],
    });
    expect(await pool.users.get("ann@example.com")).toMatchObject({ username: "ann" });
    const command = reads.mock.calls[0]?.[0];
    expect(command).toBeInstanceOf(AdminGetUserCommand);
    expect(command?.input).toEqual({ UserPoolId: "eu-west-1_A", Username: "ann@example.com" });
    expect(writes).not.toHaveBeenCalled();
  });

  it("is null for an unknown user and fails for anything else", async () => {
    const { pool, reads, calls } = poolUnderTest();
    reads.mockRejectedValueOnce(unknownUser).mockRejectedValueOnce(fault);
    expect(await pool.users.get("ghost")).toBeNull();
    await expect(pool.users.get("ann")).rejects.toMatchObject({ code: "UPSTREAM_ERROR" });
    expect(calls.map(({ result }) => result)).toEqual(["USER_NOT_FOUND", "UPSTREAM_ERROR"]);
  });

  it.each([
    ["somebody else", { Username: "bob" }],
    [
      "somebody who has the name where it is no alias",
      { Username: "bob", UserAttributes: [{ Name: "nickname", Value: "ann" }] },
    ],
  ])("takes an answer about %s for a fault", async (_who, answer) => {
    const { pool, reads } = poolUnderTest();
    reads.mockResolvedValueOnce({ ...answer, UserStatus: "CONFIRMED" });
    await expect(pool.users.get("ann")).rejects.toMatchObject({ code: "UPSTREAM_ERROR" });
  });

  it.each([
    ["Ann", { Username: "ann" }],
    ["s-1", { Username: "x", UserAttributes: [{ Name: "sub", Value: "s-1" }] }],
    ["+44", { Username: "x", UserAttributes: [{ Name: "phone_number", Value: "+44" }] }],
    ["ann", { Username: "x", UserAttributes: [{ Name: "preferred_username", Value: "Ann" }] }],
  ])("finds who is named %s", async (name, answer) => {
    const { pool, reads } = poolUnderTest();
    reads.mockResolvedValueOnce({ ...answer, UserStatus: "CONFIRMED" });
    expect(await pool.users.get(name)).toMatchObject({ username: answer.Username });
  });

  it("takes an answer without a user for a fault", async () => {
    const { pool, reads } = poolUnderTest();
    reads.mockResolvedValueOnce({});
    await expect(pool.users.get("ann")).rejects.toMatchObject({ code: "UPSTREAM_ERROR" });
  });
});

describe("getGroupsOf", () => {
  it.each([[{}], [{ Groups: null }], [{ Groups: "none" }]])(
    "takes %j, an answer without a list, for a fault and not for a user without groups",
    async (answer) => {
      const { pool, reads } = poolUnderTest();
      reads.mockResolvedValueOnce(answer);
      await expect(pool.groups.ofUser("ann")).rejects.toMatchObject({ code: "UPSTREAM_ERROR" });
    },
  );

  it("takes a group without a name for a fault: its members could not be judged", async () => {
    const { pool, reads } = poolUnderTest();
    reads.mockResolvedValueOnce({ Groups: [{ Description: "of whom?" }] });
    await expect(pool.groups.ofUser("ann")).rejects.toMatchObject({ code: "UPSTREAM_ERROR" });
  });

  it("believes an empty list", async () => {
    const { pool, reads } = poolUnderTest();
    reads.mockResolvedValueOnce({ Groups: [] });
    expect(await pool.groups.ofUser("ann")).toEqual([]);
  });

  it("reads to the last page", async () => {
    const { pool, reads } = poolUnderTest();
    reads
      .mockResolvedValueOnce({ Groups: [{ GroupName: "buyers" }], NextToken: "2" })
      .mockResolvedValueOnce({ Groups: [], NextToken: "3" })
      .mockResolvedValueOnce({ Groups: [{ GroupName: "staff" }] });
    const groups = await pool.groups.ofUser("ann");
    expect(groups.map(({ name }) => name)).toEqual(["buyers", "staff"]);
    const tokens = reads.mock.calls.map(
      ([{ input }]) => (input as { NextToken?: string }).NextToken,
    );
    expect(tokens).toEqual([undefined, "2", "3"]);
  });

  it("fails rather than to tell a part of them, when there is no end of pages", async () => {
    const { pool, reads } = poolUnderTest();
    reads.mockResolvedValue({ Groups: [{ GroupName: "buyers" }], NextToken: "more" });
    await expect(pool.groups.ofUser("ann")).rejects.toMatchObject({ code: "UPSTREAM_ERROR" });
    expect(reads).toHaveBeenCalledTimes(10);
  });
});

describe("setUserPassword", () => {
  it.each([true, false])(
    "sends all four members, permanent: %s, by the write client",
    async (permanent) => {
      const { pool, reads, writes } = poolUnderTest();
      writes.mockResolvedValueOnce({});
      await pool.write(setPassword("ann", "S3cret-Passw0rd", permanent));
      const command = writes.mock.calls[0]?.[0];
      expect(command).toBeInstanceOf(AdminSetUserPasswordCommand);
      expect(command?.input).toEqual({
        UserPoolId: "eu-west-1_A",
        Username: "ann",
        Password: "S3cret-Passw0rd",
        Permanent: permanent,
      });
      expect(reads).not.toHaveBeenCalled();
    },
  );

  it("that fails before it is handed over to the network has changed nothing", async () => {
    const { pool, writes } = poolUnderTest();
    writes.mockRejectedValue(new TypeError("Not to be serialized."));
    await expect(pool.write(setPassword("ann", "x", true))).rejects.toMatchObject({
      details: { outcome: "NOT_APPLIED" },
    });
  });

  it("is sent once, whatever happens", async () => {
    const { pool, writes } = poolUnderTest();
    writes.mockImplementation(({ input }) => {
      deadlineOf(input)?.sent();
      return Promise.reject(fault);
    });
    await expect(pool.write(setPassword("ann", "x", true))).rejects.toMatchObject({
      code: "UPSTREAM_ERROR",
      details: { outcome: "UNKNOWN" },
    });
    expect(writes).toHaveBeenCalledTimes(1);
  });
});

describe("describe", () => {
  const answer = { UserPool: { Name: "Customers" } };

  it("asks once for many callers at a time", async () => {
    const { pool, reads } = poolUnderTest();
    reads.mockResolvedValue(answer);
    const all = await Promise.all(Array.from({ length: 10 }, () => pool.description.get()));
    expect(all[9]).toMatchObject({ name: "Customers" });
    expect(reads).toHaveBeenCalledTimes(1);
    expect(reads.mock.calls[0]?.[0]).toBeInstanceOf(DescribeUserPoolCommand);
  });

  it("believes an answer for as long as configured and not longer", async () => {
    const { pool, reads, clock } = poolUnderTest();
    reads.mockResolvedValue(answer);
    await pool.description.get();
    clock.now = 60_000;
    await pool.description.get();
    expect(reads).toHaveBeenCalledTimes(1);
    clock.now = 60_001;
    await pool.description.get();
    expect(reads).toHaveBeenCalledTimes(2);
    clock.now = 120_000;
    await pool.description.get();
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it("does not believe an answer for longer because the clock was set back", async () => {
    const { pool, reads, clock } = poolUnderTest();
    reads.mockResolvedValue(answer);
    clock.now = 3_600_000;
    await pool.description.get();
    clock.now = 0;
    await pool.description.get();
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it("does not keep a failure", async () => {
    const { pool, reads } = poolUnderTest();
    reads.mockRejectedValueOnce(fault).mockResolvedValueOnce(answer);
    await expect(pool.description.get()).rejects.toMatchObject({ code: "UPSTREAM_ERROR" });
    expect(await pool.description.get()).toMatchObject({ name: "Customers" });
  });

  it("answers an older question that fails late with the newer answer, and keeps that", async () => {
    const { pool, reads } = poolUnderTest();
    let fail: (error: Error) => void = () => undefined;
    reads.mockReturnValueOnce(
      new Promise((_resolve, reject) => {
        fail = reject;
      }),
    );
    reads.mockResolvedValueOnce(answer);
    const older = pool.description.get();
    pool.description.forget();
    await pool.description.get();
    fail(fault);
    expect(await older).toMatchObject({ name: "Customers" });
    await pool.description.get();
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it("asks again once it is told to forget", async () => {
    const { pool, reads } = poolUnderTest();
    reads.mockResolvedValue(answer);
    await pool.description.get();
    pool.description.forget();
    await pool.description.get();
    expect(reads).toHaveBeenCalledTimes(2);
  });

  it("takes an answer without a pool for a fault", async () => {
    const { pool, reads } = poolUnderTest();
    reads.mockResolvedValueOnce({});
    await expect(pool.description.get()).rejects.toMatchObject({ code: "UPSTREAM_ERROR" });
  });
});

describe("UserPools", () => {
  it("finds a pool by id and alias, exactly, and no other", () => {
    const { pool, destroy } = poolUnderTest();
    const pools = new UserPools([pool]);
    expect(pools.find("eu-west-1_A")).toBe(pool);
    expect(pools.find("customers")).toBe(pool);
    for (const name of ["", "Customers", "EU-WEST-1_A", "eu-west-1_B", "__proto__", "toString"]) {
      expect(pools.find(name)).toBeNull();
    }
    pools.close();
    expect(destroy).toHaveBeenCalledTimes(1);
  });
});
