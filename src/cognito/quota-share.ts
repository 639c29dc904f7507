import type { GatewayError } from "../errors/gateway-error.js";

const secondMs = 1000;

export interface TurnRequest {
  /** Served before all that is not urgent. */
  readonly isUrgent: boolean;
  readonly waitMs: number;
  /** Makes the error of whoever is not served in time, of how long they had better wait. */
  readonly refuse: (retryAfterMs: number) => GatewayError;
}

/**
 * A share of a quota: so many turns in any second, not just on average, and a queue for one second's worth of turns. Who
 * waits is served in order, the urgent first.
 */
export class QuotaShare {
  /** When the latest turns were taken, as a ring: at `oldest` stands the one that is next to be free again. */
  private readonly takenAt: number[];
  private oldest = 0;
  private readonly urgent = new Set<() => void>();
  private readonly ordinary = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;

  constructor(readonly perSecond: number) {
    this.takenAt = new Array<number>(perSecond).fill(-Infinity);
  }

  /** How much of the share the last second has used, 0 to 1. */
  get used(): number {
    const since = performance.now() - secondMs;
    return this.takenAt.filter((at) => at > since).length / this.perSecond;
  }

  get waiting(): number {
    return this.urgent.size + this.ordinary.size;
  }

  /** Takes a turn; refuses at once when it is known to come too late, and after `waitMs` whoever was overtaken. */
  async take({ isUrgent, waitMs, refuse }: TurnRequest): Promise<void> {
    const ahead = isUrgent ? this.urgent.size : this.waiting;
    const turnInMs = this.freeInMs(ahead);
    if (ahead === 0 && turnInMs <= 0) {
      this.note();
      return;
    }
    if (turnInMs > waitMs) throw refuse(Math.min(secondMs, Math.ceil(turnInMs)));
    const queue = isUrgent ? this.urgent : this.ordinary;
    await new Promise<void>((resolve, reject) => {
      const serve = () => {
        clearTimeout(timer);
        this.note();
        resolve();
      };
      const timer = setTimeout(() => {
        // Whose turn comes at this very moment is not refused.
        this.serveFreeTurns();
        if (queue.delete(serve)) reject(refuse(secondMs));
      }, waitMs);
      queue.add(serve);
      this.schedule();
    });
  }

  /** How long it takes until there is a turn for somebody behind so many others. */
  private freeInMs(ahead: number): number {
    if (ahead >= this.perSecond) return Infinity;
    const at = this.takenAt[(this.oldest + ahead) % this.perSecond] ?? -Infinity;
    return at + secondMs - performance.now();
  }

  private note(): void {
    this.takenAt[this.oldest] = performance.now();
    this.oldest = (this.oldest + 1) % this.perSecond;
  }

  private schedule(): void {
    if (this.timer !== undefined || this.waiting === 0) return;
    const inMs = Math.max(1, Math.ceil(this.freeInMs(0)));
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.serveFreeTurns();
      this.schedule();
    }, inMs);
  }

  private serveFreeTurns(): void {
    while (this.waiting > 0 && this.freeInMs(0) <= 0) {
      const queue = this.urgent.size > 0 ? this.urgent : this.ordinary;
      const [serve] = queue;
      if (serve === undefined) return;
      queue.delete(serve);
      serve();
    }
  }
}
