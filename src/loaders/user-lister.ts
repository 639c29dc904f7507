import { maximumPageSize } from "../cognito/frugal/user-sweep.js";
import type { Page, PageRequest } from "../cognito/records/activity-records.js";
import type { UserRecord } from "../cognito/records/records.js";
import { matchesSearch, splitSearch, type UserSearch } from "../cognito/records/user-search.js";
import type { UserPool } from "../cognito/user-pool.js";
import { GatewayError } from "../errors/gateway-error.js";
import { type ListedItem, type ListPosition, readPage, startOfList } from "./list-page.js";
import type { UserLoader } from "./user-loader.js";

/** Some users of a list, and what is known of the rest. */
export interface UserSlice {
  readonly rows: readonly ListedItem<UserRecord>[];
  /** The place to go on from; null when there are no more users. */
  readonly next: ListPosition | null;
  /** How many users were looked at. */
  readonly scanned: number;
  /** False when the search was broken off before the slice was full or the list at its end. */
  readonly isComplete: boolean;
}

export interface SliceRequest {
  readonly pool: UserPool;
  /** Whose members alone are listed; null for all users of the pool. */
  readonly group: string | null;
  readonly search: UserSearch | null;
  readonly first: number;
  readonly from: ListPosition | null;
}

/** Where the users of a list come from, and the part of the search that is still to be applied to them. */
interface Source {
  readonly rest: UserSearch | null;
  readonly read: (page: PageRequest) => Promise<Page<UserRecord>>;
}

/** ListUsers, which applies a part of the search. */
function allUsers({ users }: UserPool, search: UserSearch | null): Source {
  const { filter, rest } = splitSearch(search);
  return {
    rest,
    read: async (page) => {
      const { users: items, nextToken } = await users.list({ filter, ...page });
      return { items, nextToken };
    },
  };
}

/** ListUsersInGroup, which applies none of it. */
const members = ({ groups }: UserPool, group: string, search: UserSearch | null): Source => ({
  rest: search,
  read: (page) => groups.members(group, page),
});

/** The lists of one request, which together may read so many pages. */
export class UserLister {
  private pagesLeft: number;
  private readonly givesUpAt: number;

  constructor(
    private readonly users: UserLoader,
    { listPages, listDeadlineMs }: { readonly listPages: number; readonly listDeadlineMs: number },
  ) {
    this.pagesLeft = listPages;
    this.givesUpAt = performance.now() + listDeadlineMs;
  }

  /**
   * The next `first` users of the list, filled up although Cognito gives short pages. Breaks off, and says so, when pages
   * or time are used up. QUERY_TOO_LARGE when they were before it could begin.
   */
  async list({ pool, group, search, first, from }: SliceRequest): Promise<UserSlice> {
    const { rest, read } = group === null ? allUsers(pool, search) : members(pool, group, search);
    const rows: ListedItem<UserRecord>[] = [];
    const isWanted =
      rest === null ? {} : { isWanted: (user: UserRecord) => matchesSearch(user, rest) };
    let scanned = 0;
    for (let place = from ?? startOfList, isFirst = true; ; isFirst = false) {
      const exceeded = this.exceededLimit();
      if (exceeded !== null) {
        if (isFirst) throw new GatewayError("QUERY_TOO_LARGE", { limit: exceeded });
        return { rows, next: place, scanned, isComplete: false };
      }
      const wanted = rest === null ? place.passed.length + first - rows.length : maximumPageSize;
      const limit = Math.min(maximumPageSize, wanted);
      const page = await read({ limit, token: place.token });
      const seen = readPage(page, place, first - rows.length, {
        nameOf: ({ username }) => username,
        ...isWanted,
      });
      for (const { item, position } of seen.rows) {
        rows.push({ item: this.users.prime(item), position });
      }
      scanned += seen.scanned;
      if (seen.next === null || rows.length === first) {
        return { rows, next: seen.next, scanned, isComplete: true };
      }
      place = seen.next;
    }
  }

  /** The limit that forbids one more page; null, and the page is counted, when none does. */
  private exceededLimit(): "listPages" | "listDeadlineMs" | null {
    this.pagesLeft -= 1;
    if (this.pagesLeft < 0) return "listPages";
    return performance.now() < this.givesUpAt ? null : "listDeadlineMs";
  }
}
