import {
  foldName,
  isCertainlyNamed,
  kindOfName,
  type Naming,
  onlyOneNamed,
  possibleNames,
} from "../records/name-match.js";
import type { UserRecord } from "../records/records.js";

/** For so long after a write lists may still tell of before: ListUsers is eventually consistent, by nobody knows how much. */
const settleMs = 10_000;

interface KeptUser {
  readonly user: UserRecord;
  /** When it was asked for. */
  readonly readAt: number;
}

/**
 * The users that a sweep of their pool has told of, for a short while: records alone, which no caller sees but through
 * the guards of their own request. Who was written to meanwhile is not believed.
 */
export class KeptUsers {
  private readonly byName = new Map<string, KeptUser[]>();
  private readonly writtenAt = new Map<string, number>();
  private kept = 0;

  constructor(private readonly maxAgeMs: number) {}

  get size(): number {
    return this.kept;
  }

  add(user: UserRecord, readAt: number): void {
    this.kept += 1;
    for (const name of possibleNames(user)) {
      const others = this.byName.get(name);
      if (others === undefined) this.byName.set(name, [{ user, readAt }]);
      else others.push({ user, readAt });
    }
  }

  /**
   * The user who is certainly meant, if what is kept of them can be believed. A username goes before all other names.
   * `isWhole`: every user of the pool was read, so that nobody else can have a name that looks like a sub.
   */
  find(name: string, naming: Naming, isWhole: boolean): UserRecord | null {
    const fresh = (this.byName.get(foldName(name)) ?? []).filter(
      ({ readAt }) => performance.now() - readAt <= this.maxAgeMs,
    );
    const certain = fresh.filter(({ user }) => isCertainlyNamed(user, name, naming));
    const byUsername = certain.find(({ user }) => foldName(user.username) === foldName(name));
    const users = fresh.map(({ user }) => user);
    const only = isWhole && kindOfName(name) === "sub" ? onlyOneNamed(users, name) : null;
    const found = byUsername ?? certain[0] ?? fresh.find(({ user }) => user === only);
    return found !== undefined && this.isBelieved(found.user, found.readAt) ? found.user : null;
  }

  /** Whether a list that was asked for at that time tells the truth of a user, for all that this process has done. */
  isBelieved({ username }: UserRecord, readAt: number): boolean {
    const writtenAt = this.writtenAt.get(foldName(username));
    return writtenAt === undefined || readAt > writtenAt + settleMs;
  }

  /** To be called when a write has ended, however it has. */
  noteWrite(username: string): void {
    const now = performance.now();
    // In the order of time, so that what does not matter any more stands in front.
    for (const [name, at] of this.writtenAt) {
      if (at > now - settleMs - this.maxAgeMs) break;
      this.writtenAt.delete(name);
    }
    this.writtenAt.delete(foldName(username));
    this.writtenAt.set(foldName(username), now);
  }

  clear(): void {
    this.byName.clear();
    this.kept = 0;
  }
}
