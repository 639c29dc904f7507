import DataLoader from "dataloader";
import type { UserPools } from "../cognito/user-pools.js";
import type { GatewayError } from "../errors/gateway-error.js";
import { mapBounded } from "./map-bounded.js";
import { keyOf, type UserName } from "./user-loader.js";

/** The groups of users, by canonical username, for one request: one AdminListGroupsForUser for each distinct user. */
export class GroupLoader {
  private readonly byName: DataLoader<UserName, readonly string[], string>;

  constructor(
    private readonly pools: UserPools,
    concurrentLookups: number,
  ) {
    this.byName = new DataLoader<UserName, readonly string[], string>(
      (names) => mapBounded(names, concurrentLookups, (name) => this.lookUp(name)),
      { cacheKeyFn: keyOf },
    );
  }

  /** The names of the user's groups. Failures are not remembered. */
  async load(name: UserName): Promise<readonly string[]> {
    try {
      return await this.byName.load(name);
    } catch (error) {
      this.byName.clear(name);
      throw error;
    }
  }

  private async lookUp({ poolId, username }: UserName): Promise<readonly string[] | GatewayError> {
    try {
      return (await this.pools.find(poolId)?.getGroupsOf(username)) ?? [];
    } catch (error) {
      // A UserPool throws nothing else. Returned, not thrown: one failing user must not fail its batch.
      return error as GatewayError;
    }
  }
}
