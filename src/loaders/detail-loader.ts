import type { ReadOptions } from "../cognito/gate/pool-gate.js";
import type { CognitoOperation } from "../cognito/records/operations.js";
import type { UserPool } from "../cognito/user-pool.js";
import { GatewayError } from "../errors/gateway-error.js";
import { DistinctKeys } from "./distinct-keys.js";
import { keyOf, NameLoader, type UserName } from "./name-loader.js";
import { nullIfGone } from "./null-if-gone.js";
import type { PoolCalls } from "./pool-calls.js";

/** How a detail of one user is asked for. */
export interface DetailSource<Detail> {
  readonly operation: CognitoOperation;
  /** By the canonical username. Throws GatewayError only. */
  readonly ask: (pool: UserPool, username: string, options: ReadOptions) => Promise<Detail>;
}

/** What an operation of its own tells of users, for one request: one call for each distinct user. */
export class DetailLoader<Detail> {
  private readonly byName: NameLoader<Detail>;
  /** Counted apart from the look-ups of users: of a user who may be looked up details may be told as well. */
  private readonly met: DistinctKeys;

  constructor(
    calls: PoolCalls,
    limits: { readonly userKeys: number },
    { operation, ask }: DetailSource<Detail>,
  ) {
    this.met = new DistinctKeys(limits);
    this.byName = new NameLoader<Detail>(async (names) => {
      const details = await calls.ask(operation, names, (pool, { username }, options) =>
        ask(pool, username, options),
      );
      return details.map((detail) => detail ?? new GatewayError("POOL_NOT_FOUND"));
    });
  }

  /** The detail of a user. Failures are not remembered. QUERY_TOO_LARGE once the request has asked for that of too many users. */
  async load(name: UserName): Promise<Detail> {
    this.met.count(keyOf(name));
    return this.byName.load(name);
  }

  /** As `load`, but null when the user is gone meanwhile. */
  find(name: UserName): Promise<Detail | null> {
    return nullIfGone(this.load(name));
  }

  /** Whether the request has asked for that of this user. */
  isAsked(name: UserName): boolean {
    return this.met.has(keyOf(name));
  }

  /** Makes the next `load` ask again. */
  clear(name: UserName): void {
    this.byName.clear(name);
  }
}
