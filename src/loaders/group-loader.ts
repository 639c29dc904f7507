import type { UserPools } from "../cognito/user-pools.js";
import { NameLoader, type UserName } from "./name-loader.js";
import type { Writing } from "./writing.js";

/** The groups of users, by canonical username, for one request: one AdminListGroupsForUser for each distinct user. */
export class GroupLoader {
  private readonly byName: NameLoader<readonly string[]>;

  constructor(pools: UserPools, concurrentLookups: number, writing: Writing) {
    this.byName = new NameLoader(async ({ poolId, username }) => {
      const isForWrite = poolId === writing.poolId;
      return (await pools.find(poolId)?.getGroupsOf(username, { isForWrite })) ?? [];
    }, concurrentLookups);
  }

  /** The names of the user's groups. Failures are not remembered. */
  load(name: UserName): Promise<readonly string[]> {
    return this.byName.load(name);
  }

  /** Makes the next `load` ask again. */
  clear(name: UserName): void {
    this.byName.clear(name);
  }
}
