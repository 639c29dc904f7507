import { errorCodes } from "../errors/error-codes.js";
import { GatewayError } from "../errors/gateway-error.js";

/** So long an old answer serves before a new one is asked for once more. */
const retryMs = 1000;

/** So old an answer counts as new. */
const freshMs = 5000;

/** What a pool tells of its configuration, kept for a while and shared by all callers. */
export class KeptAnswer<Answer> {
  private kept:
    { readonly value: Promise<Answer>; readonly since: number; readonly until: number } | undefined;
  /** The last one that came. */
  private old: Answer | undefined;

  /** `fetch` asks Cognito; `now` tells the time in milliseconds. */
  constructor(
    private readonly fetch: () => Promise<Answer>,
    private readonly maxAgeMs: number,
    private readonly now: () => number,
  ) {}

  /**
   * The answer, at most so old, in milliseconds. While Cognito cannot be asked for another one, because it throttles or does not answer, the old
   * one serves; without one, and when Cognito says that there is none, rejects as `fetch` does, and the next caller asks again.
   */
  get(maxAgeMs = this.maxAgeMs): Promise<Answer> {
    if (this.kept === undefined) return this.keep(this.fetch());
    const { value, since, until } = this.kept;
    const age = this.now() - since;
    // A clock that was set back must not keep it for longer.
    const isYoung = age >= 0 && age <= maxAgeMs && age <= until - since;
    return isYoung ? value : this.keep(this.fetch());
  }

  /**
   * The answer, asked for anew where it lacks something and is some seconds old: nobody is to be refused for minutes what the pool has
   * been given meanwhile.
   */
  async getAnewIf(isLacking: (answer: Answer) => boolean): Promise<Answer> {
    const answer = await this.get();
    return isLacking(answer) ? this.get(freshMs) : answer;
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
              ? this.from(Promise.resolve(old), Math.min(retryMs, this.maxAgeMs))
              : undefined;
        }
        if (isPassing && old !== undefined) return old;
        throw error;
      },
    );
    this.kept = this.from(value, this.maxAgeMs);
    return value;
  }

  private from(value: Promise<Answer>, forMs: number) {
    const since = this.now();
    return { value, since, until: since + forMs };
  }
}
