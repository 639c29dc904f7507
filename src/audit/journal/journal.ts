import { basename, dirname } from "node:path";
import { type ChainHead, encodeLine } from "../chain/audit-line.js";
import type { Draft } from "../chain/audit-record.js";
import type { SigningKey } from "../chain/signing-key.js";
import { DurableFile } from "./durable-file.js";
import { appendFlags, type FileSystem, syncFolder } from "./file-system.js";
import { freshName, nextRotated } from "./segments.js";

export interface JournalParts {
  readonly path: string;
  readonly files: FileSystem;
  readonly now: () => number;
  readonly key: SigningKey | undefined;
  readonly maxFileBytes: number;
  readonly checkpointEveryRecords: number;
  /** Whether this process may still write. */
  readonly isOwner: () => Promise<boolean>;
  /** Takes the lines of a batch that is durable. */
  readonly onDurable: (lines: readonly string[]) => void;
  /** Told when a full file could not be replaced; it goes on growing. */
  readonly onRotationFailure: (error: unknown) => void;
}

interface Position {
  readonly head: ChainHead;
  readonly open: readonly string[];
  readonly sinceCheckpoint: number;
}

interface Written {
  readonly drafts: readonly Draft[];
  readonly lines: readonly string[];
  readonly head: ChainHead;
  readonly seals: boolean;
}

/** The chain and the files that it is written to. Its calls must come one after the other. */
export class Journal {
  private head: ChainHead;
  private readonly open: Set<string>;
  private sinceCheckpoint: number;
  private rotateAt: number;
  private key: SigningKey | undefined;
  /** The name that a rotation may have given the current file, until it is known to be finished or undone. */
  private movedTo: string | undefined;

  constructor(
    private readonly parts: JournalParts,
    private file: DurableFile,
    position: Position,
  ) {
    this.head = position.head;
    this.open = new Set(position.open);
    this.sinceCheckpoint = position.sinceCheckpoint;
    this.rotateAt = parts.maxFileBytes;
    this.key = parts.key;
  }

  /** Whether there is something that no checkpoint covers. */
  get isCheckpointDue(): boolean {
    return this.sinceCheckpoint > 0;
  }

  /** Appends all drafts by one write and one fdatasync. After a rejection none of them counts. */
  async append(drafts: readonly Draft[]): Promise<void> {
    await this.rotateIfFull();
    const isDue = this.sinceCheckpoint + drafts.length >= this.parts.checkpointEveryRecords;
    this.accept(await this.write(this.file, drafts, isDue));
  }

  /** Leaves nothing that no checkpoint covers, and nothing of what failed. */
  async checkpoint(): Promise<void> {
    if (this.isCheckpointDue) await this.seal();
    else await this.settle();
  }

  /** Writes a checkpoint, due or not: proof that the disk takes something. */
  async seal(): Promise<void> {
    this.accept(await this.write(this.file, [], true));
  }

  /**
   * Goes on in a new file; after a rejection, in the old one. The old one ends with a checkpoint, unless its key is another than
   * ours. The new one is made whole under another name first, so that a disk that is full leaves all as it is; a crash between the
   * two renamings leaves no current file, and the next start goes on from the one that was named last.
   */
  async rotate({ isKeyNew = false } = {}): Promise<void> {
    const { path, files, now } = this.parts;
    await (isKeyNew ? this.settle() : this.checkpoint());
    const previous = await nextRotated(files, path);
    const fresh = freshName(path);
    await files.unlink(fresh).catch(() => undefined);
    const file = new DurableFile(fresh, await files.open(fresh, appendFlags, 0o600), 0);
    const old = this.file;
    try {
      const fields = { previousFile: basename(previous), open: [...this.open] };
      const at = new Date(now()).toISOString();
      const written = await this.write(file, [{ kind: "continued", at, fields }], false);
      this.movedTo = previous;
      await files.rename(path, previous);
      await files.rename(fresh, path);
      await syncFolder(files, dirname(path));
      this.movedTo = undefined;
      this.file = file;
      this.rotateAt = this.parts.maxFileBytes;
      this.accept(written);
    } catch (error) {
      await file.close().catch(() => undefined);
      await this.settle().catch(() => undefined);
      throw error;
    }
    await old.close().catch(() => undefined);
  }

  /**
   * Goes on in a new file, whose checkpoints are signed with another key, so that the files of each key can be verified with it. After a
   * rejection it goes on with the old key in the old file.
   */
  async changeKey(key: SigningKey | undefined): Promise<void> {
    if (key?.publicKey === this.key?.publicKey) return;
    await this.rotate();
    this.key = key;
    // What fails here is made up for by the next checkpoint.
    await this.checkpoint().catch(() => undefined);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async rotateIfFull(): Promise<void> {
    if (this.file.size < this.rotateAt) return;
    try {
      await this.rotate();
    } catch (error) {
      // A file that is too large is better than a gateway that refuses; tried again when it has grown by a tenth.
      this.rotateAt = this.file.size + this.parts.maxFileBytes / 10;
      this.parts.onRotationFailure(error);
    }
  }

  private async write(
    file: DurableFile,
    drafts: readonly Draft[],
    seals: boolean,
  ): Promise<Written> {
    const lines: string[] = [];
    let head = this.head;
    const add = (draft: Draft) => {
      const encoded = encodeLine(draft, head);
      head = encoded.head;
      lines.push(encoded.line);
    };
    for (const draft of drafts) add(draft);
    if (seals) add(this.checkpointBehind(head));
    await this.settle();
    try {
      await file.append(Buffer.from(lines.join(""), "latin1"));
    } catch (error) {
      // At once: the process that tells a caller of the failure may be killed right after.
      await this.settle().catch(() => undefined);
      throw error;
    }
    return { drafts, lines, head, seals };
  }

  /**
   * Takes back what a failure has left of records or of a rotation. Comes before every write and every rotation: what was refused
   * must not stay in a file that is closed or put away. Rejects when that cannot be done, or when the log is another process's.
   */
  private async settle(): Promise<void> {
    const { path, files, isOwner } = this.parts;
    if (!(await isOwner())) throw new Error("Another process has taken the log.");
    if (this.movedTo !== undefined) {
      // A renaming that failed may have happened all the same.
      const present = await files.inodeOf(path).catch(() => null);
      if (present !== (await this.file.inode())) await files.rename(this.movedTo, path);
      await syncFolder(files, dirname(path));
      this.movedTo = undefined;
    }
    await this.file.settle();
  }

  /** Moves on behind what has been written. */
  private accept({ drafts, lines, head, seals }: Written): void {
    this.head = head;
    this.sinceCheckpoint = seals ? 0 : this.sinceCheckpoint + drafts.length;
    for (const { kind, id = "" } of drafts) {
      if (kind === "intent") this.open.add(id);
      if (kind === "result") this.open.delete(id);
    }
    this.parts.onDurable(lines);
  }

  private checkpointBehind(head: ChainHead): Draft {
    const at = new Date(this.parts.now()).toISOString();
    return { kind: "checkpoint", at, fields: { ...this.key?.sign(head) } };
  }
}
