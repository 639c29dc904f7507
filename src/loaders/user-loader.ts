import DataLoader from "dataloader";
import type { UserRecord } from "../cognito/records.js";
import type { UserPools } from "../cognito/user-pools.js";
import { GatewayError } from "../errors/gateway-error.js";
import { mapBounded } from "./map-bounded.js";

/** A user by any name that Cognito resolves: canonical username, configured alias, sub. */
export interface UserName {
  /** The pool's id, never its alias. */
  readonly poolId: string;
  readonly username: string;
}

interface KnownUser {
  readonly record: UserRecord;
  /** Every name under which this request has met the user. */
  readonly names: Map<string, UserName>;
}

/**
 * The look-ups of one request. Cognito has no operation that reads several users, so a batch is one AdminGetUser for
 * each distinct name, a bounded number at a time. Lives as long as its request: a cached user must never be shown
 * to another caller.
 */
export class UserLoader {
  private readonly known = new Map<string, KnownUser>();
  private readonly byName: DataLoader<UserName, UserRecord | null, string>;
  /** The keys of names that cost no further look-up. */
  private readonly met = new Set<string>();
  private asked = 0;

  constructor(
    private readonly pools: UserPools,
    concurrentLookups: number,
    private readonly maximumNames: number,
  ) {
    this.byName = new DataLoader<UserName, UserRecord | null, string>(
      (names) => mapBounded(names, concurrentLookups, (name) => this.lookUp(name)),
      { cacheKeyFn: keyOf },
    );
  }

  /**
   * The user, or null when the pool knows none by that name. Failures are not remembered. QUERY_TOO_LARGE once the request
   * has asked for too many different names, in whatever fields.
   */
  async load(name: UserName): Promise<UserRecord | null> {
    this.count(keyOf(name));
    try {
      return await this.byName.load(name);
    } catch (error) {
      this.byName.clear(name);
      throw error;
    }
  }

  /** Reads a user again after a write: what is kept under every name of theirs is dropped first. */
  reload(user: UserRecord): Promise<UserRecord | null> {
    const { poolId, username } = user;
    for (const name of this.known.get(user.id)?.names.values() ?? []) this.byName.clear(name);
    this.byName.clear({ poolId, username });
    this.known.delete(user.id);
    // What belongs to a write that is done is not to be refused for what else was asked.
    this.met.add(keyOf({ poolId, username }));
    return this.load({ poolId, username });
  }

  private count(key: string): void {
    if (this.met.has(key)) return;
    if (this.asked >= this.maximumNames) throw new GatewayError("QUERY_TOO_LARGE");
    this.asked += 1;
    this.met.add(key);
  }

  private async lookUp(name: UserName): Promise<UserRecord | null | GatewayError> {
    try {
      const record = (await this.pools.find(name.poolId)?.getUser(name.username)) ?? null;
      return record === null ? null : this.remember(name, record);
    } catch (error) {
      // A UserPool throws nothing else. Returned, not thrown: one failing user must not fail its batch.
      return error as GatewayError;
    }
  }

  /** Makes every name of one user lead to one record, so that an answer never shows two states of a user. */
  private remember(name: UserName, record: UserRecord): UserRecord {
    let user = this.known.get(record.id);
    if (user === undefined) {
      user = { record, names: new Map() };
      this.known.set(record.id, user);
      this.met.add(keyOf(record));
      this.byName.prime({ poolId: record.poolId, username: record.username }, record);
    }
    user.names.set(keyOf(name), name);
    return user.record;
  }
}

/** NUL can be in no pool id and in no username, so no two names share a key. */
export function keyOf({ poolId, username }: UserName): string {
  return `${poolId}\0${username}`;
}
