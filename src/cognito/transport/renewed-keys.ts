import { asKeysFailure } from "./keys-failure.js";
import type { AwsCredentials } from "./request-signer.js";

/** Keys of a session. */
export interface SessionKeys extends AwsCredentials {
  /** The end of the session, by AWS's clock. */
  readonly expiration: Date;
}

interface KeptKeys {
  readonly keys: SessionKeys;
  /** Both by this process's clock. */
  readonly renewFrom: number;
  readonly goodUntil: number;
}

/** How long before their end keys are renewed, while the old ones still serve. */
const renewEarlyMs = 5 * 60_000;

/** How long a source that gave no keys is not asked again: its last error answers all requests for keys meanwhile. */
const pauseMs = 1000;

/**
 * A session's keys, renewed early and once for all who need them. A renewal that fails takes nothing from anybody as long as
 * the old keys are good.
 */
export class RenewedKeys {
  private kept: KeptKeys | undefined;
  private renewal: Promise<SessionKeys> | undefined;
  private failedAt = -Infinity;
  private failure = new Error();

  constructor(
    private readonly fetch: () => Promise<SessionKeys>,
    /** How long a session lasts at most. Where this process's clock is behind AWS's, keys seem to be good for longer. */
    private readonly longestSessionMs: number,
  ) {}

  /** Rejects with what the renewal failed by, which `isKeysFailure` knows, if there are no keys that are good. */
  readonly get = (): Promise<SessionKeys> => {
    const now = Date.now();
    const { kept } = this;
    if (kept === undefined || now >= kept.goodUntil) return this.renew(now);
    // Nobody waits for it, and the next one finds out how it went.
    if (now >= kept.renewFrom) this.renew(now).catch(() => undefined);
    return Promise.resolve(kept.keys);
  };

  private renew(now: number): Promise<SessionKeys> {
    // The distance in either direction: a clock that is set back must not make the pause long.
    if (this.renewal === undefined && Math.abs(now - this.failedAt) < pauseMs) {
      return Promise.reject(this.failure);
    }
    this.renewal ??= this.fetchOnce().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  private async fetchOnce(): Promise<SessionKeys> {
    try {
      const keys = await this.fetch();
      const now = Date.now();
      const lastsMs = Math.min(keys.expiration.getTime() - now, this.longestSessionMs);
      const earlyMs = Math.min(renewEarlyMs, lastsMs / 3);
      this.kept = { keys, renewFrom: now + lastsMs - earlyMs, goodUntil: now + lastsMs };
      return keys;
    } catch (error) {
      this.failedAt = Date.now();
      this.failure = asKeysFailure(error);
      throw this.failure;
    }
  }
}
