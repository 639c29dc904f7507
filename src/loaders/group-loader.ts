import { GatewayError } from "../errors/gateway-error.js";
import { keyOf, NameLoader, type UserName } from "./name-loader.js";
import type { PoolCalls } from "./pool-calls.js";

/** The groups of users, by canonical username, for one request: one AdminListGroupsForUser for each distinct user. */
export class GroupLoader {
  private readonly byName: NameLoader<readonly string[]>;
  /** The keys of the users who have been asked for. */
  private readonly met = new Set<string>();
  private readonly maximumUsers: number;

  constructor(calls: PoolCalls, { userKeys }: { readonly userKeys: number }) {
    this.maximumUsers = userKeys;
    this.byName = new NameLoader<readonly string[]>(async (names) => {
      const groups = await calls.ask("AdminListGroupsForUser", names, (pool, username, options) =>
        pool.groups.namesOf(username, options),
      );
      return groups.map((answer) => answer ?? []);
    });
  }

  /**
   * The names of the user's groups, in Cognito's order. Failures are not remembered. QUERY_TOO_LARGE once the request has asked
   * for those of too many users, in whatever fields.
   */
  async load(name: UserName): Promise<readonly string[]> {
    this.count(keyOf(name));
    return this.byName.load(name);
  }

  /** As `load`, but null when the user is gone meanwhile. */
  async find(name: UserName): Promise<readonly string[] | null> {
    try {
      return await this.load(name);
    } catch (error) {
      if (error instanceof GatewayError && error.code === "USER_NOT_FOUND") return null;
      throw error;
    }
  }

  /** Makes the next `load` ask again. */
  clear(name: UserName): void {
    this.byName.clear(name);
  }

  /** Apart from the look-ups of users: whoever may be looked up by name may have their groups told as well. */
  private count(key: string): void {
    if (!this.met.has(key) && this.met.size >= this.maximumUsers) {
      throw new GatewayError("QUERY_TOO_LARGE", { limit: "userKeys" });
    }
    this.met.add(key);
  }
}
