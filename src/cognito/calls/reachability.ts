import { type CognitoCall, isFault } from "./call.js";

/** How long Cognito is left alone after it was asked for nothing but whether it answers. */
const checkPauseMs = 5000;

/**
 * Whether Cognito answers for one pool. The calls that are made anyway tell; it is asked for this alone while nothing is known,
 * and after a call that failed: one slow answer must not take a gateway out of service.
 */
export class Reachability {
  private isKnownReachable = false;
  private isInDoubt = true;
  private checkedAt = -Infinity;
  private checking: Promise<void> | undefined;

  constructor(
    /** Makes one call, of which `note` is told as of any other. */
    private readonly ask: () => Promise<unknown>,
    private readonly now: () => number,
  ) {}

  get isReachable(): boolean {
    return this.isKnownReachable;
  }

  /** Learns from a call that has ended. */
  note(result: CognitoCall["result"]): void {
    this.isInDoubt = isFault(result);
    if (!this.isInDoubt) this.isKnownReachable = true;
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
    } catch {
      // It was answered all the same if it was refused.
      if (this.isInDoubt) this.isKnownReachable = false;
    }
  }
}
