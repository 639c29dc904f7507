import type { UserPools } from "../cognito/user-pools.js";
import { UserLoader } from "./user-loader.js";

export interface Loaders {
  readonly users: UserLoader;
}

/** A fresh set of loaders: made for each request and dropped with it. */
export function createLoaders(
  pools: UserPools,
  { concurrentLookups }: { readonly concurrentLookups: number },
): Loaders {
  return { users: new UserLoader(pools, concurrentLookups) };
}
