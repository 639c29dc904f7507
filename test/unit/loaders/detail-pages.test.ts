import type { UserPools } from "../../../src/cognito/user-pools.js";
import { GatewayError } from "../../../src/errors/gateway-error.js";
import { DetailPages } from "../../../src/loaders/detail-pages.js";
import { PoolCalls } from "../../../src/loaders/pool-calls.js";

interface Item {
  readonly key: string;
}

/** A list of each user of sixteen items, in pages of so many as are asked for, at most six. */
function pagesUnderTest(userKeys = 100) {
  const asked: string[] = [];
  const items = Array.from({ length: 16 }, (_, index) => ({ key: `item ${index}` }));
  const pools = { find: (id: string) => (id === "eu-west-1_A" ? {} : null) };
  const limits = { concurrentLookups: 4, lookupDeadlineMs: 60_000 };
  const calls = new PoolCalls(pools as unknown as UserPools, limits, { poolId: null });
  const pages = new DetailPages<Item>(
    calls,
    { userKeys },
    {
      operation: "AdminListDevices",
      ask: async (_pool, username, { limit, token }) => {
        asked.push(`${username} ${limit} ${token ?? "-"}`);
        if (username === "broken") throw new GatewayError("UPSTREAM_ERROR");
        const start = Number(token ?? 0);
        const end = start + Math.min(6, limit);
        return {
          items: items.slice(start, end),
          nextToken: end < items.length ? String(end) : null,
        };
      },
    },
  );
  const reading = { nameOf: ({ key }: Item) => key };
  const list = async (
    username: string,
    first: number,
    from: Place = null,
    poolId = "eu-west-1_A",
  ) => {
    const slice = await pages.list({ poolId, username }, { first, from }, reading);
    if (slice === null) throw new Error("The user is gone.");
    return slice;
  };
  return { pages, list, asked, items };
}

type Place = Parameters<DetailPages<Item>["list"]>[1]["from"];

describe("the pages of users' lists", () => {
  it.each([1, 4, 6, 60])(
    "come to the end without loss and without repetition, %i at a time",
    async (first) => {
      const { list, items } = pagesUnderTest();
      const seen: string[] = [];
      let from: Place = null;
      do {
        const slice = await list("ann", first, from);
        expect(slice.rows.length).toBeLessThanOrEqual(first);
        seen.push(...slice.rows.map(({ item }) => item.key));
        from = slice.next;
      } while (from !== null);
      expect(seen).toEqual(items.map(({ key }) => key));
    },
  );

  it("go on from any item", async () => {
    const { list } = pagesUnderTest();
    const slice = await list("ann", 6);
    const third = slice.rows[2]?.position() ?? null;
    const rest = await list("ann", 2, third);
    expect(rest.rows.map(({ item }) => item.key)).toEqual(["item 3", "item 4"]);
  });

  it("are asked for once, however many fields ask, and again after they were dropped", async () => {
    const { pages, list, asked } = pagesUnderTest();
    await Promise.all([list("ann", 5), list("ann", 5), list("bob", 5)]);
    expect(asked).toEqual(["ann 5 -", "bob 5 -"]);
    await list("ann", 5);
    expect(asked).toHaveLength(2);
    pages.clear();
    await list("ann", 5);
    expect(asked).toHaveLength(3);
  });

  it("fail for a user whose list fails alone", async () => {
    const { list } = pagesUnderTest();
    const [broken, fine] = await Promise.allSettled([list("broken", 5), list("ann", 5)]);
    expect([broken.status, fine.status]).toEqual(["rejected", "fulfilled"]);
  });

  it("are so many in a request, of one user or of several", async () => {
    const { list, asked } = pagesUnderTest(2);
    await list("ann", 5);
    await list("ann", 6);
    await list("ann", 5);
    await expect(list("ann", 4)).rejects.toMatchObject({
      code: "QUERY_TOO_LARGE",
      details: { limit: "userKeys" },
    });
    await expect(list("bob", 5)).rejects.toMatchObject({ code: "QUERY_TOO_LARGE" });
    expect(asked).toEqual(["ann 5 -", "ann 6 -"]);
  });

  it("are of no pool that is not configured", async () => {
    const { list } = pagesUnderTest();
    await expect(list("ann", 5, null, "eu-west-1_B")).rejects.toMatchObject({
      code: "POOL_NOT_FOUND",
    });
  });
});
