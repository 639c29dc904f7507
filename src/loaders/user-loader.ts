import type { AuthFactorsRecord } from "../cognito/records/activity-records.js";
import type { UserMfaRecord, UserRecord } from "../cognito/records/records.js";
import type { UserPools } from "../cognito/user-pools.js";
import { GatewayError } from "../errors/gateway-error.js";
import type { DetailLoader } from "./detail-loader.js";
import { KnownUsers } from "./known-users.js";
import { keyOf, NameLoader, type UserName } from "./name-loader.js";
import { wavesOf } from "./name-waves.js";
import type { PoolCalls } from "./pool-calls.js";

/** What the look-ups ask. */
interface UserSources {
  readonly calls: PoolCalls;
  readonly authFactors: DetailLoader<AuthFactorsRecord>;
}

/** What was found by a name, or why nothing could be. */
type Found = UserRecord | null | Error;

/**
 * The look-ups of one request: one AdminGetUser for each distinct user, by however many names, or none where a list has told
 * of them. Lives as long as its request: a cached user must never be shown to another caller.
 */
export class UserLoader {
  private readonly known: KnownUsers;
  private readonly byName: NameLoader<UserRecord | null>;
  /** What AdminGetUser alone tells, and is asked for what is written by. */
  private readonly exactly: NameLoader<UserRecord | null>;
  /** The second factors of users whom lists have told of. */
  private readonly mfa: NameLoader<UserMfaRecord | null>;
  private readonly calls: PoolCalls;
  private readonly authFactors: DetailLoader<AuthFactorsRecord>;
  /** The keys of names that have been counted. */
  private readonly met = new Set<string>();
  /** The keys of names of which more is wanted than lists tell. */
  private readonly wantedExactly = new Set<string>();
  private readonly maximumNames: number;
  private asked = 0;
  private lastBatch: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly pools: UserPools,
    { calls, authFactors }: UserSources,
    { userKeys }: { readonly userKeys: number },
  ) {
    this.calls = calls;
    this.authFactors = authFactors;
    this.maximumNames = userKeys;
    this.known = new KnownUsers(pools);
    this.byName = new NameLoader((names) => this.inTurn(names));
    this.exactly = new NameLoader<UserRecord | null>((names) =>
      calls.ask("AdminGetUser", names, (pool, { username }, options) =>
        pool.users.get(username, options),
      ),
    );
    this.mfa = new NameLoader((names) => Promise.all(names.map((name) => this.findMfa(name))));
  }

  /**
   * The user, or null when the pool knows none by that name. `isExact` when a field is wanted that lists do not tell. Failures
   * are not remembered. QUERY_TOO_LARGE once the request has asked for too many different names, in whatever fields.
   */
  async load(name: UserName, { isExact = false } = {}): Promise<UserRecord | null> {
    this.count(keyOf(name));
    if (isExact) this.wantedExactly.add(keyOf(name));
    return this.byName.load(name);
  }

  /** The user as AdminGetUser has them, whatever a list has told: who is to be written to. Else as `load`. */
  async loadExactly(name: UserName): Promise<UserRecord | null> {
    this.count(keyOf(name));
    const record = await this.exactly.load(name);
    if (record !== null) this.remember(name, record);
    return record;
  }

  /** As `loadExactly`, past what the request knows: who is about to be judged. */
  loadAnew(name: UserName): Promise<UserRecord | null> {
    this.exactly.clear(name);
    return this.loadExactly(name);
  }

  /**
   * Takes in a user from a list, so that to load them by their username asks nobody. Answers with what the request knows of
   * them: a record that has been shown already stays.
   */
  prime(user: UserRecord): UserRecord {
    return this.remember(user, user);
  }

  /**
   * The second factors, which lists do not tell; null when the user is gone. Asks AdminGetUser, unless the request asks for the
   * user's ways to sign in as well: that call answers both. Counts as a look-up.
   */
  async loadMfa(user: UserRecord): Promise<UserMfaRecord | null> {
    if (user.mfa !== null) return user.mfa;
    this.count(`mfa of ${user.id}`);
    const { poolId, username } = user;
    return this.mfa.load({ poolId, username });
  }

  /** Drops what is kept of a user under every name of theirs, after a write; of somebody unknown what is kept of this name. */
  forget(user: UserName): void {
    for (const name of this.known.forget(user)) {
      this.met.add(keyOf(name));
      this.byName.clear(name);
      this.exactly.clear(name);
      this.mfa.clear(name);
    }
  }

  /** Reads a user again after a write. */
  reload(user: UserName): Promise<UserRecord | null> {
    const { poolId, username } = user;
    // What belongs to a write that is done is not to be refused for what else was asked: nothing that is forgotten is.
    this.forget(user);
    return this.loadExactly({ poolId, username });
  }

  /** Called once all fields of the moment have said what they ask for. */
  private async findMfa(name: UserName): Promise<UserMfaRecord | null | Error> {
    const found: Promise<{ readonly mfa: UserMfaRecord | null } | null> = this.authFactors.isAsked(
      name,
    )
      ? this.authFactors.find(name).catch((error: unknown) => {
          // A gateway that may not ask for one may well ask for the other.
          if (!(error instanceof GatewayError && error.code === "GATEWAY_MISCONFIGURED"))
            throw error;
          return this.exactly.load(name);
        })
      : this.exactly.load(name);
    return found.then(
      (record) => record?.mfa ?? null,
      (error: unknown) => error as Error,
    );
  }

  private count(key: string): void {
    if (this.met.has(key) || this.known.has(key)) return;
    if (this.asked >= this.maximumNames) {
      throw new GatewayError("QUERY_TOO_LARGE", { limit: "userKeys" });
    }
    this.asked += 1;
    this.met.add(key);
  }

  /** One batch after the other: what one has found may answer for names of the next. */
  private inTurn(names: readonly UserName[]): Promise<readonly Found[]> {
    const batch = this.lastBatch.then(() => this.findAll(names));
    this.lastBatch = batch.catch(() => undefined);
    return batch;
  }

  private async findAll(names: readonly UserName[]): Promise<readonly Found[]> {
    const found = new Map<string, Found>();
    for (const wave of wavesOf(names)) {
      const unknown: UserName[] = [];
      for (const name of wave) {
        const user = await this.known.find(name);
        if (user === null) unknown.push(name);
        else found.set(keyOf(name), this.remember(name, user));
      }
      for (const [key, result] of await this.askFor(unknown)) found.set(key, result);
    }
    return names.map((name) => found.get(keyOf(name)) ?? null);
  }

  /** Asks lists where that is enough and the pool is read so, and AdminGetUser for the rest. */
  private async askFor(names: readonly UserName[]): Promise<ReadonlyMap<string, Found>> {
    const found = await this.askLists(names.filter((name) => !this.wantedExactly.has(keyOf(name))));
    const rest = names.filter((name) => !found.has(keyOf(name)));
    const records = rest.map((name) =>
      this.exactly.load(name).catch((error: unknown) => error as Error),
    );
    for (const [index, name] of rest.entries())
      found.set(keyOf(name), (await records[index]) ?? null);
    return new Map(
      names.map((name) => {
        const record = found.get(keyOf(name)) ?? null;
        const isUser = record !== null && !(record instanceof Error);
        return [keyOf(name), isUser ? this.remember(name, record) : record];
      }),
    );
  }

  private async askLists(names: readonly UserName[]): Promise<Map<string, Found>> {
    const found = new Map<string, Found>();
    const poolIds = new Set(names.map(({ poolId }) => poolId));
    const asking = [...poolIds].map(async (poolId) => {
      const usernames = names.filter((name) => name.poolId === poolId).map((name) => name.username);
      try {
        const listed = await this.pools.find(poolId)?.findListed(usernames, this.calls.until);
        for (const [username, user] of listed ?? []) found.set(keyOf({ poolId, username }), user);
      } catch (error) {
        for (const username of usernames) found.set(keyOf({ poolId, username }), error as Error);
      }
    });
    await Promise.all(asking);
    return found;
  }

  /** Makes every name of one user lead to one record, so that an answer never shows two states of a user. */
  private remember(name: UserName, record: UserRecord): UserRecord {
    const { poolId, username } = record;
    if (record.mfa !== null) this.exactly.prime({ poolId, username }, record);
    return this.known.meet(name, record);
  }
}
