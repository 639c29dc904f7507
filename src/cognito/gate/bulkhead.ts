import type { GatewayError } from "../../errors/gateway-error.js";

/** How many may be under way, and how many may wait for one of them to end. */
export interface BulkheadLimits {
  readonly underWay: number;
  readonly waiting: number;
}

/** Whose turn in a queue it is. */
type Admit = () => void;

/** Over how many of those who were admitted last the time that one takes is measured. */
const maximumAdmissions = 64;

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
  /** When those who waited were admitted, the last of them, since there has been a queue; the first is its beginning. */
  private admissions: number[] = [];
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

  /** Whether whoever comes now and would wait so long is refused at once. */
  isFullFor(waitMs: number): boolean {
    if (this.taken < this.limits.underWay) return false;
    return this.queue.size >= this.limits.waiting || this.expectedWaitMs() > waitMs;
  }

  /**
   * Takes a place; call what it answers with at the end. Refuses at once when the queue is full, or moves too slowly, and after
   * `waitMs` whoever still waits: nobody stands in the queue whose answer would come too late.
   */
  enter(waitMs: number): Promise<() => void> {
    if (this.taken < this.limits.underWay) return Promise.resolve(this.take(false));
    if (this.isFullFor(waitMs)) return Promise.reject(this.refuse());
    if (this.queue.size === 0) this.admissions = [performance.now()];
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

  /** How long the next to come would wait, as the queue has moved of late; 0 until so many were admitted as there are places. */
  private expectedWaitMs(): number {
    if (this.queue.size === 0) return 0;
    const [since = 0] = this.admissions;
    const admitted = this.admissions.length - 1;
    if (admitted < this.limits.underWay && admitted < maximumAdmissions - 1) return 0;
    return ((performance.now() - since) / admitted) * (this.queue.size + 1);
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
    if (queue === this.queue) this.noteAdmission();
    next();
  }

  private noteAdmission(): void {
    this.admissions.push(performance.now());
    if (this.admissions.length > maximumAdmissions) this.admissions.shift();
  }
}
