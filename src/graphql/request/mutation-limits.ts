import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Principal } from "../../authorization/principal.js";
import { GatewayError } from "../../errors/gateway-error.js";

/** See `limits` in the configuration. */
export interface MutationLimitSettings {
  readonly mutationsPerCallerPerMinute: number;
  readonly mutationsPerTargetPerMinute: number;
  readonly deletionsPerCallerPerMinute: number;
}

/** Which of the limits was exceeded. */
export const mutationRefusals = ["caller", "target", "deletion"] as const;

export type MutationRefusal = (typeof mutationRefusals)[number];

/**
 * How many mutations a caller may make, and how many may be made on one target, in a minute that begins with the first: of
 * every kind together, so that thirty kinds of them are not thirty times as much. In this process's memory, for a minute each:
 * callers have shown a grant and targets exist, so nobody can fill it with names.
 */
export class MutationLimits {
  private readonly callers: RateLimiterMemory;
  private readonly targets: RateLimiterMemory;
  private readonly deletions: RateLimiterMemory;

  constructor(
    settings: MutationLimitSettings,
    private readonly observeRefusal: (reason: MutationRefusal) => void,
  ) {
    this.callers = perMinute(settings.mutationsPerCallerPerMinute);
    this.targets = perMinute(settings.mutationsPerTargetPerMinute);
    this.deletions = perMinute(settings.deletionsPerCallerPerMinute);
  }

  /** Counts an attempt of this caller, whatever becomes of it; RATE_LIMITED when there were too many. */
  countCaller({ issuer, subject }: Principal): Promise<void> {
    return this.count("caller", this.callers, `${issuer}\0${subject}`);
  }

  /** Counts a deletion by this caller, beside `countCaller`; RATE_LIMITED when there were too many: a stolen token empties no pool. */
  countDeletion({ issuer, subject }: Principal): Promise<void> {
    return this.count("deletion", this.deletions, `${issuer}\0${subject}`);
  }

  /** Counts a mutation of the target that has this key, by whatever name it was found; RATE_LIMITED when there were too many. */
  countTarget(key: string): Promise<void> {
    return this.count("target", this.targets, key);
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

const perMinute = (points: number): RateLimiterMemory =>
  new RateLimiterMemory({ points, duration: 60 });
