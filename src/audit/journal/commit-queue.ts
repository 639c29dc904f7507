import { GatewayError } from "../../errors/gateway-error.js";
import type { Draft } from "../chain/audit-record.js";
import { resultFields } from "../chain/record-fields.js";
import type { Journal } from "./journal.js";

export interface CommitQueueOptions {
  /** Most records that may wait before an intent or a read is refused; a result never is. */
  readonly capacity: number;
  /** How long anybody waits for a disk. */
  readonly deadlineMs: number;
  /** The first pause after a write that failed; it doubles up to fifty times itself. */
  readonly retryAfterMs: number;
  readonly now: () => number;
  /** Told at each write that failed, with what Node said. */
  readonly onFailure: (error: unknown) => void;
}

interface Waiting {
  readonly draft: Draft;
  readonly resolve: () => void;
  readonly reject: (error: GatewayError) => void;
  readonly timer: NodeJS.Timeout | undefined;
  /** Its caller was told that it is not written. */
  isGivenUp: boolean;
}

/**
 * Group commit: all who wait share one write and one fdatasync. An intent that is refused is taken out, taken back, or closed
 * as NOT_APPLIED if it became durable all the same; a read that is refused is taken out or back. A result is kept until it is written: what it tells of has happened.
 */
export class CommitQueue {
  private waiting: Waiting[] = [];
  private tasks: (() => Promise<void>)[] = [];
  private isRunning = false;
  private running: Promise<void> = Promise.resolve();
  private writingSince: number | undefined;
  private outage: { readonly until: number; readonly pauseMs: number } | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private hasEnded = false;

  constructor(
    private readonly journal: Pick<Journal, "append" | "seal">,
    private readonly options: CommitQueueOptions,
  ) {}

  /** Resolves when the record is durable; rejects with AUDIT_UNAVAILABLE when it is not, in time. */
  submit(draft: Draft): Promise<void> {
    if (this.hasEnded || (isRefusable(draft) && this.mustRefuse()))
      return Promise.reject(unavailable());
    return new Promise((resolve, reject) => {
      const entry: Waiting = {
        draft,
        resolve,
        reject,
        timer: setTimeout(() => {
          this.giveUp(entry);
        }, this.options.deadlineMs),
        isGivenUp: false,
      };
      this.waiting.push(entry);
      this.start();
    });
  }

  /** Whether the disk took the last write, and has not kept the present one for too long. */
  get isHealthy(): boolean {
    return !this.hasEnded && this.outage === undefined && !this.isStuck();
  }

  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Runs between two batches; rejects as the task does. */
  between(task: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.tasks.push(() => task().then(resolve, reject));
      this.start();
    });
  }

  /** Forgets the pause after a failure: the last try before the end. */
  retryNow(): void {
    if (this.outage !== undefined) this.outage = { ...this.outage, until: 0 };
    clearTimeout(this.retryTimer);
    this.start();
  }

  /** Takes nothing more, and tries nothing again. Resolves when nothing is being written any more. */
  end(): Promise<void> {
    this.hasEnded = true;
    clearTimeout(this.retryTimer);
    return this.running;
  }

  private mustRefuse(): boolean {
    return this.waiting.length >= this.options.capacity || this.isStuck() || this.isPausing();
  }

  private isStuck(): boolean {
    const { writingSince, options } = this;
    return writingSince !== undefined && performance.now() - writingSince > options.deadlineMs;
  }

  /** Somebody has to find out that the disk is well again, although nobody sends what is refused. */
  private isTrialDue(): boolean {
    return this.outage !== undefined && !this.hasEnded;
  }

  private isPausing(): boolean {
    return this.outage !== undefined && performance.now() < this.outage.until;
  }

  private start(): void {
    if (this.isRunning || this.isPausing()) return;
    this.isRunning = true;
    this.running = this.run();
  }

  private async run(): Promise<void> {
    // Whoever comes in the same turn shares the first batch.
    await Promise.resolve();
    while (this.hasWork() && !this.isPausing()) {
      const batch = this.waiting;
      const tasks = this.tasks;
      this.waiting = [];
      this.tasks = [];
      this.writingSince = performance.now();
      try {
        if (batch.length > 0) {
          await this.journal.append(batch.map(({ draft }) => draft));
          this.outage = undefined;
        } else if (tasks.length === 0) {
          await this.journal.seal();
          this.outage = undefined;
        }
        this.settle(batch);
        for (const task of tasks) await task();
      } catch (error) {
        this.tasks = [...tasks, ...this.tasks];
        this.fail(batch, error);
      }
      this.writingSince = undefined;
    }
    this.isRunning = false;
  }

  private hasWork(): boolean {
    return this.waiting.length + this.tasks.length > 0 || this.isTrialDue();
  }

  private settle(batch: readonly Waiting[]): void {
    for (const entry of batch) {
      clearTimeout(entry.timer);
      entry.resolve();
      if (entry.isGivenUp && entry.draft.kind === "intent") this.waiting.push(this.closing(entry));
    }
  }

  /** Nobody will act on this intent, and the log has to say so. */
  private closing({ draft: { id = "" } }: Waiting): Waiting {
    const at = new Date(this.options.now()).toISOString();
    const fields = resultFields({ outcome: "NOT_APPLIED", code: "AUDIT_UNAVAILABLE" });
    const ignore = () => undefined;
    return {
      draft: { kind: "result", at, id, fields },
      resolve: ignore,
      reject: ignore,
      timer: undefined,
      isGivenUp: true,
    };
  }

  private fail(batch: readonly Waiting[], error: unknown): void {
    const { retryAfterMs, onFailure } = this.options;
    const pauseMs = Math.min((this.outage?.pauseMs ?? retryAfterMs / 2) * 2, retryAfterMs * 50);
    this.outage = { until: performance.now() + pauseMs, pauseMs };
    const all = [...batch, ...this.waiting];
    this.waiting = all.filter(({ draft }) => !isRefusable(draft));
    for (const entry of all) if (isRefusable(entry.draft)) refuse(entry, error);
    onFailure(error);
    if (this.hasEnded) return;
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => {
      this.retryNow();
    }, pauseMs).unref();
  }

  private giveUp(entry: Waiting): void {
    if (isRefusable(entry.draft)) {
      this.waiting = this.waiting.filter((other) => other !== entry);
    }
    refuse(entry);
  }
}

/** What nothing has followed from yet: whoever waits for it is refused instead. */
const isRefusable = ({ kind }: Draft): boolean => kind !== "result";

function refuse(entry: Waiting, cause?: unknown): void {
  clearTimeout(entry.timer);
  entry.isGivenUp = true;
  entry.reject(unavailable(cause));
}

const unavailable = (cause?: unknown): GatewayError =>
  new GatewayError("AUDIT_UNAVAILABLE", {}, { cause });
