import { createHash } from "node:crypto";
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
  /**
   * The marks of the users of the page who come before. They find the place again after users came or went, and however many
   * users Cognito gives for the token this time.
   */
  readonly passed: readonly string[];
}

interface ListedUser {
  readonly user: UserRecord;
  /** The place behind the user; made when it is asked for, since most are not. */
  readonly position: () => ListPosition;
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

const start: ListPosition = { token: null, passed: [] };

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
      const wanted = rest === null ? place.passed.length + first - rows.length : maximumPageSize;
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
  const passed = new Set(place.passed);
  const nextPage =
    nextToken === null ? null : { token: nextToken, passed: stillToPass(users, passed) };
  let scanned = 0;
  let scannedForRows = 0;
  for (const [index, user] of users.entries()) {
    if (passed.size > 0 && passed.has(markOf(user))) continue;
    scanned += 1;
    if (search !== null && !matchesSearch(user, search)) continue;
    const last = rows.at(-1);
    // One more than asked for is only looked at: it tells that there are more.
    if (last !== undefined && rows.length === most) {
      return { rows, next: last.position(), scanned: scannedForRows };
    }
    scannedForRows = scanned;
    // Behind the last user of a page the next page begins: going on from there costs no second look at this one.
    const isLast = index === users.length - 1 && nextPage !== null;
    rows.push({
      user,
      position: () => (isLast ? nextPage : placeBehind(index, users, place)),
    });
  }
  return { rows, next: nextPage, scanned };
}

function placeBehind(
  index: number,
  users: readonly UserRecord[],
  { token, passed }: ListPosition,
): ListPosition {
  const marks = new Set([...passed, ...users.slice(0, index + 1).map(markOf)]);
  return { token, passed: [...marks].slice(-maximumPageSize) };
}

/**
 * Whom the next page has to pass by as well: a page that is shorter than it was has left them to the next one. None of them
 * comes any more behind a page of others.
 */
function stillToPass(users: readonly UserRecord[], passed: ReadonlySet<string>): readonly string[] {
  if (passed.size === 0) return [];
  const marks = new Set(users.map(markOf));
  const others = [...passed].filter((mark) => !marks.has(mark));
  return others.length === passed.size && users.length > 0 ? [] : others;
}

/** Stands for a user in a cursor, which may hold sixty: two of a page have the same once in 10^11 pages. */
const markOf = ({ username }: UserRecord): string =>
  createHash("sha256").update(username).digest("base64url").slice(0, 8);
