import type { UserPools } from "../cognito/user-pools.js";
import { GroupLoader } from "./group-loader.js";
import { UserLoader } from "./user-loader.js";

export interface Loaders {
  readonly users: UserLoader;
  readonly groups: GroupLoader;
}

/** A fresh set of loaders: made for each request and dropped with it. */
export function createLoaders(
  pools: UserPools,
  {
    concurrentLookups,
    userKeys,
  }: { readonly concurrentLookups: number; readonly userKeys: number },
): Loaders {
  return {
    users: new UserLoader(pools, concurrentLookups, userKeys),
    groups: new GroupLoader(pools, concurrentLookups),
  };
}
