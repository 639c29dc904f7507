import DataLoader from "dataloader";
import type { GatewayError } from "../errors/gateway-error.js";
import { mapBounded } from "./map-bounded.js";

/** A user by any name that Cognito resolves: canonical username, configured alias, sub. */
export interface UserName {
  /** The pool's id, never its alias. */
  readonly poolId: string;
  readonly username: string;
}

/**
 * What Cognito tells of a user, by name, for one request. Cognito has no operation that takes several names, so a batch
 * is one call for each distinct name, a bounded number at a time.
 */
export class NameLoader<Result> {
  private readonly byName: DataLoader<UserName, Result, string>;

  /** `lookUp` asks a UserPool and so throws GatewayError only. */
  constructor(lookUp: (name: UserName) => Promise<Result>, concurrentLookups: number) {
    // Returned, not thrown: one failing user must not fail its batch.
    const settle = (name: UserName) =>
      lookUp(name).catch((error: unknown) => error as GatewayError);
    this.byName = new DataLoader<UserName, Result, string>(
      (names) => mapBounded(names, concurrentLookups, settle),
      { cacheKeyFn: keyOf },
    );
  }

  /** Failures are not remembered. */
  async load(name: UserName): Promise<Result> {
    try {
      return await this.byName.load(name);
    } catch (error) {
      this.byName.clear(name);
      throw error;
    }
  }

  clear(name: UserName): void {
    this.byName.clear(name);
  }

  /** Lets a name lead to what is known by another, without asking. */
  prime(name: UserName, result: Result): void {
    this.byName.prime(name, result);
  }
}

/** NUL can be in no pool id and in no username, so no two names share a key. */
export function keyOf({ poolId, username }: UserName): string {
  return `${poolId}\0${username}`;
}
