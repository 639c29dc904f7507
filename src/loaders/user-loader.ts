import type { UserMfaRecord, UserRecord } from "../cognito/records.js";
import type { UserPools } from "../cognito/user-pools.js";
import { GatewayError } from "../errors/gateway-error.js";
import { keyOf, NameLoader, type UserName } from "./name-loader.js";
import type { Writing } from "./writing.js";

interface KnownUser {
  readonly record: UserRecord;
  /** Every name under which this request has met the user. */
  readonly names: Map<string, UserName>;
}

/**
 * The look-ups of one request, one AdminGetUser for each distinct name. Lives as long as its request: a cached user must
 * never be shown to another caller.
 */
export class UserLoader {
  private readonly known = new Map<string, KnownUser>();
  private readonly byName: NameLoader<UserRecord | null>;
  /** What lists do not tell, of users who came from one. */
  private readonly mfaByName: NameLoader<UserMfaRecord | null>;
  /** The keys of names that cost no further look-up. */
  private readonly met = new Set<string>();
  private readonly maximumNames: number;
  private asked = 0;

  constructor(
    private readonly pools: UserPools,
    {
      concurrentLookups,
      userKeys,
    }: { readonly concurrentLookups: number; readonly userKeys: number },
    private readonly writing: Writing,
  ) {
    this.maximumNames = userKeys;
    this.byName = new NameLoader((name) => this.lookUp(name), concurrentLookups);
    this.mfaByName = new NameLoader(
      async (name) => (await this.getUser(name))?.mfa ?? null,
      concurrentLookups,
    );
  }

  /**
   * The user, or null when the pool knows none by that name. Failures are not remembered. QUERY_TOO_LARGE once the request
   * has asked for too many different names, in whatever fields.
   */
  async load(name: UserName): Promise<UserRecord | null> {
    this.count(keyOf(name));
    return this.byName.load(name);
  }

  /**
   * Takes in a user from a list, so that to load them by their username asks nobody. Answers with what the request knows of
   * them: a record that has been shown already stays.
   */
  prime(user: UserRecord): UserRecord {
    return this.remember(user, user);
  }

  /** The second factors, which AdminGetUser alone tells; null when the user is gone. Counts as a look-up if it is one. */
  async loadMfa(user: UserRecord): Promise<UserMfaRecord | null> {
    if (user.mfa !== null) return user.mfa;
    this.count(`mfa of ${user.id}`);
    return this.mfaByName.load(user);
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
    if (this.asked >= this.maximumNames) {
      throw new GatewayError("QUERY_TOO_LARGE", { limit: "userKeys" });
    }
    this.asked += 1;
    this.met.add(key);
  }

  private async lookUp(name: UserName): Promise<UserRecord | null> {
    const record = await this.getUser(name);
    return record === null ? null : this.remember(name, record);
  }

  private async getUser({ poolId, username }: UserName): Promise<UserRecord | null> {
    const isForWrite = poolId === this.writing.poolId;
    return (await this.pools.find(poolId)?.getUser(username, { isForWrite })) ?? null;
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
    if (user.record.mfa === null && record.mfa !== null) this.mfaByName.prime(record, record.mfa);
    return user.record;
  }
}
