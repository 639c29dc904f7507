import { errorCodes } from "../errors/error-codes.js";
import { GatewayError } from "../errors/gateway-error.js";

/** So long an old answer serves before a new one is asked for once more. */
const retryMs = 1000;

/** What a pool tells of its configuration, kept for a while and shared by all callers. */
export class KeptAnswer<Answer> {
  private kept: { readonly value: Promise<Answer>; readonly until: number } | undefined;
  /** The last one that came. */
  private old: Answer | undefined;

  /** `fetch` asks Cognito; `now` tells the time in milliseconds. */
  constructor(
    private readonly fetch: () => Promise<Answer>,
    private readonly maxAgeMs: number,
    private readonly now: () => number,
  ) {}

  /**
   * The answer, at most so old. While Cognito cannot be asked for another one, because it throttles or does not answer, the old
   * one serves; without one, and when Cognito says that there is none, rejects as `fetch` does, and the next caller asks again.
   */
  get(): Promise<Answer> {
    const left = this.kept === undefined ? -1 : this.kept.until - this.now();
    // A clock that was set back must not keep it for longer.
    if (this.kept !== undefined && left >= 0 && left <= this.maxAgeMs) return this.kept.value;
    return this.keep(this.fetch());
  }

  /** Makes the next `get` ask Cognito. */
  forget(): void {
    this.kept = undefined;
    this.old = undefined;
  }

  private keep(fetched: Promise<Answer>): Promise<Answer> {
    const value = fetched.then(
      (answer) => {
        if (this.kept?.value === value) this.old = answer;
        return answer;
      },
      (error: unknown) => {
        const { old } = this;
        const isPassing = error instanceof GatewayError && errorCodes[error.code].retryable;
        if (this.kept?.value === value) {
          this.kept =
            isPassing && old !== undefined
              ? {
                  value: Promise.resolve(old),
                  until: this.now() + Math.min(retryMs, this.maxAgeMs),
                }
              : undefined;
        }
        if (isPassing && old !== undefined) return old;
        throw error;
      },
    );
    this.kept = { value, until: this.now() + this.maxAgeMs };
    return value;
  }
}
