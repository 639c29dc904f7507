import {
  foldName,
  isCertainlyNamed,
  kindOfName,
  possibleNames,
} from "../cognito/records/name-match.js";
import type { UserRecord } from "../cognito/records/records.js";
import type { UserPools } from "../cognito/user-pools.js";
import { keyOf, type UserName } from "./name-loader.js";

interface KnownUser {
  readonly record: UserRecord;
  /** The names beside the canonical one under which this request has met the user. */
  readonly names: UserName[];
}

/** The users that a request has met, each in the state that it has seen first. */
export class KnownUsers {
  /** By the key of the canonical username. */
  private readonly byUsername = new Map<string, KnownUser>();
  private readonly byPossibleName = new Map<string, Set<UserRecord>>();
  /** Users of lists are seldom asked for by a name: what they may be named is noted when somebody is. */
  private readonly unindexed: UserRecord[] = [];

  constructor(private readonly pools: UserPools) {}

  /** Notes a name of a user; answers with what is known of them. */
  meet(name: UserName, record: UserRecord): UserRecord {
    const key = keyOf(record);
    const known = this.byUsername.get(key);
    if (known === undefined) {
      this.byUsername.set(key, { record, names: name === record ? [] : [name] });
      this.unindexed.push(record);
      return record;
    }
    if (name !== record) known.names.push(name);
    return known.record;
  }

  /** Whether a user has been met whose canonical username this is the key of. */
  has(key: string): boolean {
    return this.byUsername.has(key);
  }

  /** The user whom a name certainly means, if the request has met them; null where that cannot be told. */
  async find({ poolId, username }: UserName): Promise<UserRecord | null> {
    this.index();
    const key = keyOf({ poolId, username: foldName(username) });
    const candidates = [...(this.byPossibleName.get(key) ?? [])];
    const exact = candidates.find((user) => isCertainlyNamed(user, username));
    if (exact !== undefined || candidates.length === 0) return exact ?? null;
    // A name that looks like a sub may be somebody's username: nothing that is known of the pool makes it certain.
    if (kindOfName(username) === "sub") return null;
    // How the pool takes names is kept; that it cannot be told only costs a look-up.
    const pool = await this.pools
      .find(poolId)
      ?.description.get()
      .catch(() => undefined);
    if (pool === undefined) return null;
    return candidates.find((user) => isCertainlyNamed(user, username, pool)) ?? null;
  }

  /** Forgets a user; answers with every name that led to them. */
  forget(user: UserName): readonly UserName[] {
    const { poolId, username } = user;
    this.index();
    const key = keyOf(user);
    const known = this.byUsername.get(key);
    this.byUsername.delete(key);
    if (known !== undefined) {
      for (const name of keysOfPossibleNames(known.record)) {
        this.byPossibleName.get(name)?.delete(known.record);
      }
    }
    return [...(known?.names ?? []), { poolId, username }];
  }

  private index(): void {
    for (const record of this.unindexed.splice(0)) {
      for (const key of keysOfPossibleNames(record)) {
        this.byPossibleName.set(key, (this.byPossibleName.get(key) ?? new Set()).add(record));
      }
    }
  }
}

const keysOfPossibleNames = (record: UserRecord): readonly string[] =>
  possibleNames(record).map((username) => keyOf({ poolId: record.poolId, username }));
