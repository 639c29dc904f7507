import type { UserPools } from "../cognito/user-pools.js";
import { NameLoader, type UserName } from "./name-loader.js";

/** The groups of users, by canonical username, for one request: one AdminListGroupsForUser for each distinct user. */
export class GroupLoader {
  private readonly byName: NameLoader<readonly string[]>;

  constructor(pools: UserPools, concurrentLookups: number) {
    this.byName = new NameLoader(
      async ({ poolId, username }) => (await pools.find(poolId)?.getGroupsOf(username)) ?? [],
      concurrentLookups,
    );
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
