import type { ErrorCode } from "../errors/error-codes.js";
import { GatewayError } from "../errors/gateway-error.js";
import { Bulkhead } from "./bulkhead.js";
import type { CognitoOperation } from "./call.js";
import { type AccountShares, shareOf } from "./quotas.js";
import { type BreakerState, ReadBreaker } from "./read-breaker.js";

/** How much may be asked of one pool at a time; see `limits` in the configuration. */
export interface GateLimits {
  readonly readsUnderWay: number;
  readonly readsWaiting: number;
  readonly writesUnderWay: number;
  readonly writesWaiting: number;
  readonly placeWaitMs: number;
  readonly breakerFaults: number;
  readonly breakerOpenMs: number;
}

/** Why a call was not made. */
export const gateRefusals = ["reads-full", "writes-full", "quota", "breaker"] as const;

export type GateRefusal = (typeof gateRefusals)[number];

/** What is going on at a pool's gate. */
export interface PoolLoad {
  readonly reads: { readonly underWay: number; readonly waiting: number };
  readonly writes: { readonly underWay: number; readonly waiting: number };
  readonly breaker: BreakerState;
}

/** How long a caller had better wait when all places are taken: Cognito answers faster than that. */
const overloadedRetryAfterMs = 1000;

/**
 * What stands before every call to one pool. Reads have places of their own, and so have writes, each for all the calls
 * that belong to it: a write that was begun is not refused half-way because others ask, and reads cannot take its place.
 */
export class PoolGate {
  private readonly reads: Bulkhead;
  private readonly writes: Bulkhead;
  private readonly breaker: ReadBreaker;

  constructor(
    private readonly limits: GateLimits,
    private readonly shares: AccountShares,
    private readonly observeRefusal: (reason: GateRefusal) => void,
  ) {
    const overloaded = (reason: GateRefusal) => () =>
      this.refused("OVERLOADED", reason, overloadedRetryAfterMs);
    this.reads = new Bulkhead(
      { underWay: limits.readsUnderWay, waiting: limits.readsWaiting },
      overloaded("reads-full"),
    );
    this.writes = new Bulkhead(
      { underWay: limits.writesUnderWay, waiting: limits.writesWaiting },
      overloaded("writes-full"),
    );
    this.breaker = new ReadBreaker(
      { faults: limits.breakerFaults, openMs: limits.breakerOpenMs },
      (retryAfterMs) => this.refused("UPSTREAM_UNAVAILABLE", "breaker", retryAfterMs),
    );
  }

  /**
   * Takes a place for one write and the calls that belong to it; call what it answers with at the end. OVERLOADED when
   * none is free in time, UPSTREAM_UNAVAILABLE while the pool is not asked at all.
   */
  async enterWrite(): Promise<() => void> {
    this.breaker.check();
    return this.writes.enter(this.limits.placeWaitMs);
  }

  /** Makes a read once it has a turn in the quota and a place, or refuses with OVERLOADED, RATE_LIMITED, UPSTREAM_UNAVAILABLE. */
  async read<Result>(
    operation: CognitoOperation,
    isForWrite: boolean,
    send: () => Promise<Result>,
  ): Promise<Result> {
    this.breaker.check();
    const until = performance.now() + this.limits.placeWaitMs;
    await this.turn(operation, isForWrite);
    if (isForWrite) return this.breaker.run(send);
    const leave = await this.reads.enter(until - performance.now());
    try {
      return await this.breaker.run(send);
    } finally {
      leave();
    }
  }

  /** Sends a write, which holds a place already, once it has a turn; RATE_LIMITED, and never sent, without one. */
  async write<Result>(operation: CognitoOperation, send: () => Promise<Result>): Promise<Result> {
    try {
      await this.turn(operation, true);
    } catch (error) {
      throw error instanceof GatewayError ? error.with({ outcome: "NOT_APPLIED" }) : error;
    }
    return send();
  }

  load(): PoolLoad {
    const of = ({ underWay, waiting }: Bulkhead) => ({ underWay, waiting });
    return { reads: of(this.reads), writes: of(this.writes), breaker: this.breaker.state };
  }

  private async turn(operation: CognitoOperation, isUrgent: boolean): Promise<void> {
    await shareOf(this.shares, operation)?.take({
      isUrgent,
      waitMs: this.limits.placeWaitMs,
      refuse: (retryAfterMs) => this.refused("RATE_LIMITED", "quota", retryAfterMs),
    });
  }

  private refused(code: ErrorCode, reason: GateRefusal, retryAfterMs: number): GatewayError {
    this.observeRefusal(reason);
    return new GatewayError(code, { retryAfterMs });
  }
}
