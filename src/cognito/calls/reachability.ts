import { GatewayError } from "../../errors/gateway-error.js";
import type { CognitoOperation } from "../records/operations.js";
import { type CognitoCall, isFault } from "./call.js";
import { type FailureReason, failureReasonOf } from "./failure-reason.js";

/** How long Cognito is left alone after it was asked for nothing but whether it answers. */
const checkPauseMs = 5000;

/** The one call by which a pool is checked. */
const checkedBy: CognitoOperation = "DescribeUserPool";

/** What the check may be answered in good health. */
const healthy: ReadonlySet<CognitoCall["result"]> = new Set(["OK", "THROTTLED"]);

/** What refuses the gateway itself, whatever it asks for. */
const ownFaults: ReadonlySet<CognitoCall["result"]> = new Set([
  "GATEWAY_MISCONFIGURED",
  "POOL_NOT_FOUND",
]);

/** Refusals of our own gate: Cognito was not asked. */
const unasked: ReadonlySet<string> = new Set(["OVERLOADED", "RATE_LIMITED"]);

/**
 * Whether Cognito does what it is asked for in one pool. The calls that are made anyway tell; it is asked for this alone while nothing is
 * known, and after a call that failed, or was refused for a fault of the gateway's own: one slow answer must not take a gateway
 * out of service, nor must one permission that the gateway lacks.
 */
export class Reachability {
  private isKnownReachable = false;
  private isInDoubt = true;
  private isRefused = false;
  private reason: FailureReason | null = null;
  private checkedAt = -Infinity;
  private checking: Promise<void> | undefined;

  constructor(
    /** Makes the call that checks it, of which `note` is told as of any other. */
    private readonly ask: () => Promise<unknown>,
    private readonly now: () => number,
  ) {}

  get isReachable(): boolean {
    return this.isKnownReachable;
  }

  /** Why it is not reachable; null while it is, and while nothing is known. */
  get failureReason(): FailureReason | null {
    return this.isKnownReachable ? null : this.reason;
  }

  /** Learns from a call that has ended. */
  note({ operation, result }: Pick<CognitoCall, "operation" | "result">): void {
    const isCheck = operation === checkedBy;
    if (isFault(result) || ownFaults.has(result) || (isCheck && !healthy.has(result))) {
      this.isInDoubt = true;
      return;
    }
    // A gateway that is refused the check may still be allowed something else: that mends nothing.
    if (this.isRefused && !isCheck) return;
    this.isInDoubt = this.isRefused = false;
    this.isKnownReachable = true;
  }

  /** Asks if that is due; never rejects. One call at a time and one every five seconds, however often it is called. */
  async check(): Promise<void> {
    // The distance in either direction: a clock that is set back must not make the pause long.
    const isPaused = Math.abs(this.now() - this.checkedAt) < checkPauseMs;
    if (this.checking === undefined && (!this.isInDoubt || isPaused)) return;
    this.checking ??= this.askOnce().finally(() => {
      this.checking = undefined;
      this.checkedAt = this.now();
    });
    await this.checking;
  }

  private async askOnce(): Promise<void> {
    try {
      await this.ask();
    } catch (error) {
      const failure = GatewayError.of(error);
      // A throttle is an answer, and so is what another call has been told meanwhile.
      if (!this.isInDoubt || unasked.has(failure.code)) return;
      this.isRefused ||= !isFault(failure.code);
      this.reason = failureReasonOf(failure);
      this.isKnownReachable = false;
    }
  }
}
