import type { GatewayError } from "../../errors/gateway-error.js";
import { BatchPace } from "./batch-pace.js";

const secondMs = 1000;

/** Who is served first: the calls of a write, then those of requests that people wait for, then those of big batches. */
export const precedences = ["write", "single", "batch"] as const;

export type Precedence = (typeof precedences)[number];

/** Makes the error of whoever is not served in time, of how long they had better wait. */
type Refuse = (retryAfterMs: number) => GatewayError;

export interface TurnRequest {
  readonly precedence: Precedence;
  /** When a turn is of no use any more, by `performance.now()`. */
  readonly until: number;
  readonly refuse: Refuse;
}

/** Turns that were promised to a batch as a whole, so that it is begun only if it can be finished. */
export interface Promised {
  /** Counts one of them as asked for. */
  takeOne(): void;
  /** Gives back those that were not asked for. */
  release(): void;
}

/**
 * A share of a quota: so many turns in any second, not just on average. Who waits is served by precedence, then in order,
 * and is refused at once when their turn is known to come too late. Batches leave a few turns of each second to others, so
 * that a person behind a batch waits as if there were none.
 */
export class QuotaShare {
  /** When the latest turns were taken, as a ring: at `oldest` stands the one that is next to be free again. */
  private readonly takenAt: number[];
  private oldest = 0;
  private readonly queues: Readonly<Record<Precedence, Set<() => void>>> = {
    write: new Set(),
    single: new Set(),
    batch: new Set(),
  };
  /** Turns of batches that were let in and have not asked for them yet. */
  private promised = 0;
  private refusals = 0;
  /** The turns of a second that batches do not take; none where there are so few that a batch would hardly move. */
  private readonly reserve: number;
  private readonly pace: BatchPace;
  private timer: NodeJS.Timeout | undefined;

  constructor(readonly perSecond: number) {
    this.takenAt = new Array<number>(perSecond).fill(-Infinity);
    this.reserve = perSecond < 10 ? 0 : Math.max(1, Math.floor(perSecond / 50));
    this.pace = new BatchPace(perSecond - this.reserve);
  }

  /** How much of the share the last second has used, 0 to 1. */
  get used(): number {
    const since = performance.now() - secondMs;
    return this.takenAt.filter((at) => at > since).length / this.perSecond;
  }

  /** How many have been refused for want of a turn. */
  get refused(): number {
    return this.refusals;
  }

  /** How many of a kind wait for a turn; of batches also those that were promised one. */
  waiting(precedence: Precedence): number {
    return this.queues[precedence].size + (precedence === "batch" ? this.promised : 0);
  }

  /**
   * How long it takes until there is a turn for somebody of this precedence, behind those who wait here and so many others.
   * An estimate: who comes later and goes first is not known.
   */
  turnInMs(precedence: Precedence, others = 0): number {
    const { write, single } = this.queues;
    if (precedence === "batch") {
      const inOrder = this.queues.batch.size + this.promised + others;
      return this.pace.turnInMs(inOrder) + ((write.size + single.size) * secondMs) / this.perSecond;
    }
    const ahead = write.size + (precedence === "single" ? single.size : 0) + others;
    const rounds = Math.floor(ahead / this.perSecond);
    return Math.max(0, this.freeInMs(ahead % this.perSecond)) + rounds * secondMs;
  }

  /** Promises a batch so many turns; refuses it at once when the last of them would come after `until`. */
  promise(turns: number, { until, refuse }: Omit<TurnRequest, "precedence">): Promised {
    this.check({ precedence: "batch", until, refuse }, turns - 1);
    let left = turns;
    this.promised += turns;
    const give = (count: number) => {
      this.promised -= Math.min(left, count);
      left -= Math.min(left, count);
    };
    return {
      takeOne: () => {
        give(1);
      },
      release: () => {
        give(left);
      },
    };
  }

  /** Refuses at once whose turn, behind those who wait here and so many others, is known to come too late. */
  check({ precedence, until, refuse }: TurnRequest, others = 0): void {
    const turnInMs = this.turnInMs(precedence, others);
    if (performance.now() + turnInMs > until) throw this.refusing(refuse, turnInMs);
  }

  /** Takes a turn; refuses at once when it is known to come too late, and at `until` whoever was overtaken. */
  async take({ precedence, until, refuse }: TurnRequest): Promise<void> {
    const queue = this.queues[precedence];
    this.check({ precedence, until, refuse }, precedence === "batch" ? -this.promised : 0);
    await new Promise<void>((resolve, reject) => {
      const serve = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        // Whose turn comes at this very moment is not refused.
        this.serveFreeTurns();
        if (queue.delete(serve)) reject(this.refusing(refuse, secondMs));
      }, until - performance.now());
      queue.add(serve);
      this.serveFreeTurns();
      this.schedule();
    });
  }

  private refusing(refuse: Refuse, inMs: number): GatewayError {
    this.refusals += 1;
    return refuse(Math.max(1, Math.ceil(inMs)));
  }

  /** How long it takes until the turn is free again that was taken so many after the oldest. */
  private freeInMs(place: number): number {
    const at = this.takenAt[(this.oldest + place) % this.perSecond] ?? -Infinity;
    return at + secondMs - performance.now();
  }

  /** Who is next, and how long it is until they may be served; null when nobody waits. */
  private next(): { readonly precedence: Precedence; readonly inMs: number } | null {
    const precedence = precedences.find((name) => this.queues[name].size > 0);
    if (precedence === undefined) return null;
    if (precedence !== "batch") return { precedence, inMs: this.freeInMs(0) };
    const freeInMs = this.freeInMs(this.reserve);
    // What others have used up is not made good by a rush.
    if (freeInMs > 0) this.pace.hold(freeInMs);
    return { precedence, inMs: Math.max(freeInMs, this.pace.inMs) };
  }

  private schedule(): void {
    clearTimeout(this.timer);
    const next = this.next();
    if (next === null) return;
    this.timer = setTimeout(
      () => {
        this.serveFreeTurns();
        this.schedule();
      },
      Math.max(1, Math.ceil(next.inMs)),
    );
  }

  private serveFreeTurns(): void {
    for (let next = this.next(); next !== null && next.inMs <= 0; next = this.next()) {
      const queue = this.queues[next.precedence];
      const [serve] = queue;
      if (serve === undefined) return;
      queue.delete(serve);
      if (next.precedence === "batch") this.pace.note();
      this.takenAt[this.oldest] = performance.now();
      this.oldest = (this.oldest + 1) % this.perSecond;
      serve();
    }
  }
}
