import { type IntervalHistogram, monitorEventLoopDelay, performance } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import { GatewayError } from "../../errors/gateway-error.js";

/** See `limits` in the configuration. */
export interface LoadLimits {
  readonly requestsInFlight: number;
  readonly eventLoopDelayMs: number;
  readonly heapUsedPercent: number;
}

/** Why a request was refused: before its token was looked at, but for `answers-full`, which comes while its answer is made. */
export const loadRefusals = [
  "requests-in-flight",
  "event-loop",
  "heap-full",
  "pools-full",
  "answers-full",
] as const;

export type LoadRefusal = (typeof loadRefusals)[number];

const retryAfterMs = 1000;

/** `user`, `users`, `usersByKey`, `userPool`, under whatever prefix, and what a router asks of a subgraph. */
const asksForUsers = /user|_entities/i;

/** How the process is doing, from second to second. */
export interface ProcessLoad {
  /**
   * How late the event loop is. The median of a second: one long pause, such as a collection of garbage, is no overload. 0 for a
   * second in which the process had next to no CPU time: then it did not run, as a paused container does not, and a function
   * between its calls.
   */
  readonly eventLoopDelayMs: number;
  /** How much of the heap that V8 may have is in use, garbage included: beyond its limit the process ends at once. */
  readonly heapUsedPercent: number;
  stop(): void;
}

const windowMs = 1000;

/** A loop that is late for want of time takes more CPU time than this, also where others take most of it. */
const leastCpuShare = 0.05;

const nanosecondsPerMillisecond = 1_000_000;

/** Tells, each time, what share of one CPU the process has had since the time before. */
function watchCpuShare(): () => number {
  const read = () => {
    const { user, system } = process.cpuUsage();
    return { atMs: performance.now(), usedMs: (user + system) / 1000 };
  };
  let before = read();
  return () => {
    const now = read();
    const share = (now.usedMs - before.usedMs) / (now.atMs - before.atMs);
    before = now;
    return share;
  };
}

/** Watches the process until it is stopped. */
export function watchProcess(): ProcessLoad {
  const histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  let eventLoopDelayMs = 0;
  let heapUsedPercent = 0;
  const cpuShare = watchCpuShare();
  const timer = setInterval(() => {
    const hasRun = cpuShare() > leastCpuShare;
    eventLoopDelayMs = hasRun ? histogram.percentile(50) / nanosecondsPerMillisecond : 0;
    histogram.reset();
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    heapUsedPercent = (100 * used) / limit;
  }, windowMs).unref();
  return {
    get eventLoopDelayMs() {
      return eventLoopDelayMs;
    },
    get heapUsedPercent() {
      return heapUsedPercent;
    },
    stop: () => {
      clearInterval(timer);
      histogram.disable();
    },
  };
}

/** Refuses GraphQL requests while there is too much to do, at a small part of what serving them would cost. */
export class LoadGuard {
  private served = 0;

  constructor(
    private readonly limits: LoadLimits,
    private readonly load: Omit<ProcessLoad, "stop">,
    /** Whether no pool would take another read. */
    private readonly areReadsFull: () => boolean,
    private readonly observeRefusal: (reason: LoadRefusal) => void,
  ) {}

  /** Requests whose token was accepted and that are not answered yet; never more than `requestsInFlight`. */
  get inFlight(): number {
    return this.served;
  }

  /** Throws OVERLOADED while no request is welcome. Cheap: to be asked before a body is read. */
  check(): void {
    if (this.served >= this.limits.requestsInFlight) throw this.refused("requests-in-flight");
    if (this.load.eventLoopDelayMs > this.limits.eventLoopDelayMs) throw this.refused("event-loop");
    if (this.load.heapUsedPercent > this.limits.heapUsedPercent) throw this.refused("heap-full");
  }

  /**
   * Throws OVERLOADED for a query of users while it would only be told so by the pool that it comes to, whichever that is. What
   * may be a mutation is let in, since writes have places of their own, and so is what asks for no user. Cheap: to be
   * asked before a token is looked at and a document is read.
   */
  checkQuery(document: string): void {
    if (!this.areReadsFull() || document.includes("mutation")) return;
    if (asksForUsers.test(document)) throw this.refused("pools-full");
  }

  /** Serves one request, which counts from here: a client that is slow to send its body takes nobody's place. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.served >= this.limits.requestsInFlight) throw this.refused("requests-in-flight");
    this.served += 1;
    try {
      return await work();
    } finally {
      this.served -= 1;
    }
  }

  private refused(reason: LoadRefusal): GatewayError {
    this.observeRefusal(reason);
    return new GatewayError("OVERLOADED", { retryAfterMs });
  }
}
