import DataLoader from "dataloader";
import { maximumPageSize } from "../cognito/frugal/user-sweep.js";
import type { ReadOptions } from "../cognito/gate/pool-gate.js";
import type { Page, PageRequest } from "../cognito/records/activity-records.js";
import type { CognitoOperation } from "../cognito/records/operations.js";
import type { UserPool } from "../cognito/user-pool.js";
import { GatewayError } from "../errors/gateway-error.js";
import { DistinctKeys } from "./distinct-keys.js";
import {
  type ListPosition,
  type PageReading,
  readPage,
  type PageSlice,
  startOfList,
} from "./list-page.js";
import { keyOf, type UserName } from "./name-loader.js";
import { nullIfGone } from "./null-if-gone.js";
import type { PoolCalls } from "./pool-calls.js";

/** How a page of one user's list is asked for; of a group's or a pool's as well, by another text in place of the username. */
interface PageSource<Item> {
  readonly operation: CognitoOperation;
  /** By the canonical username. Throws GatewayError only. */
  readonly ask: (
    pool: UserPool,
    username: string,
    page: PageRequest,
    options: ReadOptions,
  ) => Promise<Page<Item>>;
}

interface PageKey extends UserName, PageRequest {}

/** Lists that users have, page by page, for one request: one call for each page of each distinct user. */
export class DetailPages<Item> {
  private readonly pages: DataLoader<PageKey, Page<Item>, string>;
  /** The pages that have been asked for. */
  private readonly met: DistinctKeys;

  constructor(
    calls: PoolCalls,
    limits: { readonly userKeys: number },
    { operation, ask }: PageSource<Item>,
  ) {
    this.met = new DistinctKeys(limits);
    this.pages = new DataLoader<PageKey, Page<Item>, string>(
      async (keys) => {
        const pages = await calls.ask(operation, keys, (pool, { username, ...page }, options) =>
          ask(pool, username, page, options),
        );
        return pages.map((page) => page ?? new GatewayError("POOL_NOT_FOUND"));
      },
      { cacheKeyFn: keyOfPage },
    );
  }

  /**
   * The next items of a user's list, at most `first`: one call, so there may be fewer although there are more. Null when the user is
   * gone. QUERY_TOO_LARGE once the request has asked for too many pages, of whatever users.
   */
  async list(
    { poolId, username }: UserName,
    { first, from }: { readonly first: number; readonly from: ListPosition | null },
    reading: PageReading<Item>,
  ): Promise<PageSlice<Item> | null> {
    const place = from ?? startOfList;
    const limit = Math.min(maximumPageSize, place.passed.length + first);
    const key = { poolId, username, limit, token: place.token };
    this.met.count(keyOfPage(key));
    const page = await nullIfGone(this.pages.load(key));
    return page === null ? null : readPage(page, place, first, reading);
  }

  /** Makes the next `list` ask again. */
  clear(): void {
    this.pages.clearAll();
  }
}

const keyOfPage = ({ limit, token, ...name }: PageKey): string =>
  JSON.stringify([keyOf(name), limit, token]);
