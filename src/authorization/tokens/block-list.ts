import { constants, type FileHandle, open } from "node:fs/promises";

/** A block list that cannot be used: the place, never what stands there. */
export class BlockListError extends Error {
  override readonly name = "BlockListError";

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly line?: number,
  ) {
    super(`${file}${line === undefined ? "" : `, line ${line}`}: ${problem}`);
  }
}

interface Entries {
  readonly subjects: ReadonlySet<string>;
  readonly tokenIds: ReadonlySet<string>;
}

const maximumBytes = 1024 * 1024;
const maximumEntries = 100_000;

/** A value without blanks, as long as the longest that a token may hold. */
const entryPattern = /^(sub|jti)[ \t]+(\S{1,256})$/;

/**
 * Tokens that are refused though their issuer still vouches for them, by `sub` or `jti`: a token's text has no place in a
 * file. A `sub` is blocked at every issuer.
 */
export class BlockList {
  private lookFirst: () => Promise<void> = () => Promise.resolve();

  private constructor(
    private readonly file: string,
    private entries: Entries,
  ) {}

  /** Rejects with a BlockListError if the file cannot be used: without its list the gateway must not start. */
  static async read(file: string): Promise<BlockList> {
    return new BlockList(file, await readEntries(file));
  }

  /** Reads the file again; what it returns puts it in force. Rejects with a BlockListError, and changes nothing by itself. */
  async prepare(): Promise<() => void> {
    const entries = await readEntries(this.file);
    return () => {
      this.entries = entries;
    };
  }

  /** A caller waits for this look at the file: so an entry holds for the first request after a pause of the process, too. */
  keepFresh(lookFirst: () => Promise<void>): void {
    this.lookFirst = lookFirst;
  }

  async isBlocked(subject: string, tokenId: string): Promise<boolean> {
    await this.lookFirst();
    const { subjects, tokenIds } = this.entries;
    return subjects.has(subject) || tokenIds.has(tokenId);
  }
}

const unreadable = (file: string): BlockListError => new BlockListError(file, "cannot be read");

async function readEntries(file: string): Promise<Entries> {
  // Without O_NONBLOCK, to open a pipe waits for somebody who writes to it.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  let bytes: Buffer | undefined;
  try {
    const handle = await open(file, flags);
    try {
      if ((await handle.stat()).isFile()) bytes = await readBytes(handle);
    } finally {
      await handle.close();
    }
  } catch {
    throw unreadable(file);
  }
  if (bytes === undefined) throw new BlockListError(file, "is not a file");
  if (bytes.byteLength > maximumBytes) throw new BlockListError(file, "is larger than 1 MiB");
  return parse(file, bytes);
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
