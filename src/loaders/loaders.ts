import type { UserPools } from "../cognito/user-pools.js";
import { GroupLoader } from "./group-loader.js";
import { PoolCalls } from "./pool-calls.js";
import { UserLister } from "./user-lister.js";
import { UserLoader } from "./user-loader.js";
import type { Writing } from "./writing.js";

export interface Loaders {
  readonly writing: Writing;
  readonly users: UserLoader;
  readonly userLists: UserLister;
  readonly groups: GroupLoader;
}

/** What one request may ask of Cognito; see `limits` in the configuration. */
export interface LoaderLimits {
  readonly concurrentLookups: number;
  readonly lookupDeadlineMs: number;
  readonly userKeys: number;
  readonly listPages: number;
  readonly listDeadlineMs: number;
}

/** A fresh set of loaders: made for each request and dropped with it. */
export function createLoaders(pools: UserPools, limits: LoaderLimits): Loaders {
  const writing: Writing = { poolId: null };
  const calls = new PoolCalls(pools, limits, writing);
  const users = new UserLoader(pools, calls, limits);
  return {
    writing,
    users,
    userLists: new UserLister(users, limits),
    groups: new GroupLoader(calls, limits),
  };
}
