import type { UserPoolDescription } from "./records/records.js";

/** A pool's description, kept for a while and shared by all callers. */
export class KeptDescription {
  private kept: { readonly value: Promise<UserPoolDescription>; readonly at: number } | undefined;

  /** `fetch` asks Cognito; `now` tells the time in milliseconds. */
  constructor(
    private readonly fetch: () => Promise<UserPoolDescription>,
    private readonly maxAgeMs: number,
    private readonly now: () => number,
  ) {}

  /** The description, at most so old; rejects as `fetch` does, and then the next caller asks again. */
  get(): Promise<UserPoolDescription> {
    const now = this.now();
    // A clock that was set back must not keep it for longer.
    if (this.kept === undefined || Math.abs(now - this.kept.at) > this.maxAgeMs) {
      const value = this.fetch();
      const description = { value, at: now };
      this.kept = description;
      value.catch(() => {
        if (this.kept === description) this.kept = undefined;
      });
    }
    return this.kept.value;
  }

  /** Makes the next `get` ask Cognito. */
  forget(): void {
    this.kept = undefined;
  }
}
