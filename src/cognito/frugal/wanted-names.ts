import type { GatewayError } from "../../errors/gateway-error.js";
import { foldName } from "../records/name-match.js";
import type { UserRecord } from "../records/records.js";

interface Waiter {
  readonly until: number;
  readonly resolve: (user: UserRecord | null) => void;
  readonly reject: (error: Error) => void;
}

/** The names that requests wait for; who wants a name that is wanted already waits with the others. */
export class WantedNames {
  private readonly waiters = new Map<string, Set<Waiter>>();
  private readonly byFolded = new Map<string, Set<string>>();
  /** When the last of those who wait gives up. */
  latest = -Infinity;

  /** `late` makes the error of who has waited too long. */
  constructor(private readonly late: () => GatewayError) {}

  get size(): number {
    return this.waiters.size;
  }

  names(): Iterable<string> {
    return this.waiters.keys();
  }

  /** The names that are wanted and are the same but for their case. */
  spellings(folded: string): readonly string[] {
    return [...(this.byFolded.get(folded) ?? [])];
  }

  /** Waits for what `settle` says of a name; rejects at `until`, and forgets a name that nobody waits for any more. */
  want(name: string, until: number): Promise<UserRecord | null> {
    this.latest = Math.max(this.latest, until);
    return new Promise((resolve, reject) => {
      const waiters = this.waiters.get(name) ?? this.begin(name);
      const waiter: Waiter = {
        until,
        resolve: (user) => {
          clearTimeout(timer);
          resolve(user);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        waiters.delete(waiter);
        if (waiters.size === 0) this.end(name);
        reject(this.late());
      }, until - performance.now());
      waiters.add(waiter);
    });
  }

  settle(name: string, user: UserRecord | null): void {
    for (const waiter of this.end(name)) waiter.resolve(user);
  }

  fail(name: string, error: Error): void {
    for (const waiter of this.end(name)) waiter.reject(error);
  }

  failAll(error: Error): void {
    for (const name of [...this.waiters.keys()]) this.fail(name, error);
  }

  private begin(name: string): Set<Waiter> {
    const waiters = new Set<Waiter>();
    this.waiters.set(name, waiters);
    const folded = foldName(name);
    this.byFolded.set(folded, (this.byFolded.get(folded) ?? new Set()).add(name));
    return waiters;
  }

  private end(name: string): ReadonlySet<Waiter> {
    const waiters = this.waiters.get(name) ?? new Set();
    this.waiters.delete(name);
    const spellings = this.byFolded.get(foldName(name));
    spellings?.delete(name);
    if (spellings?.size === 0) this.byFolded.delete(foldName(name));
    return waiters;
  }
}
