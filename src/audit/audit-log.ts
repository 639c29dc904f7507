import { randomUUID } from "node:crypto";
import { dirname } from "node:path";
import { GatewayError } from "../errors/gateway-error.js";
import {
  type ContactRead,
  type Intent,
  isReason,
  type RefusedAttempt,
  type Result,
} from "./chain/audit-record.js";
import { intentFields, readFields, refusedFields, resultFields } from "./chain/record-fields.js";
import { SigningKey } from "./chain/signing-key.js";
import { AuditFileError } from "./journal/audit-file-error.js";
import { CommitQueue } from "./journal/commit-queue.js";
import { codeOf, type FileSystem, nodeFileSystem } from "./journal/file-system.js";
import type { Journal } from "./journal/journal.js";
import { OwnerLock } from "./journal/owner-lock.js";
import { lockName } from "./journal/segments.js";
import { startJournal } from "./journal/start-journal.js";
import { Refusals } from "./refusals.js";
import type { AuditSink } from "./sinks/audit-sink.js";
import { Shipper, type ShipperObserver } from "./sinks/shipper.js";

/** What the log tells of itself, for metrics and the process's own log. */
interface AuditObserver extends ShipperObserver {
  onDurable?(records: number): void;
  onWriteFailure?(error: unknown): void;
  onRotationFailure?(error: unknown): void;
}

export interface AuditOptions {
  readonly file: string;
  readonly maxFileBytes: number;
  readonly queue: number;
  readonly deadlineMs: number;
  readonly checkpointEveryRecords: number;
  readonly checkpointEverySeconds: number;
  /** 32 bytes in base64: the Ed25519 key that checkpoints are signed with. */
  readonly key?: string | undefined;
  /** Refused attempts of a caller that are written down one by one in a minute; none are without it. */
  readonly refusalsPerCaller?: number | undefined;
  readonly sinks?: readonly AuditSink[];
  readonly observer?: AuditObserver;
  readonly now?: () => number;
  readonly retryAfterMs?: number;
  readonly files?: FileSystem;
}

/** An intent that is durable: the work may begin, and its result must follow. */
export interface AuditEntry {
  /** Told to the caller, so that both can be brought together. */
  readonly id: string;
  /** Resolves when it is durable. Rejects with AUDIT_UNAVAILABLE if that lasts too long; it is then written as soon as it can be. */
  result(result: Result): Promise<void>;
}

/** No intent comes near: tokens and names are bounded. */
const maximumFieldsLength = 100_000;

const signingKeyOf = (key: string | undefined): SigningKey | undefined =>
  key === undefined ? undefined : new SigningKey(key);

const lengthOf = (fields: object): number => JSON.stringify(fields).length;

/** Writes down what is about to be done before it is done, and what became of it. */
export class AuditLog {
  private readonly checkpoints: NodeJS.Timeout;
  private readonly refusals: Refusals | undefined;
  private isClosing = false;

  private constructor(
    private readonly journal: Journal,
    private readonly queue: CommitQueue,
    private readonly shippers: readonly Shipper[],
    private readonly lock: OwnerLock,
    private readonly options: AuditOptions,
  ) {
    this.checkpoints = setInterval(() => {
      if (journal.isCheckpointDue) this.between(() => journal.checkpoint());
    }, options.checkpointEverySeconds * 1000).unref();
    if (options.refusalsPerCaller === undefined) return;
    this.refusals = new Refusals(options.refusalsPerCaller, async (attempt) =>
      this.queue.submit({ kind: "refused", at: this.time(), fields: refusedFields(attempt) }),
    );
  }

  /** Rejects with an AuditFileError if the log cannot be written: without it the gateway must not start. */
  static async open(options: AuditOptions): Promise<AuditLog> {
    const { file, observer, now = Date.now, files = nodeFileSystem } = options;
    const shippers = (options.sinks ?? []).map((sink) => new Shipper(sink, observer ?? {}));
    let lock: OwnerLock | undefined;
    try {
      await files.makeFolder(dirname(file));
      const owner = await OwnerLock.take(lockName(file), files);
      lock = owner;
      const journal = await startJournal({
        ...options,
        path: file,
        files,
        now,
        key: signingKeyOf(options.key),
        isOwner: () => owner.isHeld(),
        onDurable: (lines) => {
          observer?.onDurable?.(lines.length);
          for (const shipper of shippers) shipper.ship(lines);
        },
        onRotationFailure: (error) => observer?.onRotationFailure?.(error),
      });
      const queue = new CommitQueue(journal, {
        capacity: options.queue,
        deadlineMs: options.deadlineMs,
        retryAfterMs: options.retryAfterMs ?? 100,
        now,
        onFailure: (error) => observer?.onWriteFailure?.(error),
      });
      return new AuditLog(journal, queue, shippers, owner, options);
    } catch (error) {
      await lock?.release();
      if (error instanceof AuditFileError) throw error;
      const problem = `cannot be opened: ${codeOf(error) ?? "failed"}`;
      throw new AuditFileError(file, problem, undefined, { cause: error });
    }
  }

  /**
   * Resolves when the intent is durable. Rejects with AUDIT_UNAVAILABLE, and then the work must not begin; with BAD_USER_INPUT
   * for a reason that is too long or holds control characters.
   */
  async intent(intent: Intent): Promise<AuditEntry> {
    if (intent.reason !== undefined && !isReason(intent.reason)) {
      throw new GatewayError("BAD_USER_INPUT", { argument: "reason" });
    }
    const id = randomUUID();
    const fields = intentFields(intent, id);
    const isTooLong = lengthOf(fields) > maximumFieldsLength;
    if (this.isClosing || isTooLong) throw new GatewayError("AUDIT_UNAVAILABLE");
    await this.queue.submit({ kind: "intent", at: this.time(), id, fields });
    const begunAt = performance.now();
    let isClosed = false;
    return {
      id,
      result: async (result) => {
        if (isClosed) throw new Error("The intent has its result already.");
        isClosed = true;
        const durationMs = Math.round(performance.now() - begunAt);
        const closed = resultFields({ ...result, durationMs });
        await this.queue.submit({ kind: "result", at: this.time(), id, fields: closed });
      },
    };
  }

  /**
   * Resolves when it is durable who is about to be shown what. Rejects with AUDIT_UNAVAILABLE, and then nothing of it may be
   * shown; what became durable all the same says too much, never too little.
   */
  async reads(reads: readonly ContactRead[]): Promise<void> {
    const drafts = reads.map((read) => ({
      kind: "read" as const,
      at: this.time(),
      fields: readFields(read),
    }));
    const hasRoom = drafts.every(({ fields }) => lengthOf(fields) <= maximumFieldsLength);
    if (this.isClosing || !hasRoom) throw new GatewayError("AUDIT_UNAVAILABLE");
    await Promise.all(drafts.map((draft) => this.queue.submit(draft)));
  }

  /** Keeps an attempt that came to no intent, where that is wanted. Nobody waits for it. */
  refused(attempt: RefusedAttempt): void {
    if (!this.isClosing) this.refusals?.add(attempt);
  }

  /** Whether an intent that came now could be expected to become durable, as far as the last write tells. */
  get isWritable(): boolean {
    return !this.isClosing && this.queue.isHealthy;
  }

  /** How much room the log's volume has left for it; rejects when its disk does not say, and waits for one that hangs. */
  freeBytes(): Promise<number> {
    const { file, files = nodeFileSystem } = this.options;
    return files.freeBytes(dirname(file));
  }

  /** Goes on in a new file; rejects when that could not be made, and then goes on in the old. */
  rotate(): Promise<void> {
    return this.queue.between(() => this.journal.rotate());
  }

  /** Goes on in a new file with another key, if it is another; rejects when that could not be made, and then keeps the old key. */
  changeKey(key: string | undefined): Promise<void> {
    return this.queue.between(() => this.journal.changeKey(signingKeyOf(key)));
  }

  /** Refuses new intents, writes what waits and a last checkpoint, and gives the log free. Waits for a stuck disk no longer than the deadline. */
  async close(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.checkpoints);
    this.refusals?.end();
    const drained = this.drain()
      .catch(() => undefined)
      .then(() => this.queue.end());
    this.queue.retryNow();
    await this.waitAtMost(drained);
    void this.queue.end();
    for (const shipper of this.shippers) shipper.hurry();
    await this.waitAtMost(Promise.all(this.shippers.map((shipper) => shipper.idle())));
    for (const shipper of this.shippers) shipper.end();
    await this.waitAtMost(this.journal.close().catch(() => undefined));
    await this.lock.release();
  }

  /** What is written can leave more to write: an intent that came too late gets its result. */
  private async drain(): Promise<void> {
    const checkpoint = () => this.queue.between(() => this.journal.checkpoint());
    // Once more, since a fault of a moment is no reason to leave the last records without a checkpoint.
    do await checkpoint().catch(checkpoint);
    while (this.queue.isWaiting);
  }

  private between(task: () => Promise<void>): void {
    this.queue.between(task).catch((error: unknown) => {
      this.options.observer?.onWriteFailure?.(error);
    });
  }

  private async waitAtMost(work: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise((resolve) => {
      timer = setTimeout(resolve, this.options.deadlineMs);
    });
    await Promise.race([work, deadline]);
    clearTimeout(timer);
  }

  private time(): string {
    return new Date((this.options.now ?? Date.now)()).toISOString();
  }
}
