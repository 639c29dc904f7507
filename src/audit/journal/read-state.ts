import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type ChainHead, maximumLineBytes } from "../chain/audit-line.js";
import { ChainCheck } from "../chain/chain-check.js";
import { AuditFileError } from "./audit-file-error.js";
import type { FileSystem, OpenFile } from "./file-system.js";
import { readLines } from "./read-lines.js";

/** What a file says at start about the chain that it holds. */
export interface FileState {
  /** Null when the file holds no record yet. */
  readonly head: ChainHead | null;
  /** The ids of intents without a result. */
  readonly open: readonly string[];
  /** Where the last whole line ends. */
  readonly size: number;
  /** What stands behind it: a write that a crash has cut. */
  readonly torn: { readonly bytes: number; readonly sha256: string } | null;
  readonly sinceCheckpoint: number;
  /** The public key of the last checkpoint: null when it is not signed, undefined when there is none. */
  readonly key: string | null | undefined;
}

/**
 * Reads a file to its end. Rejects with an AuditFileError at the first whole line that is wrong: a crash cuts a line, it does
 * not change one, and a chain that goes on behind a change would cover it up.
 */
export async function readState(path: string, file: Pick<OpenFile, "read">): Promise<FileState> {
  const check = new ChainCheck();
  let number = 0;
  const { rest, position } = await readLines(file, (line) => {
    number += 1;
    const [problem] = check.check(line);
    if (problem !== undefined) throw new AuditFileError(path, problem, number);
  });
  if (rest.length > maximumLineBytes) throw new AuditFileError(path, "is too long", number + 1);
  const { head } = check;
  return {
    head: head === null ? null : { seq: head.seq, hash: head.hash ?? "" },
    open: [...check.open.keys()],
    size: position,
    torn: rest.length === 0 ? null : { bytes: rest.length, sha256: hashOf(rest) },
    sinceCheckpoint: check.sinceCheckpoint,
    key: check.key,
  };
}

/** The state of a file that is not written any more. */
export async function readStateOf(files: FileSystem, path: string): Promise<FileState> {
  const file = await files.open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return await readState(path, file);
  } finally {
    await file.close();
  }
}

const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
