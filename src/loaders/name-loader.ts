import DataLoader from "dataloader";

/** A user by any name that Cognito resolves: canonical username, configured alias, sub. */
export interface UserName {
  /** The pool's id, never its alias. */
  readonly poolId: string;
  readonly username: string;
}

/** What is told of users, by name, for one request: every name once, those that are asked for together in one batch. */
export class NameLoader<Result> {
  private readonly byName: DataLoader<UserName, Result, string>;

  /** `lookUp` answers in the order of the names, with an error in place of a name that fails. */
  constructor(lookUp: (names: readonly UserName[]) => Promise<readonly (Result | Error)[]>) {
    this.byName = new DataLoader<UserName, Result, string>(lookUp, { cacheKeyFn: keyOf });
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
