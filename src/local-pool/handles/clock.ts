const MILLISECONDS_A_DAY = 86_400_000;

/** The time that the pool believes in; tests move it instead of waiting. */
export class Clock {
  readonly #base: () => Date;
  #offset = 0;

  constructor(base: () => Date = () => new Date()) {
    this.#base = base;
  }

  now(): Date {
    return new Date(this.#base().getTime() + this.#offset);
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  /** From here on time runs from the given moment. */
  set(date: Date): void {
    this.#offset = date.getTime() - this.#base().getTime();
  }
}

/** The moment a number of days later; fewer than none is earlier. */
export const daysAfter = (date: Date, days: number): Date =>
  new Date(date.getTime() + days * MILLISECONDS_A_DAY);

/** AWS JSON writes a moment as seconds since 1970, with fractions. */
export const epochSeconds = (date: Date): number => date.getTime() / 1000;
