import { maximumPageSize } from "../cognito/frugal/user-sweep.js";
import type { UserPage, UserRecord } from "../cognito/records/records.js";
import { matchesSearch, splitSearch, type UserSearch } from "../cognito/records/user-search.js";
import type { UserPool } from "../cognito/user-pool.js";
import { GatewayError } from "../errors/gateway-error.js";
import type { UserLoader } from "./user-loader.js";

/** A place in a list of users, between two of them. */
export interface ListPosition {
  /** The token of the page; null for the first. */
  readonly token: string | null;
  /** How many users of the page come before. */
  readonly skip: number;
  /** The username of the last of them, by which the place is found though others came or went. */
  readonly after: string | null;
}

interface ListedUser {
  readonly user: UserRecord;
  /** The place behind the user. */
  readonly position: ListPosition;
}

/** Some users of a list, and what is known of the rest. */
export interface UserSlice {
  readonly rows: readonly ListedUser[];
  /** The place to go on from; null when there are no more users. */
  readonly next: ListPosition | null;
  /** How many users were looked at. */
  readonly scanned: number;
  /** False when the search was broken off before the slice was full or the list at its end. */
  readonly isComplete: boolean;
}

export interface SliceRequest {
  readonly pool: UserPool;
  readonly search: UserSearch | null;
  readonly first: number;
  readonly from: ListPosition | null;
}

const start: ListPosition = { token: null, skip: 0, after: null };

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
  async list({ pool, search, first, from }: SliceRequest): Promise<UserSlice> {
    const { filter, rest } = splitSearch(search);
    const rows: ListedUser[] = [];
    let scanned = 0;
    for (let place = from ?? start, isFirst = true; ; isFirst = false) {
      const limit = this.exceededLimit();
      if (limit !== null) {
        if (isFirst) throw new GatewayError("QUERY_TOO_LARGE", { limit });
        return { rows, next: place, scanned, isComplete: false };
      }
      const wanted = rest === null ? place.skip + first - rows.length : maximumPageSize;
      const page = await pool.users.list({
        filter,
        limit: Math.min(maximumPageSize, wanted),
        token: place.token,
      });
      const seen = readPage(page, place, first - rows.length, rest);
      for (const { user, position } of seen.rows) {
        rows.push({ user: this.users.prime(user), position });
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

/** The users of one page that are looked for, at most `most`. */
function readPage(
  { users, nextToken }: UserPage,
  place: ListPosition,
  most: number,
  search: UserSearch | null,
): Omit<UserSlice, "isComplete"> {
  const rows: ListedUser[] = [];
  const nextPage = nextToken === null ? null : { ...start, token: nextToken };
  const begin = beginOf(users, place);
  for (const [index, user] of users.entries()) {
    if (index < begin || (search !== null && !matchesSearch(user, search))) continue;
    const last = rows.at(-1);
    // One more than asked for is only looked at: it tells that there are more.
    if (last !== undefined && rows.length === most) {
      return { rows, next: last.position, scanned: last.position.skip - begin };
    }
    const here = { token: place.token, skip: index + 1, after: user.username };
    rows.push({ user, position: here });
  }
  const last = rows.at(-1);
  // Behind the last user of a page the next page begins: going on from there costs no second look at this one.
  if (last?.position.skip === users.length && nextPage !== null) {
    rows.splice(-1, 1, { ...last, position: nextPage });
  }
  return { rows, next: nextPage, scanned: users.length - Math.min(begin, users.length) };
}

function beginOf(users: readonly UserRecord[], { skip, after }: ListPosition): number {
  if (after === null) return skip;
  const found = users.findIndex(({ username }) => username === after);
  // Whoever stood there is gone: rather show somebody twice than pass over somebody.
  return found >= 0 ? found + 1 : Math.max(0, skip - 1);
}
