import { setTimeout as pause } from "node:timers/promises";
import { GatewayError } from "../../errors/gateway-error.js";

/** Cognito counts by the second: the next try comes in the second half of the present one or the first of the next. */
const leastPauseMs = 250;
const maximumPauseMs = 750;

/** What one write adds to the retries that may be made, and how many may be saved up. */
const retriesPerWrite = 0.1;
const maximumSaved = 3;

/**
 * Tries a write again that Cognito refused as one too many: alone of all failures this one says for certain that nothing was
 * done. Within the write's deadline, and for one write in ten at most: when everything is throttled, trying again would
 * only take from others.
 */
export class ThrottleRetry {
  private saved = 1;

  constructor(private readonly deadlineMs: number) {}

  /** `send` is given the time that is left, in milliseconds. */
  async run<Result>(send: (deadlineMs: number) => Promise<Result>): Promise<Result> {
    const endsAt = performance.now() + this.deadlineMs;
    this.saved = Math.min(maximumSaved, this.saved + retriesPerWrite);
    for (;;) {
      try {
        return await send(endsAt - performance.now());
      } catch (error) {
        const pauseMs = leastPauseMs + Math.random() * (maximumPauseMs - leastPauseMs);
        const isThrottled = error instanceof GatewayError && error.code === "THROTTLED";
        const isInTime = performance.now() + 2 * pauseMs < endsAt;
        if (!isThrottled || !isInTime || this.saved < 1) throw error;
        this.saved -= 1;
        await pause(pauseMs);
      }
    }
  }
}
