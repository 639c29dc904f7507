import { rename, stat, unlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { AuditFileError } from "./audit-file-error.js";
import { codeOf } from "./file-system.js";

/** What every system takes for the name of a socket: see unix(7). */
const maximumPathBytes = 103;

/**
 * One process alone may write a log. The lock is a Unix socket beside the file: whoever holds it answers there, and the kernel
 * ends that with the process, however it dies. A process id in a file would not do, since every container has a process 1.
 */
export class OwnerLock {
  private constructor(
    private readonly path: string,
    private readonly server: Server,
    private readonly inode: number,
  ) {}

  /** Takes the lock, also from a process that is dead; rejects with an AuditFileError if one that lives holds it. */
  static async take(path: string): Promise<OwnerLock> {
    if (Buffer.byteLength(path) > maximumPathBytes) {
      throw new AuditFileError(path, `is too long for a lock: ${maximumPathBytes} bytes at most`);
    }
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const server = await listen(path);
      if (server !== null) return new OwnerLock(path, server, await inodeOf(path));
      if (await isAnswered(path)) break;
      await putAway(path);
    }
    throw new AuditFileError(path, "is held by another process");
  }

  /** Whether it is still ours: two who find the same dead lock may both put it away, and only one of them stays. */
  async isHeld(): Promise<boolean> {
    return (await inodeOf(this.path)) === this.inode;
  }

  async release(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Null when the name is taken. */
function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error) => {
      const code = codeOf(error);
      const problem = `cannot be made: ${code ?? "failed"}`;
      if (code === "EADDRINUSE") resolve(null);
      else reject(new AuditFileError(path, problem, undefined, { cause: error }));
    });
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    // Any other answer than that nobody is there must not cost a living process its lock.
    socket.once("error", (error) => {
      resolve(codeOf(error) !== "ECONNREFUSED" && codeOf(error) !== "ENOENT");
    });
  });
}

/** Moves a dead lock away before it is deleted, so that of two who do it only one succeeds. */
async function putAway(path: string): Promise<void> {
  const away = `${path}.${process.pid}`;
  try {
    await rename(path, away);
    await unlink(away);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

const inodeOf = async (path: string): Promise<number> =>
  stat(path).then(
    ({ ino }) => ino,
    () => -1,
  );
