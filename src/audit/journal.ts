import { basename, dirname } from "node:path";
import { type ChainHead, encodeLine } from "./audit-line.js";
import type { Draft } from "./audit-record.js";
import { DurableFile } from "./durable-file.js";
import { appendFlags, type FileSystem, syncFolder } from "./file-system.js";
import { nextRotated } from "./segments.js";
import type { SigningKey } from "./signing-key.js";

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

  constructor(
    private readonly parts: JournalParts,
    private file: DurableFile,
    position: Position,
  ) {
    this.head = position.head;
    this.open = new Set(position.open);
    this.sinceCheckpoint = position.sinceCheckpoint;
    this.rotateAt = parts.maxFileBytes;
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

  async checkpoint(): Promise<void> {
    if (this.isCheckpointDue) await this.seal();
  }

  /** Writes a checkpoint, due or not: proof that the disk takes something. */
  async seal(): Promise<void> {
    this.accept(await this.write(this.file, [], true));
  }

  /**
   * Goes on in a new file. The old one ends with a checkpoint, unless its key is another than ours. The new one is made whole under
   * another name first, so that a disk that is full leaves all as it is; a crash between the two renamings leaves no current file,
   * and the next start goes on from the one that was named last.
   */
  async rotate({ isKeyNew = false } = {}): Promise<void> {
    const { path, files, now } = this.parts;
    if (!isKeyNew) await this.checkpoint();
    const previous = await nextRotated(files, path);
    const fresh = `${path}.new`;
    await files.unlink(fresh).catch(() => undefined);
    const file = new DurableFile(fresh, await files.open(fresh, appendFlags, 0o600), 0);
    const old = this.file;
    try {
      const fields = { previousFile: basename(previous), open: [...this.open] };
      const at = new Date(now()).toISOString();
      const written = await this.write(file, [{ kind: "continued", at, fields }], false);
      await files.rename(path, previous);
      await files.rename(fresh, path).catch(async (error: unknown) => {
        await files.rename(previous, path);
        throw error;
      });
      this.file = file;
      this.rotateAt = this.parts.maxFileBytes;
      this.accept(written);
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
    await syncFolder(files, dirname(path)).finally(() => old.close());
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
    if (!(await this.parts.isOwner())) throw new Error("Another process has taken the log.");
    await file.append(Buffer.from(lines.join(""), "latin1"));
    return { drafts, lines, head, seals };
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
    return { kind: "checkpoint", at, fields: { ...this.parts.key?.sign(head) } };
  }
}
