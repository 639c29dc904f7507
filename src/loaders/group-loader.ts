import { NameLoader, type UserName } from "./name-loader.js";
import type { PoolCalls } from "./pool-calls.js";

/** The groups of users, by canonical username, for one request: one AdminListGroupsForUser for each distinct user. */
export class GroupLoader {
  private readonly byName: NameLoader<readonly string[]>;

  constructor(calls: PoolCalls) {
    this.byName = new NameLoader<readonly string[]>(async (names) => {
      const groups = await calls.ask("AdminListGroupsForUser", names, (pool, username, options) =>
        pool.getGroupsOf(username, options),
      );
      return groups.map((answer) => answer ?? []);
    });
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
