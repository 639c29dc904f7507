const secondMs = 1000;

/** How much of a second's turns a batch may take at once after a rest: a page of a table is not kept waiting. */
const restMs = secondMs / 2;

/**
 * Spreads the turns of batches evenly: Cognito counts at its own door, where calls that were made a second apart may come
 * closer together, and who is served between two of them waits for one interval at most.
 */
export class BatchPace {
  private readonly intervalMs: number;
  private nextAt = -Infinity;

  constructor(perSecond: number) {
    this.intervalMs = secondMs / perSecond;
  }

  /** How long it is until the next turn; not positive when it is due. */
  get inMs(): number {
    return this.nextAt - performance.now();
  }

  /** How long it is until the turn behind so many others. */
  turnInMs(ahead: number): number {
    return Math.max(0, Math.max(this.inMs, -restMs) + ahead * this.intervalMs);
  }

  /** Puts the next turn off to then at least. */
  hold(forMs: number): void {
    this.nextAt = Math.max(this.nextAt, performance.now() + forMs);
  }

  /** Counts a turn that is taken now. A timer that was late does not slow those who wait down. */
  note(): void {
    this.nextAt = Math.max(this.nextAt, performance.now() - restMs) + this.intervalMs;
  }
}
