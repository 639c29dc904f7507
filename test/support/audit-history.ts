import type { AuditEntry, AuditLog, AuditOptions } from "../../src/audit/audit-log.js";
import { verifyFiles } from "../../src/audit/journal/verify-files.js";
import type { Outcome } from "../../src/errors/gateway-error.js";
import { openSampleLog, sampleIntent, sampleRead } from "./audit-samples.js";
import { type Fault, MemoryDisk, MemoryProcess } from "./memory-disk.js";

/**
 * The steps behind a fault: more work, then a stop; a rotation, work and a stop; a stop; a kill as soon as a caller was told
 * something; the same with a loss of power.
 */
export const endings = ["work", "rotation", "stop", "kill", "power"] as const;
export type Ending = (typeof endings)[number];

/** The answers to a set's caller, as far as there were any. */
interface Told {
  intent?: "durable" | "refused";
  result?: "durable" | "late";
}

type Stored = Readonly<Record<string, unknown>> & {
  readonly kind: string;
  readonly id?: string;
  readonly outcome?: Outcome;
  readonly recovered?: boolean;
};

const file = "/log/audit.jsonl";

/** A log on a disk in memory, with at most one fault, and what its callers were told. */
export class History {
  readonly disk: MemoryDisk;
  private readonly callers = new Map<string, Told>();
  private readonly entries = new Map<string, AuditEntry>();
  private process: MemoryProcess;
  private log: AuditLog | undefined;
  private hasEnded = false;

  constructor(
    fault?: Fault,
    private readonly ending: Ending = "work",
    private readonly options: Partial<AuditOptions> = {},
    private readonly publicKeys: readonly string[] = [],
  ) {
    this.disk = new MemoryDisk(fault);
    this.process = new MemoryProcess(this.disk);
  }

  /** A start that the fault has made fail is over: the process has ended. */
  async start(options: Partial<AuditOptions> = {}): Promise<void> {
    this.process = new MemoryProcess(this.disk);
    const { process, disk } = this;
    this.log = undefined;
    const opening = openSampleLog(file, {
      ...{ checkpointEveryRecords: 5, deadlineMs: 400, retryAfterMs: 1, files: process },
      ...this.options,
      ...options,
    });
    try {
      this.log = await this.lasting(opening);
    } catch (error) {
      if (!disk.hasFailed) throw error;
      process.kill();
    }
  }

  /** Somebody sets a password, from the intent to the result. */
  async set(name: string): Promise<void> {
    await this.begin(name);
    await this.finish(name);
  }

  /** Writes the intent alone. */
  async begin(name: string): Promise<void> {
    const told: Told = {};
    this.callers.set(name, told);
    try {
      const entry = await this.lasting(this.log?.intent(sampleIntent(name)));
      if (entry === undefined) return;
      this.entries.set(name, entry);
      this.tell(() => (told.intent = "durable"));
    } catch {
      this.tell(() => (told.intent = "refused"));
    }
  }

  async finish(name: string): Promise<void> {
    const entry = this.entries.get(name);
    const told = this.callers.get(name) ?? {};
    if (entry === undefined || this.process.isDead) return;
    try {
      await this.lasting(entry.result({ outcome: "APPLIED" }));
      this.tell(() => (told.result = "durable"));
    } catch {
      this.tell(() => (told.result = "late"));
    }
  }

  async read(): Promise<void> {
    await this.lasting(this.log?.reads([sampleRead])).catch(() => undefined);
  }

  async rotate(): Promise<void> {
    await this.lasting(this.log?.rotate()).catch((error: unknown) => {
      if (!this.disk.hasFailed) throw error;
    });
  }

  async stop(): Promise<void> {
    await this.lasting(this.log?.close());
    this.log = undefined;
  }

  /** Ends the process at once; a line that was being written may be cut. */
  crash(torn = ""): void {
    this.process.kill();
    void this.log?.close().catch(() => undefined);
    this.log = undefined;
    this.disk.append(file, torn);
  }

  /** Does the steps up to the one that the fault is in, then what follows; answers what is wrong with the log in the end. */
  async run(steps: readonly ((history: History) => Promise<void> | void)[]): Promise<string[]> {
    for (const step of steps) {
      await step(this);
      if (this.process.isDead && this.disk.hasFailed) break;
      if (this.disk.hasFailed && this.ending !== "work") break;
    }
    await this.end();
    this.hasEnded = true;
    const wrong = this.process.isDead ? [] : await this.problems("after the stop");
    if (this.ending === "power") this.disk.losePower();
    await this.start();
    await this.set("last");
    await this.stop();
    const { misuses } = this.disk;
    return [...wrong, ...(await this.problems("in the end")), ...this.lies(), ...misuses];
  }

  private async end(): Promise<void> {
    const { log, process, ending } = this;
    if (ending === "kill" || ending === "power") process.kill();
    if (process.isDead) {
      void log?.close().catch(() => undefined);
      return;
    }
    if (ending === "rotation") {
      await log?.rotate();
      await this.set("after the rotation");
    }
    await this.stop();
  }

  /** Stops waiting for a process that is killed. */
  private lasting<Answer>(work: Promise<Answer> | undefined): Promise<Answer | undefined> {
    const { death } = this.process;
    return Promise.race([work, death.then(() => undefined)]);
  }

  private tell(note: () => void): void {
    if (this.process.isDead) return;
    note();
    const isKilled = this.ending === "kill" || this.ending === "power";
    if (isKilled && this.disk.hasFailed && !this.hasEnded) this.process.kill();
  }

  /** The files of the log, in the order in which they were written. */
  get files(): readonly string[] {
    const rotated = [...this.disk.names.keys()].filter((name) => /\.\d{6}$/.test(name)).sort();
    return this.disk.names.has(file) ? [...rotated, file] : rotated;
  }

  private async problems(when: string): Promise<string[]> {
    if (this.files.length === 0) return [];
    const disk = new MemoryProcess(this.disk);
    const { publicKeys } = this;
    const { problems, withoutResult, sinceCheckpoint } = await verifyFiles(this.files, {
      disk,
      publicKeys,
    });
    const wrong = problems.map(({ file, line = 0, problem }) => `${file}:${line} ${problem}`);
    if (when === "in the end" && withoutResult > 0) wrong.push(`${withoutResult} without a result`);
    if (sinceCheckpoint > 0) wrong.push("the end is not signed");
    return [...wrong, ...this.unsigned()].map((problem) => `${when}: ${problem}`);
  }

  /** Files that were put away without a checkpoint at the end, though the next one has the same key. */
  private unsigned(): string[] {
    const ends = this.files.map((name) => recordsIn(this.disk.text(name)));
    return ends.slice(0, -1).flatMap((records, index) => {
      const isSigned = records.at(-1)?.kind === "checkpoint";
      const isKeyNew = keyOf(records) !== keyOf(ends[index + 1] ?? []);
      return isSigned || isKeyNew ? [] : [`the end of file ${index + 1} is not signed`];
    });
  }

  /** Where the log says otherwise than a caller was told. */
  private lies(): string[] {
    const records = this.files.flatMap((name) => recordsIn(this.disk.text(name)));
    return [...this.callers].flatMap(([name, told]) => {
      const intents = records.filter(({ target }) => usernameOf(target) === name);
      const results = records.filter(
        ({ kind, id }) => kind === "result" && intents.some((intent) => intent.id === id),
      );
      const [said = "nothing"] = results.map(({ outcome = "" }) => outcome);
      const isHonest = isTold(told, intents.length, results.length, said);
      return isHonest ? [] : [`${name} was told ${JSON.stringify(told)}, the log says ${said}`];
    });
  }
}

function isTold({ intent, result }: Told, intents: number, results: number, said: string): boolean {
  if (intents !== results || intents > 1) return false;
  if (intent === "refused") return intents === 0 || said === "NOT_APPLIED";
  if (intent === "durable" && intents === 0) return false;
  if (result === "durable") return said === "APPLIED";
  return ["nothing", "APPLIED", "NOT_APPLIED", "UNKNOWN"].includes(said);
}

/** The records in whole lines. */
const recordsIn = (text: string): readonly Stored[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Stored);

const keyOf = (records: readonly Stored[]): unknown =>
  records.find(({ kind }) => kind === "checkpoint")?.["publicKey"];

const usernameOf = (target: unknown): unknown =>
  typeof target === "object" && target !== null && "username" in target
    ? target.username
    : undefined;
