/**
 * Lets one mutation at a time happen to a target: of two passwords at once either could be the one that stays, and the audit log
 * could not say which. Within this process only: another gateway on the same pool holds locks of its own.
 */
export class ProcessTargetLocks {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Runs the work when all that came before for this target is done; tells it whether it had to wait. */
  async hold<Result>(key: string, work: (hasWaited: boolean) => Promise<Result>): Promise<Result> {
    const before = this.tails.get(key);
    const run = (async () => {
      await before?.catch(() => undefined);
      return work(before !== undefined);
    })();
    this.tails.set(key, run);
    try {
      return await run;
    } finally {
      // Only the last one turns off the light.
      if (this.tails.get(key) === run) this.tails.delete(key);
    }
  }
}
