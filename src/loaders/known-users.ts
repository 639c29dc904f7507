import { foldName, isCertainlyNamed, possibleNames } from "../cognito/certain-name.js";
import type { UserRecord } from "../cognito/records.js";
import type { UserPools } from "../cognito/user-pools.js";
import { keyOf, type UserName } from "./name-loader.js";

interface KnownUser {
  readonly record: UserRecord;
  /** Every name under which this request has met the user. */
  readonly names: Map<string, UserName>;
}

/** The users that a request has met, each in the state that it has seen first. */
export class KnownUsers {
  private readonly byId = new Map<string, KnownUser>();
  private readonly byPossibleName = new Map<string, Set<UserRecord>>();

  constructor(private readonly pools: UserPools) {}

  /** Notes a name of a user; answers with what is known of them, and whether that is new. */
  meet(
    name: UserName,
    record: UserRecord,
  ): { readonly record: UserRecord; readonly isNew: boolean } {
    const known = this.byId.get(record.id);
    const user = known ?? { record, names: new Map<string, UserName>() };
    user.names.set(keyOf(name), name);
    if (known !== undefined) return { record: known.record, isNew: false };
    this.byId.set(record.id, user);
    for (const possible of possibleNames(record)) {
      const key = keyOf({ poolId: record.poolId, username: possible });
      this.byPossibleName.set(key, (this.byPossibleName.get(key) ?? new Set()).add(record));
    }
    return { record, isNew: true };
  }

  /** The user whom a name certainly means, if the request has met them; null where that cannot be told. */
  async find({ poolId, username }: UserName): Promise<UserRecord | null> {
    const key = keyOf({ poolId, username: foldName(username) });
    const candidates = [...(this.byPossibleName.get(key) ?? [])];
    const exact = candidates.find((user) => isCertainlyNamed(user, username));
    if (exact !== undefined || candidates.length === 0) return exact ?? null;
    // How the pool takes names is kept; that it cannot be told only costs a look-up.
    const pool = await this.pools
      .find(poolId)
      ?.describe()
      .catch(() => undefined);
    if (pool === undefined) return null;
    return candidates.find((user) => isCertainlyNamed(user, username, pool)) ?? null;
  }

  /** Forgets a user; answers with every name that led to them. */
  forget({ id, poolId, username }: UserRecord): readonly UserName[] {
    const names = [...(this.byId.get(id)?.names.values() ?? []), { poolId, username }];
    this.byId.delete(id);
    for (const records of this.byPossibleName.values()) {
      for (const record of records) if (record.id === id) records.delete(record);
    }
    return names;
  }
}
