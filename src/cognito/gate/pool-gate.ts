import type { ErrorCode } from "../../errors/error-codes.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { CognitoOperation } from "../records/operations.js";
import { Bulkhead } from "./bulkhead.js";
import type { Precedence, Promised } from "./quota-share.js";
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
export interface PoolPressure {
  readonly reads: { readonly underWay: number; readonly waiting: number };
  readonly writes: { readonly underWay: number; readonly waiting: number };
  readonly breaker: BreakerState;
}

/** A batch of reads that was let in as a whole: each of its calls goes through the gate with it. */
export interface AdmittedBatch {
  /** When its answers come too late, by `performance.now()`. */
  readonly until: number;
  /** Its turns in the quota; null where none is kept. */
  readonly turns: Promised | null;
}

/** For whom a read is made. */
export interface ReadOptions {
  /** For a write that holds a place in this pool: the read takes none, and comes first in the quota. */
  readonly isForWrite?: boolean;
  /** For a batch, which yields to all others. */
  readonly batch?: AdmittedBatch | undefined;
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

  /**
   * Lets in a batch of so many reads, if all of them have their turn in the quota by `until`; RATE_LIMITED at once
   * otherwise, UPSTREAM_UNAVAILABLE while the pool is not asked at all. Its turns are to be released at the end.
   */
  admitBatch(operation: CognitoOperation, reads: number, until: number): AdmittedBatch {
    this.breaker.check();
    const share = shareOf(this.shares, operation);
    const turns = share?.promise(reads, { until, refuse: this.limited }) ?? null;
    return { until, turns };
  }

  /** Throws RATE_LIMITED if so many reads of a batch cannot have their turns by `until`; promises nothing. */
  checkBatch(operation: CognitoOperation, reads: number, until: number): void {
    const turn = { precedence: "batch", until, refuse: this.limited } as const;
    shareOf(this.shares, operation)?.check(turn, reads - 1);
  }

  /** The error of a batch whose time is over. */
  batchIsLate(): GatewayError {
    return this.limited(overloadedRetryAfterMs);
  }

  /**
   * Makes a read once it has a place and a turn in the quota, or refuses with OVERLOADED, RATE_LIMITED, UPSTREAM_UNAVAILABLE.
   * The turn comes last: who is refused has used none, and who has one sends at once, so that Cognito counts as we do.
   */
  async read<Result>(
    operation: CognitoOperation,
    { isForWrite = false, batch }: ReadOptions,
    send: () => Promise<Result>,
  ): Promise<Result> {
    this.breaker.check();
    const until = batch?.until ?? performance.now() + this.limits.placeWaitMs;
    const precedence = isForWrite ? "write" : batch === undefined ? "single" : "batch";
    const leave = isForWrite ? null : await this.enterRead(operation, precedence, until);
    try {
      batch?.turns?.takeOne();
      await this.turn(operation, precedence, until);
      return await this.breaker.run(send);
    } finally {
      leave?.();
    }
  }

  /** Sends a write, which holds a place already, once it has a turn; RATE_LIMITED, and never sent, without one. */
  async write<Result>(operation: CognitoOperation, send: () => Promise<Result>): Promise<Result> {
    try {
      await this.turn(operation, "write", performance.now() + this.limits.placeWaitMs);
    } catch (error) {
      throw error instanceof GatewayError ? error.with({ outcome: "NOT_APPLIED" }) : error;
    }
    return send();
  }

  /** Whether a read that belongs to no write would be refused now for want of a place. */
  get areReadsFull(): boolean {
    return this.reads.isFullFor(this.limits.placeWaitMs);
  }

  pressure(): PoolPressure {
    const of = ({ underWay, waiting }: Bulkhead) => ({ underWay, waiting });
    return { reads: of(this.reads), writes: of(this.writes), breaker: this.breaker.state };
  }

  private async enterRead(
    operation: CognitoOperation,
    precedence: Precedence,
    until: number,
  ): Promise<() => void> {
    if (precedence === "batch") return this.reads.enterAsBatch(until - performance.now());
    // Nobody waits for a place whose turn would then come too late.
    const turn = { precedence, until, refuse: this.limited };
    shareOf(this.shares, operation)?.check(turn, this.reads.waiting);
    return this.reads.enter(until - performance.now());
  }

  private async turn(
    operation: CognitoOperation,
    precedence: Precedence,
    until: number,
  ): Promise<void> {
    await shareOf(this.shares, operation)?.take({ precedence, until, refuse: this.limited });
  }

  private readonly limited = (retryAfterMs: number): GatewayError =>
    this.refused("RATE_LIMITED", "quota", retryAfterMs);

  private refused(code: ErrorCode, reason: GateRefusal, retryAfterMs: number): GatewayError {
    this.observeRefusal(reason);
    return new GatewayError(code, { retryAfterMs });
  }
}
