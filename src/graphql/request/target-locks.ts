/** Lets one write at a time happen to a user: two at once could end in either password, and in an audit log that cannot say which. */
export class TargetLocks {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Runs the work when all that came before for this user is done; tells it whether it had to wait. */
  async hold<Result>(
    userId: string,
    work: (hasWaited: boolean) => Promise<Result>,
  ): Promise<Result> {
    const before = this.tails.get(userId);
    const run = (async () => {
      await before?.catch(() => undefined);
      return work(before !== undefined);
    })();
    this.tails.set(userId, run);
    try {
      return await run;
    } finally {
      // Only the last one turns off the light.
      if (this.tails.get(userId) === run) this.tails.delete(userId);
    }
  }
}
