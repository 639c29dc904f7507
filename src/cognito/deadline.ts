/**
 * The time that a call has. What an AbortSignal is for, without its price: a call makes one, and has one thing under way
 * at a time that ends with it.
 */
export class Deadline {
  private hasPassed = false;
  private end: (() => void) | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.timer = setTimeout(() => {
      this.hasPassed = true;
      this.end?.();
      this.onPassed();
    }, milliseconds);
  }

  get isOver(): boolean {
    return this.hasPassed;
  }

  /** Resolves or rejects as `work` does, or rejects with a TimeoutError once the time is over. */
  during<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.onPassed = () => {
        reject(Object.assign(new Error("The deadline is over."), { name: "TimeoutError" }));
      };
      work.then(resolve, reject);
    });
  }

  /** Calls `end` when the time is over; `undefined` takes the one before back. */
  endWith(end: (() => void) | undefined): void {
    this.end = end;
  }

  /** Lets the time run no longer. */
  clear(): void {
    clearTimeout(this.timer);
  }

  private onPassed: () => void = () => undefined;
}

/** The deadlines of calls that are under way, by what a call is known by on its way: its input, and then its request. */
const deadlines = new WeakMap<object, Deadline>();

/**
 * Gives a command the deadline that ends it. Not by the options of `send`: a call with options is resolved by the SDK from
 * the beginning, through each of its middleware, instead of being cached.
 */
export function within<Command extends { readonly input: object }>(
  deadline: Deadline,
  command: Command,
): Command {
  deadlines.set(command.input, deadline);
  return command;
}

/** Called where the SDK knows both: the request that goes out belongs to this input. */
export function passDeadlineOn(input: object, request: object): void {
  const deadline = deadlines.get(input);
  if (deadline !== undefined) deadlines.set(request, deadline);
}

export const deadlineOf = (request: object): Deadline | undefined => deadlines.get(request);
