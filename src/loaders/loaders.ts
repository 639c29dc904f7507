import type { UserPools } from "../cognito/user-pools.js";
import { GroupLoader } from "./group-loader.js";
import { PoolCalls } from "./pool-calls.js";
import { UserLister } from "./user-lister.js";
import { UserLoader } from "./user-loader.js";
import type { WriteSlot } from "./write-slot.js";

export interface Loaders {
  readonly writeSlot: WriteSlot;
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
  const writeSlot: WriteSlot = { poolId: null };
  const calls = new PoolCalls(pools, limits, writeSlot);
  const users = new UserLoader(pools, calls, limits);
  return {
    writeSlot,
    users,
    userLists: new UserLister(users, limits),
    groups: new GroupLoader(calls, limits),
  };
}
