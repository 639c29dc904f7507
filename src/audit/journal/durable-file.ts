import { AuditFileError } from "./audit-file-error.js";
import type { OpenFile } from "./file-system.js";

/** A file that grows by whole batches: each is durable, or is taken back. One call at a time. */
export class DurableFile {
  /** How many bytes may stand behind the durable ones: a batch that failed. */
  private doubtfulBytes = 0;

  constructor(
    private readonly path: string,
    private readonly handle: OpenFile,
    private durableBytes: number,
  ) {}

  get size(): number {
    return this.durableBytes;
  }

  /** Which file it is, whatever its name. */
  async inode(): Promise<number> {
    return (await this.handle.stat()).ino;
  }

  /** Resolves when the bytes outlast a loss of power; after a rejection some of them may be there until `settle`. */
  async append(bytes: Uint8Array): Promise<void> {
    await this.settle();
    this.doubtfulBytes = bytes.length;
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await this.handle.write(bytes, written);
      if (bytesWritten === 0) throw new AuditFileError(this.path, "takes no more");
      written += bytesWritten;
    }
    await this.handle.datasync();
    const { size, nlink } = await this.handle.stat();
    // Somebody else writes to it, or has put it away: what was written may be nowhere.
    if (nlink === 0 || size !== this.durableBytes + written) throw this.changed();
    this.durableBytes = size;
    this.doubtfulBytes = 0;
  }

  /**
   * Takes back what a failed batch has left. To write it once more would not do: after a failed fdatasync the kernel may
   * hold pages for clean that never reached the disk. Rejects when it cannot be taken back: it has to be tried again before the
   * file is written, closed or put away.
   */
  async settle(): Promise<void> {
    if (this.doubtfulBytes === 0) return;
    const { size, nlink } = await this.handle.stat();
    const excess = size - this.durableBytes;
    if (nlink === 0 || excess < 0 || excess > this.doubtfulBytes) throw this.changed();
    await this.handle.truncate(this.durableBytes);
    await this.handle.datasync();
    this.doubtfulBytes = 0;
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private changed(): AuditFileError {
    return new AuditFileError(this.path, "was changed by somebody else");
  }
}
