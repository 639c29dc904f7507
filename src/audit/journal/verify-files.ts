import { constants } from "node:fs";
import { type ChainHead, decodeLine, maximumLineBytes } from "../chain/audit-line.js";
import { ChainCheck } from "../chain/chain-check.js";
import { AuditFileError } from "./audit-file-error.js";
import { codeOf, type FileSystem, nodeFileSystem, type OpenFile } from "./file-system.js";
import { readLines } from "./read-lines.js";
import { isBesideLog } from "./segments.js";

interface AuditProblem {
  readonly file: string;
  /** Lines count from 1; undefined when it is about the log as a whole. */
  readonly line?: number;
  readonly problem: string;
}

export interface AuditReport {
  readonly problems: readonly AuditProblem[];
  /** Names that are not of a log, such as a lock's. */
  readonly passedOver: readonly string[];
  readonly records: number;
  readonly intents: number;
  readonly withoutResult: number;
  /** Records of contact data that was shown. */
  readonly reads: number;
  /** Records of refused attempts, sums included. */
  readonly refusals: number;
  readonly checkpoints: number;
  /** The public keys that checkpoints name, with the numbers of the first and the last of them. */
  readonly signers: ReadonlyMap<string, { readonly first: number; readonly last: number }>;
  readonly tornTails: number;
  /** Records behind the last checkpoint. */
  readonly sinceCheckpoint: number;
  /** Null when no record can be read, or the last one cannot. */
  readonly head: ChainHead | null;
}

interface VerifyOptions {
  /** Records that must be there, as somebody kept them elsewhere. */
  readonly expected?: readonly ChainHead[];
  /** The record that the first one must follow: the last of files that are gone. */
  readonly after?: ChainHead | undefined;
  /** The keys that checkpoints must be signed with, in the order in which they were used. */
  readonly publicKeys?: readonly string[];
  readonly disk?: FileSystem;
}

/**
 * Reads a log of one or more files, in any order of names, and finds what was changed in it. Passes over what is no file, and what
 * has the name of something that stands beside a log; what is in a file never decides that, since it may be what was changed.
 * Rejects with an AuditFileError for a file that cannot be read, and when there is no log among the files.
 */
export async function verifyFiles(
  files: readonly string[],
  { expected = [], after, publicKeys = [], disk = nodeFileSystem }: VerifyOptions = {},
): Promise<AuditReport> {
  const check = new ChainCheck(publicKeys, after);
  const problems: AuditProblem[] = [];
  const missing = new Map(expected.map(({ seq, hash }) => [seq, hash]));
  const { logs, passedOver } = await logsAmong(disk, files);
  for (const file of await inOrder(disk, logs)) {
    problems.push(...(await verifyFile(disk, file, check, missing)));
  }
  const [file = ""] = logs;
  for (const seq of missing.keys()) {
    problems.push({ file, problem: `record ${seq} is missing or not the one that is expected` });
  }
  if (publicKeys.length > 0 && check.checkpoints === 0) {
    problems.push({ file, problem: "there is no checkpoint, so no signature" });
  }
  const { seq, hash } = check.head ?? { seq: 0, hash: null };
  return {
    problems,
    passedOver,
    records: check.records,
    intents: check.intents,
    withoutResult: check.open.size,
    reads: check.reads,
    refusals: check.refusals,
    checkpoints: check.checkpoints,
    signers: check.signers,
    tornTails: check.tornTails,
    sinceCheckpoint: check.sinceCheckpoint,
    head: hash === null ? null : { seq, hash },
  };
}

async function logsAmong(disk: FileSystem, files: readonly string[]) {
  const logs: string[] = [];
  const passedOver: string[] = [];
  for (const file of new Set(files)) ((await isLog(disk, file)) ? logs : passedOver).push(file);
  if (logs.length === 0) {
    throw new AuditFileError(passedOver.join(", "), "nothing of this is an audit log");
  }
  return { logs, passedOver };
}

/** Systems that open no socket as a file say so. */
const socketCodes: ReadonlySet<string | undefined> = new Set(["ENXIO", "EOPNOTSUPP"]);

async function isLog(disk: FileSystem, file: string): Promise<boolean> {
  if (isBesideLog(file)) return false;
  try {
    return await reading(disk, file, async (handle) => (await handle.stat()).isFile());
  } catch (error) {
    if (error instanceof AuditFileError && socketCodes.has(codeOf(error.cause))) return false;
    throw error;
  }
}

/** Takes each expected record that it meets out of `missing`. */
async function verifyFile(
  disk: FileSystem,
  file: string,
  check: ChainCheck,
  missing: Map<number, string>,
): Promise<AuditProblem[]> {
  const problems: AuditProblem[] = [];
  let line = 0;
  check.beginFile();
  const rest = await linesOf(disk, file, (bytes) => {
    line += 1;
    problems.push(...check.check(bytes).map((problem) => ({ file, line, problem })));
    if (missing.size === 0) return;
    const record = decodeLine(bytes);
    if (record?.isIntact === true && missing.get(record.seq) === record.hash) {
      missing.delete(record.seq);
    }
  });
  const problem = problemOf(rest, line);
  return problem === null ? problems : [...problems, { file, line: line + 1, problem }];
}

function problemOf(rest: Buffer, lines: number): string | null {
  if (rest.length > maximumLineBytes) return "is longer than any record";
  if (rest.length > 0) return "ends within a line: a crash that no start has repaired, or a cut";
  return lines === 0 ? "the file is empty" : null;
}

/** By the number of the first record, whatever the files are called; those without one keep their place at the end. */
async function inOrder(disk: FileSystem, files: readonly string[]): Promise<readonly string[]> {
  const numbered: { file: string; seq: number }[] = [];
  for (const file of files) {
    let seq: number | undefined;
    await linesOf(disk, file, (line) => {
      seq ??= decodeLine(line)?.seq;
      return seq !== undefined;
    });
    numbered.push({ file, seq: seq ?? Infinity });
  }
  return numbered.sort((one, other) => one.seq - other.seq).map(({ file }) => file);
}

const linesOf = async (disk: FileSystem, file: string, onLine: (line: Buffer) => unknown) =>
  reading(disk, file, async (handle) => (await readLines(handle, onLine)).rest);

async function reading<Answer>(
  disk: FileSystem,
  file: string,
  work: (handle: OpenFile) => Promise<Answer>,
): Promise<Answer> {
  try {
    // Without O_NONBLOCK, to open a pipe waits for somebody who writes to it.
    const handle = await disk.open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return await work(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new AuditFileError(file, "cannot be read", undefined, { cause: error });
  }
}
