import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, lstat, open, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AuditFileError } from "../../audit/journal/audit-file-error.js";
import { codeOf, nodeFileSystem } from "../../audit/journal/file-system.js";
import { lockStateOf } from "../../audit/journal/owner-lock.js";
import { readStateOf } from "../../audit/journal/read-state.js";
import type { Config } from "../../config/config.js";
import { type Answer, finding, type Findings, missing, notProven, ok } from "./finding.js";

const about = "audit log";

/** Whether the audit log could be written. Takes no lock, and leaves nothing behind: a gateway may be running on it. */
export async function* askAudit({ file, maxFileBytes, cloudWatchLogs }: Config["audit"]): Findings {
  const folder = dirname(file);
  yield finding(about, "folder", await folderAnswer(folder, basename(file)));
  yield finding(about, "file", await fileAnswer(file));
  yield finding(about, "lock", await lockAnswer(`${file}.lock`));
  yield finding(about, "room", await roomAnswer(folder, maxFileBytes));
  if (cloudWatchLogs === undefined) return;
  const unasked = "each call that is permitted would leave something behind";
  yield finding(about, "CloudWatch Logs", notProven(unasked));
}

/** A disk hands out blocks. */
const probeBytes = Buffer.alloc(4096, "\n");

/** Writes a file beside the log and takes it away again: rights alone do not tell of a disk that is full or read-only. */
async function folderAnswer(folder: string, name: string): Promise<Answer> {
  const nearest = await nearestFolder(folder);
  const path = join(nearest, `.${name}.doctor-${randomUUID()}`);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  try {
    const handle = await open(path, flags, 0o600);
    try {
      await handle.writeFile(probeBytes);
      await handle.datasync();
    } finally {
      await handle.close();
      await unlink(path);
    }
    return ok(nearest === folder ? "can be written" : "is not there, and can be made");
  } catch (error) {
    return missing(...folderProblem(codeOf(error) ?? "failed"));
  }
}

function folderProblem(code: string): [answer: string, remedy: string] {
  if (code === "ENOSPC" || code === "EDQUOT") {
    return [
      `the disk takes no more: ${code}`,
      "Make room on the disk, or name another by audit.file.",
    ];
  }
  return [
    `cannot be written: ${code}`,
    "Give the folder of audit.file to the user that the gateway runs as.",
  ];
}

/** The folder itself, or the nearest one above that is there. */
async function nearestFolder(folder: string): Promise<string> {
  const above = dirname(folder);
  if (above === folder) return folder;
  const isThere = await access(folder).then(
    () => true,
    (error: unknown) => codeOf(error) !== "ENOENT",
  );
  return isThere ? folder : nearestFolder(above);
}

async function fileAnswer(file: string): Promise<Answer> {
  try {
    if (!(await lstat(file)).isFile()) {
      return missing("is not a file, or a link to one", "Name a file by audit.file.");
    }
    await access(file, constants.R_OK | constants.W_OK);
    const { head } = await readStateOf(nodeFileSystem, file);
    return ok(head === null ? "is empty" : `holds a whole chain, up to record ${head.seq}`);
  } catch (error) {
    if (error instanceof AuditFileError) {
      const place = error.line === undefined ? "" : `line ${error.line} `;
      return missing(`${place}${error.problem}`, "See docs/audit.md; audit-verify tells more.");
    }
    const code = codeOf(error) ?? "failed";
    if (code === "ENOENT") return ok("is not there, and will be made");
    return missing(
      `cannot be used: ${code}`,
      "Give the file to the user that the gateway runs as.",
    );
  }
}

async function lockAnswer(path: string): Promise<Answer> {
  const state = await lockStateOf(path);
  if (state === "unusable") {
    return missing("the path is too long for one", "Name a shorter path by audit.file.");
  }
  return ok(state === "held" ? "is held by a gateway that runs" : "is free");
}

const mebibyte = 1024 * 1024;

async function roomAnswer(folder: string, maxFileBytes: number): Promise<Answer> {
  try {
    const free = await nodeFileSystem.freeBytes(await nearestFolder(folder));
    const text = `${Math.floor(free / mebibyte)} MiB`;
    if (free >= maxFileBytes) return ok(text);
    return missing(
      `${text}, less than one file of audit.maxFileBytes`,
      "Make room on the disk, or name another by audit.file.",
    );
  } catch (error) {
    return notProven(`cannot be told: ${codeOf(error) ?? "failed"}`);
  }
}
