import { describeCause, type Logger } from "../observability/logger.js";
import type { Metrics } from "../observability/metrics.js";
import {
  knownOf,
  lookEveryMs,
  type Renewable,
  type RenewableName,
  renewables,
  type RenewalObserver,
  WatchedFiles,
} from "./watched-files.js";

/** The files of each thing as they are named now. */
type Files = Readonly<Record<RenewableName, () => readonly string[]>>;

type Known = Awaited<ReturnType<typeof knownOf>>;

/** All that is read again while the gateway runs: at a change of its files, and when it is told to. */
export class Renewals {
  private readonly watched: WatchedFiles[] = [];
  private readonly timers = new Map<WatchedFiles, NodeJS.Timeout>();
  private hasStopped = false;

  private constructor(
    private readonly files: Files,
    private readonly known: ReadonlyMap<RenewableName, Known>,
    private readonly observe: RenewalObserver,
  ) {}

  /** To be called before the files are read: what changes from then on is noticed. */
  static async begin(files: Files, observe: RenewalObserver): Promise<Renewals> {
    const known = renewables.map(async (name) => [name, await knownOf(files[name]())] as const);
    return new Renewals(files, new Map(await Promise.all(known)), observe);
  }

  /** Watches something from now on. */
  add(renewable: Renewable): WatchedFiles {
    const { name } = renewable;
    const known = this.known.get(name) ?? { stats: "", content: "" };
    const watched = new WatchedFiles(renewable, this.files[name], known, this.observe);
    this.watched.push(watched);
    return watched;
  }

  /** Looks at the files again and again until it is stopped: each by itself, so that none waits for a disk of another. */
  start(): void {
    for (const watched of this.watched) this.lookLater(watched);
  }

  /** Reads everything now, changed or not. Never rejects. */
  async reload(): Promise<void> {
    await Promise.all(this.watched.map((watched) => watched.reload()));
  }

  stop(): void {
    this.hasStopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private lookLater(watched: WatchedFiles): void {
    const look = () => {
      void watched.look().then(() => {
        if (!this.hasStopped) this.lookLater(watched);
      });
    };
    this.timers.set(watched, setTimeout(look, lookEveryMs).unref());
  }
}

/** Logs and counts each renewal. */
export const renewalObserver =
  (logger: Logger, metrics: Metrics): RenewalObserver =>
  (name, error) => {
    metrics.countReload(name, error === undefined ? "OK" : "FAILED");
    if (error === undefined) logger.info(`${name} renewed`);
    else logger.error(reasonsOf(error), `${name} not renewed`);
  };

/** Places and reasons in the operator's own files; of other failures their kind. */
function reasonsOf(error: unknown): object {
  if (typeof error !== "object" || error === null) return {};
  if ("mistakes" in error) return { mistakes: error.mistakes };
  if ("file" in error && "problem" in error) {
    const line = "line" in error ? error.line : undefined;
    return { mistakes: [{ file: error.file, line, problem: error.problem }] };
  }
  return describeCause(error);
}
