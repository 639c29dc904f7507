import { basename, dirname } from "node:path";
import { chainStart } from "../chain/audit-line.js";
import type { Draft } from "../chain/audit-record.js";
import { resultFields } from "../chain/record-fields.js";
import { AuditFileError } from "./audit-file-error.js";
import { DurableFile } from "./durable-file.js";
import { appendFlags, type OpenFile, syncFolder } from "./file-system.js";
import { Journal, type JournalParts } from "./journal.js";
import { type FileState, readState, readStateOf } from "./read-state.js";
import { freshName, listRotated } from "./segments.js";

/**
 * Opens the log where the last process left it: takes back a line that a crash has cut, goes on with the chain, and closes
 * every intent without a result as UNKNOWN. Begins a new file when the checkpoints of the last one were signed with another key,
 * so that the files of each key can be verified with it. All of that is durable when it resolves.
 */
export async function startJournal(parts: JournalParts): Promise<Journal> {
  const { path, files } = parts;
  const handle = await files.open(path, appendFlags, 0o600);
  try {
    if (!(await handle.stat()).isFile()) throw new AuditFileError(path, "is not a file");
    // A crash in a rotation leaves it: nobody was told of its records.
    await files.unlink(freshName(path)).catch(() => undefined);
    await syncFolder(files, dirname(path));
    return await continueChain(parts, handle);
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}

async function continueChain(parts: JournalParts, handle: OpenFile): Promise<Journal> {
  const { path, files, now } = parts;
  const own = await readState(path, handle);
  const previous = own.head === null ? (await listRotated(files, path)).at(-1) : undefined;
  const state = previous === undefined ? own : await readStateOf(files, previous);
  if (previous !== undefined && state.head === null) {
    throw new AuditFileError(previous, "is a rotated file without a record");
  }
  if (own.torn !== null) {
    await handle.truncate(own.size);
    await handle.datasync();
  }
  const journal = new Journal(parts, new DurableFile(path, handle, own.size), {
    head: state.head ?? chainStart,
    open: state.open,
    sinceCheckpoint: state.sinceCheckpoint,
  });
  const at = new Date(now()).toISOString();
  const drafts = [...beginning(own, previous, state, at), ...recovery(own, state, at)];
  try {
    const isKeyNew = own.key !== undefined && own.key !== (parts.key?.publicKey ?? null);
    if (isKeyNew) await journal.rotate({ isKeyNew });
    if (drafts.length > 0) await journal.append(drafts);
    // The records behind the last checkpoint of the old key have no signature yet.
    if (isKeyNew) await journal.checkpoint();
  } catch (error) {
    await journal.close().catch(() => undefined);
    throw error;
  }
  return journal;
}

function beginning(
  own: FileState,
  previous: string | undefined,
  { open }: FileState,
  at: string,
): Draft[] {
  if (own.head !== null) return [];
  if (previous === undefined) return [{ kind: "opened", at, fields: {} }];
  return [{ kind: "continued", at, fields: { previousFile: basename(previous), open } }];
}

function recovery({ torn }: FileState, { open }: FileState, at: string): Draft[] {
  if (torn === null && open.length === 0) return [];
  const fields = { closed: open.length, tornBytes: torn?.bytes, tornSha256: torn?.sha256 };
  const unknown = resultFields({ outcome: "UNKNOWN", recovered: true });
  return [
    { kind: "recovered", at, fields },
    ...open.map((id): Draft => ({ kind: "result", at, id, fields: unknown })),
  ];
}
