import type { BigIntStats } from "node:fs";
import { constants, type FileHandle, open, stat } from "node:fs/promises";

/** Why a block list cannot be used: the place, never what stands there. */
export interface BlockListProblem {
  readonly file: string;
  readonly line?: number | undefined;
  readonly problem: string;
}

/** A block list that cannot be used. */
export class BlockListError extends Error implements BlockListProblem {
  override readonly name = "BlockListError";

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly line?: number,
  ) {
    super(`${file}${line === undefined ? "" : `, line ${line}`}: ${problem}`);
  }
}

interface BlockListOptions {
  readonly now?: (() => number) | undefined;
  /** Told once of each change of the file that cannot be used; the list before it goes on. */
  readonly onProblem?: ((problem: BlockListProblem) => void) | undefined;
}

interface Entries {
  readonly subjects: ReadonlySet<string>;
  readonly tokenIds: ReadonlySet<string>;
}

interface Version {
  readonly stats: BigIntStats;
  readonly entries: Entries;
}

const lookPauseMs = 1000;
const maximumBytes = 1024 * 1024;
const maximumEntries = 100_000;

/** A value without blanks, as long as the longest that a token may hold. */
const entryPattern = /^(sub|jti)[ \t]+(\S{1,256})$/;

/**
 * Tokens that are refused though their issuer still vouches for them, by `sub` or `jti`: a token's text has no place in a
 * file. A `sub` is blocked at every issuer. The file is looked at when somebody asks, at most once a second, and whoever
 * asks waits for that look: so an entry holds from one second after it was written, on a quiet gateway too.
 */
export class BlockList {
  private lookedAt: number;
  private looking: Promise<void> = Promise.resolve();
  private reported = "";

  private constructor(
    private readonly file: string,
    private version: Version,
    private readonly now: () => number,
    private readonly onProblem: BlockListOptions["onProblem"],
  ) {
    this.lookedAt = now();
  }

  /** Rejects with a BlockListError if the file cannot be used: without its list the gateway must not start. */
  static async read(file: string, { now, onProblem }: BlockListOptions = {}): Promise<BlockList> {
    return new BlockList(file, await readVersion(file), now ?? Date.now, onProblem);
  }

  async isBlocked(subject: string, tokenId: string): Promise<boolean> {
    if (Math.abs(this.now() - this.lookedAt) >= lookPauseMs) {
      this.lookedAt = this.now();
      this.after(async () => this.look(false));
    }
    await this.looking;
    const { subjects, tokenIds } = this.version.entries;
    return subjects.has(subject) || tokenIds.has(tokenId);
  }

  /** Reads the file now, changed or not. Never rejects: what is wrong with it goes to `onProblem`. */
  async reload(): Promise<void> {
    this.after(async () => this.look(true));
    await this.looking;
  }

  /** One after the other, so that an older reading never comes last; whatever became of the one before. */
  private after(work: () => Promise<void>): void {
    this.looking = this.looking.then(work, work);
  }

  private async look(isAskedFor: boolean): Promise<void> {
    // Follows links: a mounted ConfigMap is replaced by turning a link to another folder.
    const found = await stat(this.file, { bigint: true }).catch(() => undefined);
    const isKnown = found !== undefined && isSame(found, this.version.stats);
    if (isKnown || isAskedFor) this.reported = "";
    if (!isAskedFor && found !== undefined && (isKnown || this.isBeingWritten(found))) return;
    await this.replace(found);
  }

  /** An edit in place can be met half done, even empty: it counts when the file has been left alone for a second. */
  private isBeingWritten(found: BigIntStats): boolean {
    const isInPlace = found.ino === this.version.stats.ino && found.dev === this.version.stats.dev;
    return isInPlace && Math.abs(this.now() - Number(found.mtimeMs)) < lookPauseMs;
  }

  private async replace(found: BigIntStats | undefined): Promise<void> {
    try {
      this.version = await readVersion(this.file);
      this.reported = "";
    } catch (error) {
      const problem = error instanceof BlockListError ? error : unreadable(this.file);
      const report = [problem.message, found?.ino, found?.size, found?.mtimeNs].join();
      if (report === this.reported) return;
      this.reported = report;
      this.onProblem?.(problem);
    }
  }
}

const unreadable = (file: string): BlockListError => new BlockListError(file, "cannot be read");

const isSame = (one: BigIntStats, other: BigIntStats): boolean =>
  (["dev", "ino", "size", "mtimeNs", "ctimeNs"] as const).every(
    (fact) => one[fact] === other[fact],
  );

async function readVersion(file: string): Promise<Version> {
  // Without O_NONBLOCK, to open a pipe waits for somebody who writes to it.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  let bytes: Buffer;
  let stats: BigIntStats;
  try {
    const handle = await open(file, flags);
    try {
      // Before reading: a change during it looks like a change at the next look.
      stats = await handle.stat({ bigint: true });
      bytes = stats.isFile() ? await readBytes(handle) : Buffer.alloc(0);
    } finally {
      await handle.close();
    }
  } catch {
    throw unreadable(file);
  }
  if (!stats.isFile()) throw new BlockListError(file, "is not a file");
  if (bytes.byteLength > maximumBytes) throw new BlockListError(file, "is larger than 1 MiB");
  return { stats, entries: parse(file, bytes) };
}

/** One byte more than may be there, and no further: a size that was asked for before may be outgrown. */
async function readBytes(handle: FileHandle): Promise<Buffer> {
  const bytes = Buffer.alloc(maximumBytes + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(bytes, length, bytes.byteLength - length);
    length += bytesRead;
    if (bytesRead === 0 || length === bytes.byteLength) return bytes.subarray(0, length);
  }
}

function parse(file: string, bytes: Buffer): Entries {
  const subjects = new Set<string>();
  const tokenIds = new Set<string>();
  for (const [index, text] of decode(file, bytes).split("\n").entries()) {
    const entry = text.trim();
    if (entry === "" || entry.startsWith("#")) continue;
    const [, kind, value] = entryPattern.exec(entry) ?? [];
    if (value === undefined) {
      // A comment behind an entry or a second value would be taken for a part of the first, and block nobody.
      throw new BlockListError(file, 'must be "sub <value>" or "jti <value>"', index + 1);
    }
    (kind === "sub" ? subjects : tokenIds).add(value);
    if (subjects.size + tokenIds.size > maximumEntries) {
      throw new BlockListError(file, "is one entry more than 100000", index + 1);
    }
  }
  return { subjects, tokenIds };
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new BlockListError(file, "is not UTF-8");
  }
}
