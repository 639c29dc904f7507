import type { Page, PageRequest } from "../../../src/cognito/records/activity-records.js";
import type {
  UserPage,
  UserPageRequest,
  UserRecord,
} from "../../../src/cognito/records/records.js";
import { toListedUserRecord } from "../../../src/cognito/records/user-record.js";
import type { UserSearch } from "../../../src/cognito/records/user-search.js";
import type { UserPool } from "../../../src/cognito/user-pool.js";
import type { UserPools } from "../../../src/cognito/user-pools.js";
import { createLoaders } from "../../../src/loaders/loaders.js";

const poolId = "eu-west-1_A";
const row = (username: string) =>
  toListedUserRecord(poolId, { Username: username, UserStatus: "CONFIRMED" });

/** A pool whose pages are these, whatever limit is asked for. */
function listerUnderTest(
  pages: readonly (readonly string[])[],
  { listPages = 10, listDeadlineMs = 60_000, isEndless = false } = {},
) {
  const asked: UserPageRequest[] = [];
  const users = {
    list: async (request: UserPageRequest): Promise<UserPage> => {
      asked.push(request);
      const index = Number(request.token ?? 0);
      const isLast = index === pages.length - 1 && !isEndless;
      const next = isEndless ? index : index + 1;
      return { users: pages[index]!.map(row), nextToken: isLast ? null : String(next) };
    },
  };
  const membersAsked: unknown[] = [];
  const groups = {
    members: async (name: string, request: PageRequest): Promise<Page<UserRecord>> => {
      membersAsked.push([name, request]);
      const { users: items, nextToken } = await users.list({ filter: null, ...request });
      return { items, nextToken };
    },
  };
  const pool = { users, groups } as unknown as UserPool;
  const pools = { find: () => null } as unknown as UserPools;
  const limits = {
    ...{ concurrentLookups: 1, userKeys: 100, listPages, listDeadlineMs },
    lookupDeadlineMs: 60_000,
  };
  const { userLists } = createLoaders(pools, limits);
  const list = async (
    first: number,
    {
      group = null,
      search = null,
      from = null,
    }: Partial<Parameters<typeof userLists.list>[0]> = {},
  ) => {
    const slice = await userLists.list({ pool, group, search, first, from });
    return { ...slice, names: slice.rows.map(({ item }) => item.username) };
  };
  return { list, asked, membersAsked };
}

const has = (value: string): UserSearch => ({
  kind: "condition",
  name: "username",
  match: "contains",
  value,
});

describe("UserLister", () => {
  it("asks for the members of a group, and applies all of the search itself", async () => {
    const { list, membersAsked } = listerUnderTest([
      ["ann", "bob"],
      ["anna", "cid"],
    ]);
    const search: UserSearch = {
      kind: "condition",
      name: "username",
      match: "startsWith",
      value: "an",
    };
    expect(await list(2, { group: "staff", search })).toMatchObject({
      ...{ names: ["ann", "anna"], scanned: 4, isComplete: true },
    });
    // In a list of all users Cognito would have applied it, and have been asked for no more than two.
    expect(membersAsked).toEqual([
      ["staff", { limit: 60, token: null }],
      ["staff", { limit: 60, token: "1" }],
    ]);
    expect((await list(1, { group: "staff" })).names).toEqual(["ann"]);
    expect(membersAsked.at(-1)).toEqual(["staff", { limit: 1, token: null }]);
  });

  it("goes on through pages that are empty", async () => {
    const { list, asked } = listerUnderTest([["a"], [], [], ["b", "c"]]);
    const { names, next, scanned, isComplete } = await list(2);
    expect(names).toEqual(["a", "b"]);
    expect(next).toEqual({ token: "3", passed: [expect.stringMatching(/^[\w-]{8}$/)] });
    expect([scanned, isComplete]).toEqual([2, true]);
    expect(asked.map(({ token, limit }) => [token, limit])).toEqual([
      [null, 2],
      ["1", 1],
      ["2", 1],
      ["3", 1],
    ]);
  });

  it("is at the end when the last page holds nobody else who is looked for", async () => {
    const { list } = listerUnderTest([
      ["a1", "b"],
      ["a2", "c", "d"],
    ]);
    expect(await list(2, { search: has("a") })).toMatchObject({ names: ["a1", "a2"], next: null });
  });

  it("knows that there is more from one who would not fit in any more", async () => {
    const { list } = listerUnderTest([["a1", "x", "a2", "y", "a3"]]);
    const slice = await list(2, { search: has("a") });
    expect(slice).toMatchObject({ names: ["a1", "a2"], scanned: 3 });
    expect(slice.next).toMatchObject({ token: null, passed: { length: 3 } });
    expect(await list(2, { search: has("a"), from: slice.next })).toMatchObject({
      names: ["a3"],
      next: null,
      scanned: 2,
    });
  });

  describe("finds its place behind d again", () => {
    const placeBehindD = async () => {
      const { list } = listerUnderTest([["a", "b", "c", "d", "e", "f"]]);
      const { rows } = await list(6);
      return rows[3]!.position();
    };

    it.each<readonly [string, string[][], string[]]>([
      ["as it was", [["a", "b", "c", "d", "e", "f"]], ["e", "f"]],
      ["on shorter pages", [["a", "b"], ["c"], [], ["d", "e"], ["f"]], ["e", "f"]],
      [
        "on a page behind those who are passed",
        [
          ["a", "b", "c", "d"],
          ["e", "f"],
        ],
        ["e", "f"],
      ],
      ["though d is gone", [["a", "b", "c", "e", "f"]], ["e", "f"]],
      ["though b and d are gone", [["a", "c", "e", "f"]], ["e", "f"]],
      ["though a and b are gone, on short pages", [["c"], ["d"], ["e", "f"]], ["e", "f"]],
      ["though all who were passed are gone", [["e"], ["f"]], ["e", "f"]],
      ["though somebody has come", [["a", "b", "c", "d", "e", "f", "g"]], ["e", "f", "g"]],
    ])("%s", async (_how, pages, names) => {
      const { list } = listerUnderTest(pages);
      const slice = await list(9, { from: await placeBehindD() });
      expect([slice.names, slice.scanned]).toEqual([names, names.length]);
    });
  });

  it("is not held up by a list that never ends", async () => {
    const { list, asked } = listerUnderTest([[]], { isEndless: true, listPages: 4 });
    const { next, scanned, isComplete } = await list(1);
    expect([next?.token, scanned, isComplete]).toEqual(["0", 0, false]);
    expect(asked).toHaveLength(4);
  });

  it("refuses a list that there are no pages left for", async () => {
    const { list, asked } = listerUnderTest([["a"]], { listPages: 1 });
    await list(1);
    await expect(list(1)).rejects.toMatchObject({
      code: "QUERY_TOO_LARGE",
      details: { limit: "listPages" },
    });
    expect(asked).toHaveLength(1);
  });

  it("breaks off when the time is over, and asks no further page", async () => {
    const { list, asked } = listerUnderTest([["a"], ["b"]], { listDeadlineMs: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(list(2)).rejects.toMatchObject({
      code: "QUERY_TOO_LARGE",
      details: { limit: "listDeadlineMs" },
    });
    expect(asked).toHaveLength(0);
  });
});
