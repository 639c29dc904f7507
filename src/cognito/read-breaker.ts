import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhen,
} from "cockatiel";
import { GatewayError } from "../errors/gateway-error.js";
import { isFault } from "./call.js";

/** What counts against a pool. */
const countsAgainst = (error: Error): boolean =>
  error instanceof GatewayError && isFault(error.code);

const stateNames = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half-open",
  [CircuitState.Isolated]: "open",
} as const;

export type BreakerState = (typeof stateNames)[CircuitState];

export interface BreakerLimits {
  /** So many faults, one behind the other, open it. */
  readonly faults: number;
  /** For so long nothing is tried; then one call is, and decides. */
  readonly openMs: number;
}

/** Keeps calls from a pool that does not answer any more, so that callers learn of it at once. */
export class ReadBreaker {
  private readonly policy;
  private openedAt = -Infinity;

  /** `refuse` makes the error of a call that is not tried, of how long its caller had better wait. */
  constructor(
    private readonly limits: BreakerLimits,
    private readonly refuse: (retryAfterMs: number) => GatewayError,
  ) {
    this.policy = circuitBreaker(handleWhen(countsAgainst), {
      halfOpenAfter: limits.openMs,
      breaker: new ConsecutiveBreaker(limits.faults),
    });
    this.policy.onBreak(() => {
      this.openedAt = Date.now();
    });
  }

  get state(): BreakerState {
    return stateNames[this.policy.state];
  }

  /** Throws while calls are not tried: also while one is, since nobody need wait to see how it ends. */
  check(): void {
    const leftMs = this.openedAt + this.limits.openMs - Date.now();
    const isOpen = this.policy.state === CircuitState.Open && leftMs > 0;
    if (isOpen) throw this.refuse(leftMs);
    if (this.policy.state === CircuitState.HalfOpen) throw this.refuse(this.limits.openMs);
  }

  /** Makes the call, and learns from how it ends. */
  async run<Result>(send: () => Promise<Result>): Promise<Result> {
    this.check();
    try {
      return await this.policy.execute(send);
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.refuse(this.limits.openMs) : error;
    }
  }
}
