import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, stat } from "node:fs/promises";

/** How files stand, without reading them. */
export interface FileStats {
  /** The same text as long as nothing has been done to any of them. */
  readonly text: string;
  /** When something was last done to one of them, in milliseconds; infinite while one is missing. */
  readonly changedAtMs: number;
}

/** Larger files are told apart by what the system says of them: none that the gateway reads is as large. */
const maximumBytes = 4 * 1024 * 1024;

/** Follows links: a mounted ConfigMap or Secret is replaced by turning a link to another folder. */
export async function statsOf(files: readonly string[]): Promise<FileStats> {
  const found = await Promise.all(
    files.map(async (file) => {
      try {
        const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = await stat(file, { bigint: true });
        const facts = [file, dev, ino, size, mtimeNs, ctimeNs].join();
        return { facts, changedAtMs: Number(ctimeMs) };
      } catch {
        return { facts: `${file},missing`, changedAtMs: Infinity };
      }
    }),
  );
  return {
    text: found.map(({ facts }) => facts).join("\n"),
    changedAtMs: Math.max(0, ...found.map(({ changedAtMs }) => changedAtMs)),
  };
}

/** A digest of what all the files hold, by their names. */
export async function contentOf(files: readonly string[]): Promise<string> {
  const digests = await Promise.all(files.map(async (file) => `${file} ${await digestOf(file)}`));
  return digests.join("\n");
}

async function digestOf(file: string): Promise<string> {
  try {
    // Without O_NONBLOCK, to open a pipe waits for somebody who writes to it.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await handle.stat();
      if (!stats.isFile() || stats.size > maximumBytes) return `${stats.ino} ${stats.ctimeMs}`;
      return createHash("sha256")
        .update(await handle.readFile())
        .digest("base64");
    } finally {
      await handle.close();
    }
  } catch {
    return "missing";
  }
}
