import { GatewayError } from "../../errors/gateway-error.js";
import type { PoolGate, ReadOptions } from "../gate/pool-gate.js";
import {
  filterForName,
  foldName,
  isCertainlyNamed,
  kindOfName,
  onlyOneNamed,
  possibleNames,
} from "../records/name-match.js";
import type {
  UserPage,
  UserPageRequest,
  UserPoolDescription,
  UserRecord,
} from "../records/records.js";
import { maximumPageSize, type SweepLimits, UserSweep } from "./user-sweep.js";
import { WantedNames } from "./wanted-names.js";

/** The part of a pool that is asked. */
interface ListSource {
  listUsers(request: UserPageRequest, options: ReadOptions): Promise<UserPage>;
  describe(): Promise<UserPoolDescription>;
}

/** More names than that, of all who wait, are a batch, which yields to others. */
const maximumInteractive = 16;

/** Filtered look-ups that are under way at a time; between them the plan is made anew. */
const concurrentFilters = 8;

/**
 * Finds users by name without AdminGetUser, which would make each of them a monthly active one: by ListUsers with a filter,
 * one call for each name, or by reading the whole pool, one call for each 60 of its users, whichever takes fewer calls for
 * all that is wanted at the moment by whatever requests.
 */
export class ListLookUps {
  private readonly sweep: UserSweep;
  /** Names that people wait for. While there is a batch, none of them waits for its pages. */
  private readonly single: WantedNames;
  private readonly batch: WantedNames;
  private readonly running = new Set<WantedNames>();
  /** Filtered look-ups of late, since the last sweep: who has paid as much as a sweep costs had better sweep. */
  private spent = 0;
  private spentSince = -Infinity;

  constructor(
    private readonly source: ListSource,
    private readonly gate: Pick<PoolGate, "checkBatch" | "batchIsLate">,
    private readonly limits: SweepLimits,
  ) {
    this.single = new WantedNames(() => gate.batchIsLate());
    this.batch = new WantedNames(() => gate.batchIsLate());
    this.sweep = new UserSweep(limits, (token, options) =>
      source.listUsers({ filter: null, limit: maximumPageSize, token }, options),
    );
  }

  /**
   * The users whom lists tell of with certainty, by the names that were asked for. That a name is missing means that
   * AdminGetUser has to be asked, and no more. RATE_LIMITED when there is no time for it until then.
   */
  async find(names: readonly string[], until: number): Promise<ReadonlyMap<string, UserRecord>> {
    const pool = await this.source.describe();
    const found = new Map<string, UserRecord>();
    for (const name of names) {
      const user = this.sweep.find(name, pool);
      if (user !== null) found.set(name, user);
    }
    const others = names.filter((name) => !found.has(name));
    if (others.length === 0) return found;
    const wanted = this.laneOf(others.length);
    const calls = Math.min(this.sweep.pagesLeft(pool), wanted.size + others.length);
    if (wanted === this.batch && calls > 0) this.gate.checkBatch("ListUsers", calls, until);
    const answers = others.map(async (name) => {
      const user = await wanted.want(name, until);
      if (user !== null) found.set(name, user);
    });
    void this.run(wanted);
    await Promise.all(answers);
    return found;
  }

  private laneOf(names: number): WantedNames {
    return this.single.size + names > maximumInteractive ? this.batch : this.single;
  }

  /** Makes what lists tell of this user unbelieved for a while; to be called when a write has ended. */
  noteWrite(username: string): void {
    this.sweep.noteWrite(username);
  }

  close(): void {
    this.sweep.forget();
  }

  /** Works until nobody wants anything any more; there is one at a time for all batches, and one for all others. */
  private async run(wanted: WantedNames): Promise<void> {
    if (this.running.has(wanted)) return;
    this.running.add(wanted);
    while (wanted.size > 0) {
      await this.step(wanted).catch((error: unknown) => {
        wanted.failAll(error as GatewayError);
      });
    }
    this.running.delete(wanted);
  }

  private async step(wanted: WantedNames): Promise<void> {
    const pool = await this.source.describe();
    const pagesLeft = this.sweep.pagesLeft(pool);
    this.forgetOldSpending();
    if (pagesLeft === 0) {
      // The whole pool was read: AdminGetUser decides about names that are not in it, or whose user cannot be believed.
      for (const name of wanted.names()) wanted.settle(name, this.sweep.find(name, pool));
    } else if (this.mayReadPages(wanted) && pagesLeft <= wanted.size + this.spent) {
      await this.readPage(pool, this.optionsFor(wanted));
    } else {
      await this.filterSome(wanted, pool);
    }
  }

  /** The pages of a batch come when its turns do: who is no part of it asks for themselves meanwhile. */
  private mayReadPages(wanted: WantedNames): boolean {
    return wanted === this.batch || !this.running.has(this.batch);
  }

  private async readPage(pool: UserPoolDescription, options: ReadOptions): Promise<void> {
    const users = await this.sweep.readPage(options);
    if (this.sweep.pagesLeft(pool) === 0) this.spent = 0;
    for (const { user, isBelieved } of users) {
      for (const folded of possibleNames(user)) {
        for (const wanted of [this.single, this.batch]) {
          for (const name of wanted.spellings(folded)) {
            if (isCertainlyNamed(user, name, pool)) wanted.settle(name, isBelieved ? user : null);
          }
        }
      }
    }
  }

  private async filterSome(wanted: WantedNames, pool: UserPoolDescription): Promise<void> {
    const options = this.optionsFor(wanted);
    const names = [...wanted.names()].slice(0, concurrentFilters);
    await Promise.all(
      names.map(async (name) => {
        try {
          wanted.settle(name, await this.filterBy(name, pool, options));
        } catch (error) {
          wanted.fail(name, error as GatewayError);
        }
      }),
    );
  }

  private async filterBy(
    name: string,
    pool: UserPoolDescription,
    options: ReadOptions,
  ): Promise<UserRecord | null> {
    const filter = filterForName(name, pool);
    if (filter === null) return null;
    const readAt = performance.now();
    const users = await this.listBy(filter, options);
    const found = users.filter((user) => isCertainlyNamed(user, name, pool));
    const user =
      found.find(({ username }) => foldName(username) === foldName(name)) ??
      found[0] ??
      (kindOfName(name) === "sub" ? await this.onlyOneBy(name, users, options) : null);
    return user !== null && this.sweep.isBelieved(user, readAt) ? user : null;
  }

  /** Whose sub this is, if nobody has it for a username. */
  private async onlyOneBy(
    name: string,
    bySub: readonly UserRecord[],
    options: ReadOptions,
  ): Promise<UserRecord | null> {
    if (bySub.length === 0) return null;
    return onlyOneNamed([...bySub, ...(await this.listBy(`username = "${name}"`, options))], name);
  }

  private async listBy(filter: string, options: ReadOptions): Promise<readonly UserRecord[]> {
    this.forgetOldSpending();
    this.spent += 1;
    const request = { filter, limit: maximumPageSize, token: null };
    const page = await this.source.listUsers(request, options).catch(noneIfRefused);
    return page.users;
  }

  /** What a sweep would have told by now is as old as what it tells. */
  private forgetOldSpending(): void {
    const now = performance.now();
    if (now - this.spentSince <= this.limits.sweptUserMaxAgeMs) return;
    this.spent = 0;
    this.spentSince = now;
  }

  private optionsFor(wanted: WantedNames): ReadOptions {
    return wanted === this.single ? {} : { batch: { until: wanted.latest, turns: null } };
  }
}

/** A value that ListUsers does not take for this attribute finds nobody; AdminGetUser decides. */
function noneIfRefused(error: unknown): UserPage {
  if (error instanceof GatewayError && error.code === "BAD_USER_INPUT") {
    return { users: [], nextToken: null };
  }
  throw error;
}
