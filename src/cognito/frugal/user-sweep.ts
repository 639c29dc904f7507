import { GatewayError } from "../../errors/gateway-error.js";
import type { ReadOptions } from "../gate/pool-gate.js";
import type { Naming } from "../records/name-match.js";
import type { UserPage, UserPoolDescription, UserRecord } from "../records/records.js";
import { KeptUsers } from "./kept-users.js";

/** The most that one ListUsers gives. */
export const maximumPageSize = 60;

/** See `limits` in the configuration. */
export interface SweepLimits {
  /** The largest pool that is read from end to end, and the most of its users that are kept. */
  readonly sweptUsers: number;
  /** How long they are kept. */
  readonly sweptUserMaxAgeMs: number;
}

/** One row of a page, and whether it can be believed. */
interface SweptUser {
  readonly user: UserRecord;
  readonly isBelieved: boolean;
}

/**
 * The reading of a whole pool, page by page, which goes on where it has stopped: whoever comes later profits from the pages
 * that others have paid for, until they are too old.
 */
export class UserSweep {
  private readonly kept: KeptUsers;
  private startedAt = -Infinity;
  private token: string | null = null;
  private pagesRead = 0;
  private isOver = false;
  private isTooLarge = false;
  private timer: NodeJS.Timeout | undefined;
  /** The page that is asked for at the moment. */
  private reading: Promise<readonly SweptUser[]> | undefined;

  /** `list` asks for the page at a token. */
  constructor(
    private readonly limits: SweepLimits,
    private readonly list: (token: string | null, options: ReadOptions) => Promise<UserPage>,
  ) {
    this.kept = new KeptUsers(limits.sweptUserMaxAgeMs);
  }

  find(name: string, naming: Naming): UserRecord | null {
    return this.kept.find(name, naming, this.isFresh() && this.isOver && !this.isTooLarge);
  }

  isBelieved(user: UserRecord, readAt: number): boolean {
    return this.kept.isBelieved(user, readAt);
  }

  noteWrite(username: string): void {
    this.kept.noteWrite(username);
  }

  /** How many pages are still to be read, about; 0 when all were a moment ago, Infinity for a pool that is too large. */
  pagesLeft({ estimatedNumberOfUsers }: UserPoolDescription): number {
    const isFresh = this.isFresh();
    if (estimatedNumberOfUsers > this.limits.sweptUsers || (isFresh && this.isTooLarge)) {
      return Infinity;
    }
    if (isFresh && this.isOver) return 0;
    const kept = isFresh ? this.kept.size : 0;
    // An estimate that has proved too low says nothing any more. That more are left than were read makes the whole cost
    // twice the cheaper way at most.
    if (kept > 0 && kept >= estimatedNumberOfUsers) return this.pagesRead + 1;
    return Math.max(1, Math.ceil((estimatedNumberOfUsers - kept) / maximumPageSize));
  }

  /**
   * Reads one page more, from the first on if the last reading is too old; answers with its users. Who asks while a page is
   * on its way gets that one.
   */
  readPage(options: ReadOptions): Promise<readonly SweptUser[]> {
    this.reading ??= this.readNext(options).finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async readNext(options: ReadOptions): Promise<readonly SweptUser[]> {
    const readAt = performance.now();
    if (!this.isFresh()) this.begin(readAt);
    const { users, nextToken } = await this.list(this.token, options).catch((error: unknown) => {
      if (!(error instanceof GatewayError && error.code === "INVALID_CURSOR")) throw error;
      // A place that Cognito does not know any more: the next page is the first again.
      this.forget();
      return { users: [], nextToken: null };
    });
    if (!this.isFresh()) return [];
    this.token = nextToken;
    this.pagesRead += 1;
    this.isOver = nextToken === null;
    for (const user of users) this.kept.add(user, readAt);
    if (this.kept.size > this.limits.sweptUsers) {
      this.kept.clear();
      this.isTooLarge = true;
    }
    this.forgetLater();
    return users.map((user) => ({ user, isBelieved: this.isBelieved(user, readAt) }));
  }

  /** Drops all that is kept. */
  forget(): void {
    clearTimeout(this.timer);
    this.kept.clear();
    this.startedAt = -Infinity;
  }

  private isFresh(): boolean {
    return performance.now() - this.startedAt < this.limits.sweptUserMaxAgeMs;
  }

  private begin(now: number): void {
    this.kept.clear();
    this.startedAt = now;
    this.token = null;
    this.pagesRead = 0;
    this.isOver = false;
    this.isTooLarge = false;
  }

  /** So that a pool nobody asks about takes no memory. */
  private forgetLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.forget();
    }, this.limits.sweptUserMaxAgeMs).unref();
  }
}
