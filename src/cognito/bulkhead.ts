import type { GatewayError } from "../errors/gateway-error.js";

/** How many may be under way, and how many may wait for one of them to end. */
export interface BulkheadLimits {
  readonly underWay: number;
  readonly waiting: number;
}

/** Whose turn in a queue it is. */
type Admit = () => void;

/**
 * So many places, and a queue of bounded length in front of them: first come, first served. Batches, whose number of calls
 * is bounded elsewhere, have a queue of their own: they are served last, and leave a quarter of the places to others.
 */
export class Bulkhead {
  private taken = 0;
  private takenByBatches = 0;
  /** Those who wait, in the order in which they came. */
  private readonly queue = new Set<Admit>();
  private readonly batches = new Set<Admit>();
  private readonly placesOfBatches: number;

  /** `refuse` makes the error of whoever gets no place. */
  constructor(
    private readonly limits: BulkheadLimits,
    private readonly refuse: () => GatewayError,
  ) {
    this.placesOfBatches = Math.ceil((limits.underWay * 3) / 4);
  }

  /** How many places are taken; never more than there are. */
  get underWay(): number {
    return this.taken;
  }

  /** How many wait, those of batches not counted. */
  get waiting(): number {
    return this.queue.size;
  }

  get batchesWaiting(): number {
    return this.batches.size;
  }

  /**
   * Takes a place; call what it answers with at the end. Refuses at once when the queue is full, and after `waitMs` whoever
   * still waits: nobody stands in the queue whose answer would come too late.
   */
  enter(waitMs: number): Promise<() => void> {
    if (this.taken < this.limits.underWay) return Promise.resolve(this.take(false));
    if (this.queue.size >= this.limits.waiting) return Promise.reject(this.refuse());
    return this.wait(this.queue, waitMs, false);
  }

  /** The same for a call of a batch. */
  enterAsBatch(waitMs: number): Promise<() => void> {
    if (this.hasPlaceForBatch()) return Promise.resolve(this.take(true));
    return this.wait(this.batches, waitMs, true);
  }

  private wait(queue: Set<Admit>, waitMs: number, isBatch: boolean): Promise<() => void> {
    if (waitMs <= 0) return Promise.reject(this.refuse());
    return new Promise((resolve, reject) => {
      const admit = () => {
        clearTimeout(timer);
        resolve(this.take(isBatch));
      };
      const timer = setTimeout(() => {
        queue.delete(admit);
        reject(this.refuse());
      }, waitMs);
      queue.add(admit);
    });
  }

  private hasPlaceForBatch(): boolean {
    return this.taken < this.limits.underWay && this.takenByBatches < this.placesOfBatches;
  }

  private take(isBatch: boolean): () => void {
    this.taken += 1;
    if (isBatch) this.takenByBatches += 1;
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.taken -= 1;
      if (isBatch) this.takenByBatches -= 1;
      // At once, so that nobody who comes meanwhile finds the place free.
      this.admitNext();
    };
  }

  private admitNext(): void {
    const queue = this.queue.size > 0 ? this.queue : this.batches;
    const [next] = queue;
    if (next === undefined || (queue === this.batches && !this.hasPlaceForBatch())) return;
    queue.delete(next);
    next();
  }
}
