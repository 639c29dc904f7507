/** Counts what is under way, and tells when nothing is. */
export class InFlight {
  private count = 0;
  private allEver = 0;
  private waiting: (() => void)[] = [];

  /** Notes a beginning; call what it returns at the end, once. */
  enter(): () => void {
    this.count += 1;
    this.allEver += 1;
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.count -= 1;
      if (this.count === 0) for (const resolve of this.waiting.splice(0)) resolve();
    };
  }

  /** How many there have been since the start. */
  get entered(): number {
    return this.allEver;
  }

  /** Notes a piece of work from its beginning to its end, however it ends. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const leave = this.enter();
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** Resolves as soon as nothing is under way. */
  idle(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
