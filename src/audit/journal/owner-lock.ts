import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { AuditFileError } from "./audit-file-error.js";
import { codeOf, type FileSystem, nodeFileSystem } from "./file-system.js";
import type { Listener } from "./unix-socket.js";

/** The longest name of a socket that every system takes: see unix(7). */
const maximumPathBytes = 103;

/**
 * One process alone may write a log. The lock is a Unix socket beside the file: the holder answers there, and the kernel ends
 * that with the process, however it dies. A process id in a file would not do, since every container has a process 1.
 *
 * The socket is made under a name of its own and then linked to the lock's: Node deletes the name that a socket was made under
 * when it is closed, and by then the lock's name may be another process's.
 */
export class OwnerLock {
  private constructor(
    private readonly files: FileSystem,
    private readonly path: string,
    private readonly listener: Listener,
    private readonly inode: number,
  ) {}

  /** Takes the lock, also from a process that is dead; rejects with an AuditFileError if one that lives holds it. */
  static async take(path: string, files: FileSystem = nodeFileSystem): Promise<OwnerLock> {
    const own = nameBeside(path);
    if (isTooLong(path, own)) {
      throw new AuditFileError(path, `is too long for a lock: ${maximumPathBytes} bytes at most`);
    }
    const listener = await files.listen(own).catch(cannotBeMade(path));
    try {
      const inode = await files.inodeOf(own);
      await claim(files, own, path);
      return new OwnerLock(files, path, listener, inode);
    } catch (error) {
      await listener.close();
      throw error;
    } finally {
      await files.unlink(own).catch(() => undefined);
    }
  }

  /** Whether it is still ours: another process may have put it away, and only one of the two stays. */
  async isHeld(): Promise<boolean> {
    return (await inodeOrNull(this.files, this.path)) === this.inode;
  }

  /** Gives it free, and leaves a lock alone that has become another process's. Never rejects. */
  async release(): Promise<void> {
    try {
      if (await this.isHeld()) await putAway(this.files, this.path, this.inode);
    } catch {
      // Nobody answers there from now on: the next process takes it over.
    }
    await this.listener.close().catch(() => undefined);
  }
}

const isTooLong = (...paths: readonly string[]): boolean =>
  paths.some((path) => Buffer.byteLength(path) > maximumPathBytes);

/** Who holds a lock, without touching it. "unusable": its path is too long for any. */
export async function lockStateOf(
  path: string,
  files: FileSystem = nodeFileSystem,
): Promise<"free" | "held" | "unusable"> {
  if (isTooLong(path, nameBeside(path))) return "unusable";
  return (await isAnswered(files, path)) ? "held" : "free";
}

/** Links our socket to the lock's name, which one of several processes alone can do. */
async function claim(files: FileSystem, own: string, path: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await isLinked(files, own, path)) return;
    const found = await inodeOrNull(files, path);
    if (await isAnswered(files, path)) break;
    if (found !== null) await putAway(files, path, found);
  }
  throw new AuditFileError(path, "is held by another process");
}

/** False when the name is taken. */
async function isLinked(files: FileSystem, own: string, path: string): Promise<boolean> {
  try {
    await files.link(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    return cannotBeMade(path)(error);
  }
}

/** Any other failure than that nobody is there must not cost a living process its lock. */
const isAnswered = (files: FileSystem, path: string): Promise<boolean> =>
  files.knock(path).then(
    () => true,
    (error: unknown) => codeOf(error) !== "ECONNREFUSED" && codeOf(error) !== "ENOENT",
  );

/**
 * Deletes the lock that was found. It is moved away first and looked at there: if it has become another process's meanwhile,
 * that one gets it back.
 */
async function putAway(files: FileSystem, path: string, found: number): Promise<void> {
  const away = nameBeside(path);
  try {
    await files.rename(path, away);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  if ((await inodeOrNull(files, away)) !== found) {
    await files.link(away, path).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw error;
    });
  }
  await files.unlink(away);
}

const inodeOrNull = (files: FileSystem, path: string): Promise<number | null> =>
  files.inodeOf(path).catch(() => null);

/** A name that nobody else has chosen, as short as a lock's. */
const nameBeside = (path: string): string =>
  join(dirname(path), `.lock-${randomBytes(4).toString("hex")}`);

const cannotBeMade =
  (path: string) =>
  (error: unknown): never => {
    const problem = `cannot be made: ${codeOf(error) ?? "failed"}`;
    throw new AuditFileError(path, problem, undefined, { cause: error });
  };
