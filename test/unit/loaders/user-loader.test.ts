import type { UserRecord } from "../../../src/cognito/records.js";
import type { UserPools } from "../../../src/cognito/user-pools.js";
import { toUserRecord } from "../../../src/cognito/user-record.js";
import { GatewayError } from "../../../src/errors/gateway-error.js";
import { createLoaders } from "../../../src/loaders/loaders.js";

const poolId = "eu-west-1_A";
const other = "eu-west-1_B";
const record = (
  username: string,
  status: "CONFIRMED" | "UNCONFIRMED" = "CONFIRMED",
  pool = poolId,
) => toUserRecord(pool, { Username: username, UserStatus: status });

/** Names under which the fake pool knows its users. */
const canonical: Readonly<Record<string, string>> = {
  ann: "ann",
  "ann@example.com": "ann",
  "sub-of-ann": "ann",
  bob: "bob",
};

function loaderUnderTest(concurrentLookups = 16, userKeys = 100) {
  const getUser = jest.fn(async (username: string, pool: string): Promise<UserRecord | null> => {
    const name = canonical[username];
    return name === undefined ? null : record(name, "CONFIRMED", pool);
  });
  const pools = {
    find: (id: string) => ({ getUser: (username: string) => getUser(username, id) }),
  } as unknown as UserPools;
  const { users } = createLoaders(pools, {
    concurrentLookups,
    userKeys,
    listPages: 10,
    listDeadlineMs: 60_000,
  });
  const load = (username: string, pool = poolId) => users.load({ poolId: pool, username });
  const asked = () => getUser.mock.calls.map(([username]) => username);
  return { users, getUser, load, asked };
}

describe("UserLoader", () => {
  it("asks once for each name, however often it is wanted", async () => {
    const { load, asked } = loaderUnderTest();
    const users = await Promise.all(
      ["ann", "bob", "ann", "ghost", "ghost"].map((name) => load(name)),
    );
    expect(users.map((user) => user?.username)).toEqual([
      "ann",
      "bob",
      "ann",
      undefined,
      undefined,
    ]);
    expect(users[3]).toBeNull();
    await load("ann");
    await load("ghost");
    expect(asked()).toEqual(["ann", "bob", "ghost"]);
  });

  it("keeps users of one name in two pools apart", async () => {
    const { load, getUser } = loaderUnderTest();
    const [first, second] = await Promise.all([load("ann"), load("ann", other)]);
    expect([first?.poolId, second?.poolId]).toEqual([poolId, other]);
    expect(getUser).toHaveBeenCalledTimes(2);
  });

  it("does not confuse a pool and a name that run together alike", async () => {
    const { load, getUser } = loaderUnderTest();
    await Promise.all([load("bc", "a"), load("c", "ab")]);
    expect(getUser).toHaveBeenCalledTimes(2);
  });

  it("gives one and the same record for every name of a user", async () => {
    const { load } = loaderUnderTest();
    const [first, ...others] = await Promise.all(
      ["ann", "ann@example.com", "sub-of-ann"].map((name) => load(name)),
    );
    for (const user of others) expect(user).toBe(first);
  });

  it("shows the state first seen, even when it has changed between two look-ups", async () => {
    const { load, getUser } = loaderUnderTest();
    const first = await load("ann@example.com");
    getUser.mockResolvedValueOnce(record("ann", "UNCONFIRMED"));
    expect(await load("sub-of-ann")).toBe(first);
  });

  it("needs no call for the canonical name once an alias has led to it", async () => {
    const { load, asked } = loaderUnderTest();
    await load("ann@example.com");
    await load("ann");
    expect(asked()).toEqual(["ann@example.com"]);
  });

  it("fails names one by one", async () => {
    const { load, getUser } = loaderUnderTest();
    getUser.mockRejectedValueOnce(new GatewayError("THROTTLED"));
    const [failed, found] = await Promise.allSettled([load("ann"), load("bob")]);
    expect(failed).toMatchObject({ status: "rejected", reason: { code: "THROTTLED" } });
    expect(found).toMatchObject({ status: "fulfilled", value: { username: "bob" } });
  });

  it("does not remember a failure", async () => {
    const { load, getUser } = loaderUnderTest();
    getUser.mockRejectedValueOnce(new GatewayError("THROTTLED"));
    await expect(load("ann")).rejects.toMatchObject({ code: "THROTTLED" });
    expect(await load("ann")).toMatchObject({ username: "ann" });
  });

  it("asks for so many different names and no more, in one batch or in many", async () => {
    const { load, users, asked } = loaderUnderTest(16, 2);
    const user = await load("ann@example.com");
    await Promise.all([load("ann"), load("ghost"), load("ghost")]);
    await expect(load("bob")).rejects.toMatchObject({ code: "QUERY_TOO_LARGE" });
    expect(asked()).toEqual(["ann@example.com", "ghost"]);
    if (user === null) throw new Error("Nobody was found.");
    expect(await users.reload(user)).toMatchObject({ username: "ann" });
  });

  it("knows nobody in a pool that does not exist", async () => {
    const { users } = createLoaders({ find: () => null } as unknown as UserPools, {
      concurrentLookups: 1,
      userKeys: 1,
      listPages: 1,
      listDeadlineMs: 60_000,
    });
    expect(await users.load({ poolId, username: "ann" })).toBeNull();
  });

  it("has no more look-ups under way than it may", async () => {
    const { load, getUser } = loaderUnderTest(2);
    let underWay = 0;
    let most = 0;
    getUser.mockImplementation(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      return null;
    });
    await Promise.all(Array.from({ length: 9 }, (_, index) => load(`user-${index}`)));
    expect(most).toBe(2);
    expect(getUser).toHaveBeenCalledTimes(9);
  });
});

describe("reload", () => {
  it("reads the user again, once for all of their names", async () => {
    const { users, load, getUser, asked } = loaderUnderTest();
    const before = await load("ann@example.com");
    await load("sub-of-ann");
    await load("bob");
    getUser.mockClear();
    getUser.mockResolvedValueOnce(record("ann", "UNCONFIRMED"));
    const after = await users.reload(before!);
    expect(after?.status).toBe("UNCONFIRMED");
    getUser.mockResolvedValue(record("ann", "UNCONFIRMED"));
    for (const name of ["ann", "ann@example.com", "sub-of-ann"])
      expect(await load(name)).toBe(after);
    expect(asked()).toEqual(["ann", "ann@example.com", "sub-of-ann"]);
  });

  it("leaves other users alone", async () => {
    const { users, load, getUser } = loaderUnderTest();
    const [ann, bob] = await Promise.all([load("ann"), load("bob")]);
    await users.reload(ann!);
    getUser.mockClear();
    expect(await load("bob")).toBe(bob);
    expect(getUser).not.toHaveBeenCalled();
  });

  it("that fails hands the failure on and is not remembered", async () => {
    const { users, load, getUser } = loaderUnderTest();
    const ann = await load("ann");
    getUser.mockRejectedValueOnce(new GatewayError("UPSTREAM_TIMEOUT"));
    await expect(users.reload(ann!)).rejects.toMatchObject({ code: "UPSTREAM_TIMEOUT" });
    expect(await load("ann")).toMatchObject({ username: "ann" });
  });

  it("takes a user whom this request has not met", async () => {
    const { users, asked } = loaderUnderTest();
    expect(await users.reload(record("bob"))).toMatchObject({ username: "bob" });
    expect(asked()).toEqual(["bob"]);
  });
});
