import type { GatewayError } from "../errors/gateway-error.js";

/** How many may be under way, and how many may wait for one of them to end. */
export interface BulkheadLimits {
  readonly underWay: number;
  readonly waiting: number;
}

/** So many places, and a queue of bounded length in front of them: first come, first served. */
export class Bulkhead {
  private taken = 0;
  /** Those who wait, in the order in which they came. */
  private readonly queue = new Set<() => void>();

  /** `refuse` makes the error of whoever gets no place. */
  constructor(
    private readonly limits: BulkheadLimits,
    private readonly refuse: () => GatewayError,
  ) {}

  /** How many places are taken; never more than there are. */
  get underWay(): number {
    return this.taken;
  }

  get waiting(): number {
    return this.queue.size;
  }

  /**
   * Takes a place; call what it answers with at the end. Refuses at once when the queue is full, and after `waitMs` whoever
   * still waits: nobody stands in the queue whose answer would come too late.
   */
  async enter(waitMs: number): Promise<() => void> {
    if (this.taken < this.limits.underWay) return this.take();
    if (this.queue.size >= this.limits.waiting || waitMs <= 0) throw this.refuse();
    return new Promise((resolve, reject) => {
      const admit = () => {
        clearTimeout(timer);
        resolve(this.take());
      };
      const timer = setTimeout(() => {
        this.queue.delete(admit);
        reject(this.refuse());
      }, waitMs);
      this.queue.add(admit);
    });
  }

  private take(): () => void {
    this.taken += 1;
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.taken -= 1;
      // At once, so that nobody who comes meanwhile finds the place free.
      const [next] = this.queue;
      if (next === undefined) return;
      this.queue.delete(next);
      next();
    };
  }
}
