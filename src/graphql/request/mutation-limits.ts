import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Principal } from "../../authorization/principal.js";
import type { UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";

/** See `limits` in the configuration. */
export interface MutationLimitSettings {
  readonly setsPerCallerPerMinute: number;
  readonly setsPerTargetPerMinute: number;
}

/** Which of the limits was exceeded. */
export const mutationRefusals = ["caller", "target"] as const;

export type MutationRefusal = (typeof mutationRefusals)[number];

/**
 * How many passwords a caller may set, and a user may be given, in a minute that begins with the first. In this process's
 * memory, for a minute each: callers have shown a grant and targets exist, so nobody can fill it with names.
 */
export class MutationLimits {
  private readonly callers: RateLimiterMemory;
  private readonly targets: RateLimiterMemory;

  constructor(
    { setsPerCallerPerMinute, setsPerTargetPerMinute }: MutationLimitSettings,
    private readonly observeRefusal: (reason: MutationRefusal) => void,
  ) {
    this.callers = new RateLimiterMemory({ points: setsPerCallerPerMinute, duration: 60 });
    this.targets = new RateLimiterMemory({ points: setsPerTargetPerMinute, duration: 60 });
  }

  /** Counts an attempt of this caller, whatever becomes of it; RATE_LIMITED when there were too many. */
  countCaller({ issuer, subject }: Principal): Promise<void> {
    return this.count("caller", this.callers, `${issuer}\0${subject}`);
  }

  /** Counts a password for this user, by whatever name they were found; RATE_LIMITED when there were too many. */
  countTarget({ poolId, sub, username }: UserRecord): Promise<void> {
    return this.count("target", this.targets, `${poolId}\0${sub ?? username}`);
  }

  private async count(
    reason: MutationRefusal,
    limiter: RateLimiterMemory,
    key: string,
  ): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      this.observeRefusal(reason);
      throw new GatewayError("RATE_LIMITED", { retryAfterMs: Math.ceil(error.msBeforeNext) });
    }
  }
}
