import { contentOf, type FileStats, statsOf } from "./file-state.js";

/** What is read again while the gateway runs, as the log calls it. */
export const renewables = ["policies", "certificates", "block list", "secrets"] as const;

export type RenewableName = (typeof renewables)[number];

/** Something that is read from files, and can be read again. */
export interface Renewable {
  readonly name: RenewableName;
  /** Reads and checks them whole; what it returns puts them in force. Fails when they cannot be used, and changes nothing. */
  prepare(): Renewed | Promise<Renewed>;
}

type Renewed = () => void | Promise<void>;

/** Told of each renewal: without an error it has succeeded. */
export type RenewalObserver = (name: RenewableName, error?: unknown) => void;

/** How files stood when they were read last. */
interface Known {
  readonly stats: string;
  readonly content: string;
}

/** How often files are looked at. */
export const lookEveryMs = 500;

/** A change may be met half done, even empty: it counts when the files have been left alone for so long. */
const settledAfterMs = 500;

/** How often files that change while they are read are read again before that counts as a failure. */
const maximumReadings = 3;

/** How the files stand now: to be asked before they are read for the first time. */
export async function knownOf(files: readonly string[]): Promise<Known> {
  const { text } = await statsOf(files);
  return { stats: text, content: await contentOf(files) };
}

/**
 * Reads files again when their content has changed, whichever way: in place, by another file under the same name, or by a link
 * that was turned elsewhere. So a change is in force a second after it was written. What cannot be used leaves in force what was,
 * and is told once.
 */
export class WatchedFiles {
  private lookedAtMs = 0;
  private looking: Promise<void> = Promise.resolve();
  /** A change that may be half done, and since when it has looked like this. */
  private pending: { readonly stats: string; readonly sinceMs: number } | undefined;

  /** `files` are the files as they are named now: a pattern may stand for others than before. */
  constructor(
    private readonly renewable: Renewable,
    private readonly files: () => readonly string[],
    private known: Known,
    private readonly observe: RenewalObserver,
  ) {}

  /** Resolves when the files have been looked at a moment ago; looks if nobody has, as after a pause of the process. */
  fresh(): Promise<void> {
    if (performance.now() - this.lookedAtMs >= lookEveryMs) return this.look();
    return this.looking;
  }

  /** Looks whether the files have changed, and then reads them. Never rejects. */
  look(): Promise<void> {
    this.lookedAtMs = performance.now();
    return this.after(() => this.readIfChanged());
  }

  /** Reads the files now, changed or not. Never rejects. */
  reload(): Promise<void> {
    return this.after(async () => {
      for (let reading = 1; !(await this.renew(reading === maximumReadings)); reading += 1);
    });
  }

  /** One after the other, so that an older reading never comes last. */
  private after(work: () => Promise<void>): Promise<void> {
    this.looking = this.looking.then(work, work);
    return this.looking;
  }

  private async readIfChanged(): Promise<void> {
    const files = this.files();
    const stats = await statsOf(files);
    if (stats.text === this.known.stats) {
      this.pending = undefined;
      return;
    }
    if (!this.isSettled(stats)) return;
    const content = await contentOf(files);
    if (content === this.known.content) this.known = { stats: stats.text, content };
    else await this.renew(false);
  }

  /** By the file system's clock or, where that cannot be believed, by having looked the same for long enough. */
  private isSettled({ text, changedAtMs }: FileStats): boolean {
    if (Date.now() - changedAtMs >= settledAfterMs) return true;
    const now = performance.now();
    if (this.pending?.stats !== text) this.pending = { stats: text, sinceMs: now };
    return now - this.pending.sinceMs >= settledAfterMs;
  }

  /** Whether it has come to an end: files that changed meanwhile may have been read half from before, half from after. */
  private async renew(isLast: boolean): Promise<boolean> {
    const { renewable, files, observe } = this;
    const before = await knownOf(files());
    let renewed: Renewed | undefined;
    let failure: unknown;
    try {
      renewed = await renewable.prepare();
    } catch (error) {
      failure = error;
    }
    const after = await contentOf(files());
    if (after !== before.content) {
      if (!isLast) return false;
      renewed = undefined;
      failure ??= new Error("The files change all the time.");
    }
    this.known = before;
    this.pending = undefined;
    try {
      if (renewed === undefined) throw failure;
      await renewed();
      observe(renewable.name);
    } catch (error) {
      observe(renewable.name, error);
    }
    return true;
  }
}
