import { basename, dirname, join } from "node:path";
import type { FileSystem } from "./file-system.js";

/** The files that a log has been rotated to, oldest first: its name with a number behind it. */
export async function listRotated(files: FileSystem, path: string): Promise<readonly string[]> {
  const lead = `${basename(path)}.`;
  const names = await files.readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(lead) && /^\d{6,}$/.test(name.slice(lead.length)))
    .sort((one, other) => numberOf(one) - numberOf(other))
    .map((name) => join(dirname(path), name));
}

/** What the file that is written now will be named when it is full. */
export async function nextRotated(files: FileSystem, path: string): Promise<string> {
  const last = (await listRotated(files, path)).at(-1);
  const number = last === undefined ? 1 : numberOf(last) + 1;
  return `${path}.${String(number).padStart(6, "0")}`;
}

/** Where a rotation makes the new file, until that has taken the log's name. */
export const freshName = (path: string): string => `${path}.new`;

/** The name of the lock of a log. */
export const lockName = (path: string): string => `${path}.lock`;

/** Whether a name is that of a lock or of an unfinished rotation: `audit.jsonl*` means them too, and they are no logs. */
export const isBesideLog = (path: string): boolean => /\.(lock|new)$/.test(path);

const numberOf = (path: string): number => Number(path.slice(path.lastIndexOf(".") + 1));
