import { GatewayError } from "../../errors/gateway-error.js";
import { isFault } from "../calls/call.js";

/** `open`: nothing is tried. `half-open`: one call is, and decides. */
export type BreakerState = "closed" | "open" | "half-open";

export interface BreakerLimits {
  /** So many faults, one behind the other, open it. */
  readonly faults: number;
  /** For so long nothing is tried; then one call is, and decides. */
  readonly openMs: number;
}

/** Keeps calls from a pool that does not answer any more, so that callers learn of it at once. */
export class ReadBreaker {
  /** Of the calls that have ended, how many of the last ones had a fault. */
  private faults = 0;
  /** When a call may be tried, by `performance.now()`; null while every call may go. */
  private triesAt: number | null = null;
  private isTrying = false;

  /** `refuse` makes the error of a call that is not tried, of how long its caller had better wait. */
  constructor(
    private readonly limits: BreakerLimits,
    private readonly refuse: (retryAfterMs: number) => GatewayError,
  ) {}

  get state(): BreakerState {
    if (this.triesAt === null) return "closed";
    return this.isTrying ? "half-open" : "open";
  }

  /** Throws while calls are not tried: also while one is, since nobody need wait to see how it ends. */
  check(): void {
    if (this.triesAt === null) return;
    if (this.isTrying) throw this.refuse(this.limits.openMs);
    const leftMs = this.triesAt - performance.now();
    if (leftMs > 0) throw this.refuse(leftMs);
  }

  /** Makes the call, and learns from how it ends. */
  async run<Result>(send: () => Promise<Result>): Promise<Result> {
    this.check();
    const isTrial = this.triesAt !== null;
    this.isTrying = isTrial;
    try {
      const result = await send();
      this.learn(isTrial, false);
      return result;
    } catch (error) {
      this.learn(isTrial, error instanceof GatewayError && isFault(error.code));
      throw error;
    }
  }

  private learn(isTrial: boolean, hasFault: boolean): void {
    if (isTrial) this.isTrying = false;
    // Begun before it opened: it tells of how things were.
    else if (this.triesAt !== null) return;
    this.faults = hasFault ? this.faults + 1 : 0;
    this.triesAt = this.faults < this.limits.faults ? null : performance.now() + this.limits.openMs;
  }
}
