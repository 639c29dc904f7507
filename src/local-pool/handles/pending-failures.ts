/** Failures that a test has added, each for so many times; the earliest that fits happens. */
export class PendingFailures<Failure extends { readonly times?: number }> {
  readonly #pending: { readonly failure: Failure; left: number }[] = [];

  /** One time unless the failure says how often. */
  add(failure: Failure): void {
    const left = failure.times ?? 1;
    if (left > 0) this.#pending.push({ failure, left });
  }

  clear(): void {
    this.#pending.length = 0;
  }

  /** Takes the earliest failure that fits, one time of it. */
  takeFirst(fits: (failure: Failure) => boolean): Failure | undefined {
    const index = this.#pending.findIndex(({ failure }) => fits(failure));
    const hit = this.#pending[index];
    if (hit === undefined) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.#pending.splice(index, 1);
    return hit.failure;
  }
}
