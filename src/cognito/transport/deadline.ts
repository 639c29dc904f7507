/** How long it may take to understand an answer that is there when the time is over. */
const graceMs = 500;

/**
 * A timer that first lets the event loop read what has come. A process that could not run for a while, paused or busy, finds
 * its timers due before the answers that lie in its sockets, and these came in time.
 */
export class PatientTimer {
  private timer: NodeJS.Timeout;
  private turn: NodeJS.Immediate | undefined;

  constructor(onPassed: () => void, milliseconds: number) {
    this.timer = setTimeout(() => {
      this.turn = setImmediate(onPassed);
    }, milliseconds);
  }

  clear(): void {
    clearTimeout(this.timer);
    clearImmediate(this.turn);
  }
}

/**
 * How far a call has come: `preparing` until it is handed over to the network with its keys and its signature, `connecting` until
 * there is a connection, `sent` once it may be with the service, and while nothing is known of it.
 */
export type Progress = "preparing" | "connecting" | "sent";

/**
 * The time that a call has, and how far it has come in it. What an AbortSignal is for, without its price: a call makes one, and has one thing under way
 * at a time that ends with it.
 */
export class Deadline {
  private hasPassed = false;
  private isAnswered = false;
  private furthest: Progress | undefined;
  private end: (() => void) | undefined;
  private timer: PatientTimer;

  constructor(milliseconds: number) {
    this.timer = new PatientTimer(() => {
      this.hasPassed = true;
      if (this.isAnswered) this.timer = new PatientTimer(this.pass, graceMs);
      else this.pass();
    }, milliseconds);
  }

  get isOver(): boolean {
    return this.hasPassed;
  }

  /** How far the call has come, in whichever of its attempts. */
  get progress(): Progress {
    return this.furthest ?? "sent";
  }

  /** A command is in flight; `handedOver` and `sent` will report its progress. */
  preparing(): void {
    this.furthest ??= "preparing";
  }

  /** The call is handed over to the network. */
  handedOver(): void {
    if (this.furthest === "preparing") this.furthest = "connecting";
  }

  /** There is a connection, and the call goes out on it. */
  sent(): void {
    this.furthest = "sent";
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
    this.isAnswered = false;
  }

  /** The answer is there, whole: what it says counts, also if the time is over before it is understood. Nothing may follow it then. */
  answered(): void {
    this.end = undefined;
    this.isAnswered = true;
  }

  /** Lets the time run no longer. */
  clear(): void {
    this.timer.clear();
  }

  private readonly pass = (): void => {
    this.end?.();
    this.onPassed();
  };

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
  deadline.preparing();
  return command;
}

/** Called where the SDK knows both: the request that goes out belongs to this input. */
export function passDeadlineOn(input: object, request: object): void {
  const deadline = deadlines.get(input);
  if (deadline !== undefined) deadlines.set(request, deadline);
}

export const deadlineOf = (request: object): Deadline | undefined => deadlines.get(request);
