import { ListLookUps } from "../../../../src/cognito/frugal/list-look-ups.js";
import { PoolGate, type ReadOptions } from "../../../../src/cognito/gate/pool-gate.js";
import { QuotaShare } from "../../../../src/cognito/gate/quota-share.js";
import type { UserPageRequest, UserRecord } from "../../../../src/cognito/records/records.js";
import { toListedUserRecord } from "../../../../src/cognito/records/user-record.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { gateLimits } from "../../../support/gate-limits.js";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const maxAgeMs = 30_000;
const settleMs = 10_000;

/** A pool of so many users, `user-0` and so on; a call takes ten milliseconds. */
function lookUpsUnderTest(
  users: number,
  {
    sweptUsers = 20_000,
    estimate = users,
    gate,
  }: { sweptUsers?: number; estimate?: number; gate?: PoolGate } = {},
) {
  const row = (index: number): UserRecord =>
    toListedUserRecord("eu-west-1_A", {
      Username: `user-${index}`,
      UserStatus: "CONFIRMED",
      Attributes: [
        { Name: "email", Value: `user-${index}@example.com` },
        { Name: "email_verified", Value: "true" },
      ],
    });
  const asked: (UserPageRequest & { readonly isBatch: boolean })[] = [];
  const answer = ({ filter, limit, token }: UserPageRequest) => {
    if (filter !== null) {
      const index = Number(/user-(\d+)/.exec(filter)?.[1] ?? users);
      return { users: index < users ? [row(index)] : [], nextToken: null };
    }
    const from = Number(token ?? 0);
    const to = Math.min(users, from + limit);
    const rows = Array.from({ length: to - from }, (_, index) => row(from + index));
    return { users: rows, nextToken: to < users ? String(to) : null };
  };
  const send = async (request: UserPageRequest, { batch }: ReadOptions) => {
    asked.push({ ...request, isBatch: batch !== undefined });
    await new Promise((resolve) => setTimeout(resolve, 10));
    return answer(request);
  };
  const listUsers = jest.fn(async (request: UserPageRequest, options: ReadOptions) =>
    gate === undefined
      ? send(request, options)
      : gate.read("ListUsers", options, () => send(request, options)),
  );
  const checkBatch = jest.fn((_operation: string, _calls: number, _until: number) => undefined);
  const lookUps = new ListLookUps(
    {
      listUsers,
      describe: async () => ({
        ...{ name: "", signInAliases: ["EMAIL"], namedBy: [], usernameCaseSensitive: true },
        ...{ selfSignUp: false, recoverBy: [], tier: "LITE", mfa: "OFF" },
        ...{
          keepsOriginalUntilVerified: [],
          remembersDevices: false,
          recordsAuthEvents: false,
          attributes: [],
        },
        passwordPolicy: {} as never,
        estimatedNumberOfUsers: estimate,
      }),
    },
    { checkBatch, batchIsLate: () => new GatewayError("RATE_LIMITED") },
    { sweptUsers, sweptUserMaxAgeMs: maxAgeMs },
  );
  const start = (names: readonly string[], waitMs = 20_000) =>
    lookUps.find(names, performance.now() + waitMs);
  const find = async (names: readonly string[], waitMs?: number) => {
    const finding = start(names, waitMs);
    finding.catch(() => undefined);
    await jest.advanceTimersByTimeAsync(15_000);
    return finding;
  };
  const pages = () => asked.filter(({ filter }) => filter === null).length;
  const filters = () => asked.filter(({ filter }) => filter !== null).length;
  return { lookUps, listUsers, checkBatch, asked, start, find, pages, filters, row };
}

const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `user-${from + index}`);

describe("what is cheaper", () => {
  it.each([
    [6000, 5, 0, 5],
    [6000, 99, 0, 99],
    [6000, 100, 100, 0],
    [60, 1, 1, 0],
    [61, 1, 0, 1],
  ])(
    "in a pool of %i users, for %i of them: %i pages, %i filters",
    async (users, wanted, pages, filters) => {
      const under = lookUpsUnderTest(users);
      const found = await under.find(names(users - wanted, users));
      expect([...found.keys()].sort()).toEqual(names(users - wanted, users).sort());
      expect([under.pages(), under.filters()]).toEqual([pages, filters]);
    },
  );

  it("is decided for all requests together: who comes later joins, and pages are read once", async () => {
    const under = lookUpsUnderTest(12_000);
    const jobs = Array.from({ length: 100 }, (_, job) =>
      under.start(names(job * 100, job * 100 + 100)),
    );
    await jest.advanceTimersByTimeAsync(15_000);
    const found = await Promise.all(jobs);
    expect(found.map(({ size }) => size)).toEqual(Array(100).fill(100));
    // The first request is alone for the filters that are under way at a time.
    expect(under.filters()).toBeLessThanOrEqual(8);
    expect(under.pages()).toBeLessThanOrEqual(200);
  });

  it("is the sweep, for who has spent as much on filters", async () => {
    const under = lookUpsUnderTest(600);
    for (const name of names(590, 600)) {
      const finding = under.start([name]);
      await jest.advanceTimersByTimeAsync(200);
      await finding;
    }
    expect([under.pages(), under.filters()]).toEqual([10, 9]);
  });

  it("is the filter again once what was spent is long ago", async () => {
    const under = lookUpsUnderTest(600);
    await under.find(names(0, 5));
    await jest.advanceTimersByTimeAsync(maxAgeMs);
    await under.find(names(10, 19));
    expect([under.pages(), under.filters()]).toEqual([0, 14]);
  });

  it("is never the sweep of a pool that is too large, though it was thought small", async () => {
    const large = lookUpsUnderTest(6000, { sweptUsers: 1000 });
    await large.find(names(0, 200));
    expect([large.pages(), large.filters()]).toEqual([0, 200]);
    const larger = lookUpsUnderTest(6000, { sweptUsers: 1000, estimate: 600 });
    expect((await larger.find(names(5000, 5050))).size).toBe(50);
    expect(larger.pages()).toBe(17);
    expect(larger.filters()).toBe(50);
  });
});

describe("an estimate that is wrong", () => {
  /** The number of users that Cognito tells, those that there are, how many are wanted. */
  const pools: readonly (readonly [number, number, number])[] = [
    [0, 6000, 1],
    [0, 6000, 16],
    [0, 6000, 150],
    [0, 600, 16],
    [60, 6000, 1],
    [3000, 6000, 60],
    [5940, 6000, 99],
    [0, 0, 1],
  ];

  it.each(pools)(
    "of %i for %i users: %i cost at most twice the best",
    async (estimate, users, wanted) => {
      const under = lookUpsUnderTest(users, { estimate });
      // The last ones, which a sweep comes to last.
      const found = await under.find(names(Math.max(0, users - wanted), Math.max(wanted, users)));
      expect(found.size).toBe(Math.min(wanted, users));
      const best = Math.max(1, Math.min(wanted, Math.ceil(users / 60)));
      expect(under.asked.length).toBeLessThanOrEqual(2 * best);
    },
  );

  it("is not believed by the look-ups behind it either", async () => {
    const under = lookUpsUnderTest(6000, { estimate: 0 });
    for (let user = 0; user < 20; user += 1) {
      const finding = under.start([`user-${5000 + user}`]);
      await jest.advanceTimersByTimeAsync(200);
      expect((await finding).size).toBe(1);
    }
    expect(under.asked.length).toBeLessThanOrEqual(2 * 20);
  });
});

describe("a person behind a batch", () => {
  const limitsOfGate = { ...gateLimits, readsUnderWay: 16, readsWaiting: 100, placeWaitMs: 5000 };

  it.each([
    ["filters", 6000, 90],
    ["pages", 6000, 300],
    ["pages of a small pool", 120, 110],
  ])("waits for one turn of it at most: %s", async (_how, users, wanted) => {
    const byCategory = new Map([["UserList", new QuotaShare(15)] as const]);
    const gate = new PoolGate(limitsOfGate, { account: "", byCategory }, () => undefined);
    const under = lookUpsUnderTest(users, { gate });
    const batch = under.start([...names(0, wanted - 1), "ghost"], 60_000);
    await jest.advanceTimersByTimeAsync(wanted > users / 2 ? 20 : 2000);
    const before = under.asked.length;
    const person = under.start([`user-${users - 1}`]);
    await jest.advanceTimersByTimeAsync(1000);
    expect((await person).size).toBe(1);
    // Theirs is one of the first two that were sent since they came.
    const since = under.asked.slice(before);
    expect(since.findIndex(({ isBatch }) => !isBatch)).toBeLessThanOrEqual(1);
    expect(since.filter(({ isBatch }) => !isBatch).length).toBeLessThanOrEqual(1);
    await jest.advanceTimersByTimeAsync(60_000);
    await batch;
  });
});

describe("a sweep", () => {
  it("ends when all who are wanted are found, and goes on where it has stopped", async () => {
    const under = lookUpsUnderTest(300);
    await under.find(names(0, 60));
    expect(under.pages()).toBe(1);
    await under.find(names(60, 120));
    expect(under.asked.map(({ token }) => token)).toEqual([null, "60"]);
    expect((await under.find(names(0, 120))).size).toBe(120);
    expect(under.pages()).toBe(2);
  });

  it("that has come to the end answers for who is not there, and asks no more", async () => {
    const under = lookUpsUnderTest(100);
    expect((await under.find(["ghost-1", "ghost-2", "user-99"])).size).toBe(1);
    expect(under.pages()).toBe(2);
    expect((await under.find(["ghost-3"])).size).toBe(0);
    expect(under.asked).toHaveLength(2);
  });

  it("is forgotten after a while", async () => {
    const under = lookUpsUnderTest(60);
    await under.find(["user-1"]);
    await jest.advanceTimersByTimeAsync(maxAgeMs);
    await under.find(["user-1"]);
    expect(under.pages()).toBe(2);
  });

  it("begins anew when Cognito has forgotten its place", async () => {
    const under = lookUpsUnderTest(180);
    await under.find(names(0, 60));
    under.listUsers.mockRejectedValueOnce(new GatewayError("INVALID_CURSOR"));
    expect((await under.find(names(100, 150))).size).toBe(50);
    expect(under.asked.map(({ token }) => token)).toEqual([null, null, "60", "120"]);
  });

  it("that fails fails all who wait, and the next begins where it was", async () => {
    const under = lookUpsUnderTest(180);
    under.listUsers.mockRejectedValueOnce(new GatewayError("THROTTLED"));
    await expect(under.find(names(0, 90))).rejects.toMatchObject({ code: "THROTTLED" });
    expect((await under.find(names(0, 90))).size).toBe(90);
    expect(under.pages()).toBe(2);
  });

  it("is a batch when many are wanted, and a request like any other when few are", async () => {
    const under = lookUpsUnderTest(6000);
    await under.find(names(0, 16));
    expect(under.asked.map(({ isBatch }) => isBatch)).toEqual(Array(16).fill(false));
    await under.find(names(20, 37));
    expect(under.asked[16]?.isBatch).toBe(true);
    await under.find(names(0, 100));
    expect(under.asked.find(({ filter }) => filter === null)?.isBatch).toBe(true);
  });

  it("leaves no timer that keeps the process alive, once it is closed", async () => {
    const under = lookUpsUnderTest(60);
    await under.find(["user-1"]);
    under.lookUps.close();
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe("who was written to", () => {
  it("is not told of by what was read before, nor for a while after, by any name", async () => {
    const under = lookUpsUnderTest(60);
    await under.find(["user-1"]);
    under.lookUps.noteWrite("user-1");
    const both = ["user-1", "user-1@example.com", "user-2"];
    expect([...(await under.find(both)).keys()]).toEqual(["user-2"]);
    under.lookUps.close();
    const soon = under.start(both);
    await jest.advanceTimersByTimeAsync(settleMs);
    expect([...(await soon).keys()]).toContain("user-1");
  });

  it("is not told of by a filter or a page that was under way meanwhile", async () => {
    for (const pool of [60, 6000]) {
      const under = lookUpsUnderTest(pool);
      const finding = under.start(["user-1"]);
      await jest.advanceTimersByTimeAsync(5);
      under.lookUps.noteWrite("user-1");
      await jest.advanceTimersByTimeAsync(100);
      expect((await finding).size).toBe(0);
    }
  });
});

describe("a request", () => {
  it("for which there is no time is refused before anything is asked", async () => {
    const under = lookUpsUnderTest(12_000);
    under.checkBatch.mockImplementation(() => {
      throw new GatewayError("RATE_LIMITED");
    });
    await expect(under.find(names(0, 100))).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(under.checkBatch).toHaveBeenCalledWith("ListUsers", 100, expect.any(Number));
    expect(under.asked).toEqual([]);
  });

  it("is refused when its time is over, and the others are served", async () => {
    const under = lookUpsUnderTest(6000);
    const late = expect(under.start(names(5900, 6000), 500)).rejects.toMatchObject({
      code: "RATE_LIMITED",
    });
    const patient = under.start(names(5800, 5900));
    await jest.advanceTimersByTimeAsync(15_000);
    await late;
    expect((await patient).size).toBe(100);
  });

  it("that nobody waits for any more is not worked for", async () => {
    const under = lookUpsUnderTest(12_000);
    const late = expect(under.start(names(11_000, 11_300), 100)).rejects.toMatchObject({
      code: "RATE_LIMITED",
    });
    await jest.advanceTimersByTimeAsync(15_000);
    await late;
    expect(under.pages()).toBeLessThanOrEqual(12);
  });

  it("for a name that ListUsers refuses, or cannot be sent, finds nobody", async () => {
    const under = lookUpsUnderTest(6000);
    under.listUsers.mockRejectedValueOnce(new GatewayError("BAD_USER_INPUT"));
    expect((await under.find(["odd", 'quo"ted'])).size).toBe(0);
    expect(under.asked).toEqual([]);
  });

  it("for a name that two requests want is one filter", async () => {
    const under = lookUpsUnderTest(6000);
    const both = [under.start(["user-1"]), under.start(["user-1"])];
    await jest.advanceTimersByTimeAsync(100);
    expect((await Promise.all(both)).map(({ size }) => size)).toEqual([1, 1]);
    expect(under.asked).toHaveLength(1);
  });
});
