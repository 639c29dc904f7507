import type { AdmittedBatch } from "../../../src/cognito/gate/pool-gate.js";
import type { UserRecord } from "../../../src/cognito/records/records.js";
import { toUserRecord } from "../../../src/cognito/records/user-record.js";
import type { UserPools } from "../../../src/cognito/user-pools.js";
import { GatewayError } from "../../../src/errors/gateway-error.js";
import { createLoaders } from "../../../src/loaders/loaders.js";

const poolId = "eu-west-1_A";
const other = "eu-west-1_B";
const subOfAnn = "5b1f1f0e-0000-4000-8000-000000000001";

const record = (
  username: string,
  status: "CONFIRMED" | "UNCONFIRMED" = "CONFIRMED",
  pool = poolId,
) =>
  toUserRecord(pool, {
    Username: username,
    UserStatus: status,
    UserAttributes:
      username === "ann"
        ? Object.entries({
            sub: subOfAnn,
            email: "ann@example.com",
            email_verified: "true",
            phone_number: "+442079460000",
            phone_number_verified: "false",
          }).map(([Name, Value]) => ({ Name, Value }))
        : [],
  });

/** Names under which the fake pool knows its users. */
const canonical: Readonly<Record<string, string>> = {
  ann: "ann",
  "ann@example.com": "ann",
  "annie@example.com": "ann",
  [subOfAnn]: "ann",
  bob: "bob",
};

const description = { signInAliases: ["EMAIL", "PHONE_NUMBER"], usernameCaseSensitive: true };

function loaderUnderTest(concurrentLookups = 16, userKeys = 100) {
  const getUser = jest.fn(async (username: string, pool: string): Promise<UserRecord | null> => {
    const name = canonical[username];
    return name === undefined ? null : record(name, "CONFIRMED", pool);
  });
  const describe = jest.fn(async () => description);
  const findListed = jest.fn(
    async (_names: readonly string[]): Promise<ReadonlyMap<string, UserRecord>> => new Map(),
  );
  const admitBatch = jest.fn((_operation: string, _calls: number): AdmittedBatch => {
    return { until: 0, turns: { takeOne: () => undefined, release } };
  });
  const release = jest.fn();
  const pools = {
    find: (id: string) => ({
      ...{ description: { get: describe }, findListed, admitBatch },
      users: { get: (username: string) => getUser(username, id) },
    }),
  } as unknown as UserPools;
  const { users } = createLoaders(pools, {
    ...{ concurrentLookups, userKeys, listPages: 10 },
    listDeadlineMs: 60_000,
    lookupDeadlineMs: 60_000,
  });
  const load = (username: string, pool = poolId) => users.load({ poolId: pool, username });
  const asked = () => getUser.mock.calls.map(([username]) => username);
  return { users, getUser, describe, findListed, admitBatch, release, load, asked };
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
      ["ann", "ann@example.com", subOfAnn].map((name) => load(name)),
    );
    for (const user of others) expect(user).toBe(first);
  });

  it("shows the state first seen, even when it has changed between two look-ups", async () => {
    const { load, getUser } = loaderUnderTest();
    const first = await load("ann@example.com");
    getUser.mockResolvedValueOnce(record("ann", "UNCONFIRMED"));
    // An address that nobody has verified may be anybody's: Cognito is asked.
    expect(await load("annie@example.com")).toBe(first);
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
      lookupDeadlineMs: 60_000,
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
    await load(subOfAnn);
    await load("bob");
    getUser.mockClear();
    getUser.mockResolvedValueOnce(record("ann", "UNCONFIRMED"));
    const after = await users.reload(before!);
    expect(after?.status).toBe("UNCONFIRMED");
    getUser.mockResolvedValue(record("ann", "UNCONFIRMED"));
    for (const name of ["ann", "ann@example.com", subOfAnn]) expect(await load(name)).toBe(after);
    // A sub is asked for, as it may be somebody else's username.
    expect(asked()).toEqual(["ann", subOfAnn]);
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

describe("several names of one user", () => {
  it("cost one call, whatever they are and in whatever order they come", async () => {
    const names = ["ann@example.com", subOfAnn, "ann"];
    for (const order of [names, [...names].reverse(), [subOfAnn, "ann", "ann@example.com"]]) {
      const { load, asked } = loaderUnderTest();
      const users = await Promise.all(order.map((name) => load(name)));
      expect(new Set(users).size).toBe(1);
      expect(asked()).toHaveLength(1);
    }
  });

  it("cost one call when the second comes while the first is under way", async () => {
    const { load, asked } = loaderUnderTest();
    const first = load("ann");
    await new Promise((resolve) => setImmediate(resolve));
    expect(await load("ann@example.com")).toBe(await first);
    expect(asked()).toEqual(["ann"]);
  });

  it("are told apart where the pool does not take them for names, or cannot be described", async () => {
    for (const answer of [{ ...description, signInAliases: [] }, new Error("no description")]) {
      const { load, asked, describe } = loaderUnderTest();
      if (answer instanceof Error) describe.mockRejectedValue(answer);
      else describe.mockResolvedValue(answer);
      await Promise.all(["ann", "ann@example.com"].map((name) => load(name)));
      expect(asked()).toEqual(["ann", "ann@example.com"]);
    }
  });

  it("of one spelling but for its case are one user where the pool says so", async () => {
    for (const [usernameCaseSensitive, calls] of [
      [true, ["ann", "ANN"]],
      [false, ["ann"]],
    ] as const) {
      const { load, asked, describe } = loaderUnderTest();
      describe.mockResolvedValue({ ...description, usernameCaseSensitive });
      await Promise.all(["ann", "ANN"].map((name) => load(name)));
      expect(asked()).toEqual(calls);
    }
  });
});

describe("a pool that lists tell of", () => {
  const listed = (username: string): UserRecord => ({ ...record(username), mfa: null });

  it("is asked by AdminGetUser for those only whom lists do not tell of", async () => {
    const { load, asked, findListed } = loaderUnderTest();
    findListed.mockResolvedValue(new Map([["ann", listed("ann")]]));
    const users = await Promise.all([load("ann"), load("bob")]);
    expect(users.map((user) => user?.username)).toEqual(["ann", "bob"]);
    expect(asked()).toEqual(["bob"]);
  });

  it("is asked by AdminGetUser for whom more is wanted than lists tell", async () => {
    const { users, asked, findListed } = loaderUnderTest();
    const user = await users.load({ poolId, username: "ann" }, { isExact: true });
    expect(user?.mfa).not.toBeNull();
    expect(findListed).not.toHaveBeenCalled();
    expect(asked()).toEqual(["ann"]);
  });

  it("is asked by AdminGetUser for whoever is written to, though the request has met them in a list", async () => {
    const { users, asked, getUser } = loaderUnderTest();
    users.prime(listed("ann"));
    getUser.mockResolvedValueOnce(record("ann", "UNCONFIRMED"));
    expect(await users.loadExactly({ poolId, username: "ann" })).toMatchObject({
      status: "UNCONFIRMED",
    });
    expect(asked()).toEqual(["ann"]);
  });

  it("fails the names that lists could not be asked for, and asks for them no other way", async () => {
    const { load, asked, findListed } = loaderUnderTest();
    findListed.mockRejectedValue(new GatewayError("RATE_LIMITED"));
    await expect(load("ann")).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(asked()).toEqual([]);
  });

  it("is asked once for the second factors, for all who want them", async () => {
    const { users, asked, load } = loaderUnderTest();
    const ann = users.prime(listed("ann"));
    await Promise.all([users.loadMfa(ann), users.loadMfa(ann), load("ann")]);
    expect(asked()).toEqual(["ann"]);
  });
});

describe("a batch", () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`);

  it("is more names than may be under way at a time, and is let in as a whole", async () => {
    const { load, admitBatch, release } = loaderUnderTest(3);
    await Promise.all(names(3).map((name) => load(name)));
    expect(admitBatch).not.toHaveBeenCalled();
    await Promise.all(names(10).map((name) => load(name)));
    expect(admitBatch.mock.calls).toEqual([["AdminGetUser", 7, expect.any(Number)]]);
    expect(release).toHaveBeenCalledTimes(1);
  });

  it("that is refused fails every name, and nobody is asked", async () => {
    const { load, admitBatch, asked } = loaderUnderTest(3);
    admitBatch.mockImplementation(() => {
      throw new GatewayError("RATE_LIMITED");
    });
    const results = await Promise.allSettled(names(10).map((name) => load(name)));
    expect(results).toEqual(
      Array(10).fill({
        status: "rejected",
        reason: expect.objectContaining({ code: "RATE_LIMITED" }) as unknown,
      }),
    );
    expect(asked()).toEqual([]);
  });
});

describe("forget", () => {
  it("makes the next look-up ask again, by whatever name", async () => {
    const { users, load, asked } = loaderUnderTest();
    const ann = await load("ann@example.com");
    users.forget(ann!);
    await load("ann");
    expect(asked()).toEqual(["ann@example.com", "ann"]);
  });
});
