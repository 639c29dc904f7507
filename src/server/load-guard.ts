import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { GatewayError } from "../errors/gateway-error.js";

/** See `limits` in the configuration. */
export interface LoadLimits {
  readonly requestsInFlight: number;
  readonly eventLoopDelayMs: number;
}

/** Why a request was refused before its token was looked at. */
export const loadRefusals = ["requests-in-flight", "event-loop"] as const;

export type LoadRefusal = (typeof loadRefusals)[number];

const retryAfterMs = 1000;

/** How late the event loop is, from second to second. */
export interface EventLoopDelay {
  readonly medianMs: number;
  stop(): void;
}

const windowMs = 1000;
const nanosecondsPerMillisecond = 1_000_000;

/** Watches the event loop. The median of a second: one long pause, such as a collection of garbage, is no overload. */
export function watchEventLoop(): EventLoopDelay {
  const histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  let medianMs = 0;
  const timer = setInterval(() => {
    medianMs = histogram.percentile(50) / nanosecondsPerMillisecond;
    histogram.reset();
  }, windowMs).unref();
  return {
    get medianMs() {
      return medianMs;
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
    private readonly eventLoop: Pick<EventLoopDelay, "medianMs">,
    private readonly observeRefusal: (reason: LoadRefusal) => void,
  ) {}

  /** Requests whose token was accepted and that are not answered yet; never more than `requestsInFlight`. */
  get inFlight(): number {
    return this.served;
  }

  /** Throws OVERLOADED while no request is welcome. Cheap: to be asked before a body is read. */
  check(): void {
    if (this.served >= this.limits.requestsInFlight) throw this.refused("requests-in-flight");
    if (this.eventLoop.medianMs > this.limits.eventLoopDelayMs) throw this.refused("event-loop");
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
