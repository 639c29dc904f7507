import { constants } from "node:fs";
import {
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  rename,
  stat,
  statfs,
  unlink,
} from "node:fs/promises";
import { knock, type Listener, listen } from "./unix-socket.js";

/** What is asked of an open file; a FileHandle of Node fits. */
export type OpenFile = Pick<FileHandle, "close" | "datasync" | "sync" | "truncate"> & {
  write(bytes: Uint8Array, offset: number): Promise<{ bytesWritten: number }>;
  read(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number }>;
  stat(): Promise<{ ino: number; size: number; nlink: number; isFile(): boolean }>;
};

/** What is asked of the disk, so that a test can have one that is full, broken or stuck. */
export interface FileSystem {
  open(path: string, flags: number, mode?: number): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Gives a file a second name; rejects with EEXIST when that is taken. */
  link(from: string, to: string): Promise<void>;
  /** Which file it is, whatever its name; rejects with ENOENT when there is none. */
  inodeOf(path: string): Promise<number>;
  readdir(folder: string): Promise<string[]>;
  /** Makes a folder and those above it that are missing, for its owner alone. */
  makeFolder(folder: string): Promise<void>;
  /** How many bytes this process may still write to the volume that a folder is on. */
  freeBytes(folder: string): Promise<number>;
  /** Answers at a Unix socket from then on. */
  listen(path: string): Promise<Listener>;
  /** Resolves when a process answers at a Unix socket. */
  knock(path: string): Promise<void>;
}

export const nodeFileSystem: FileSystem = {
  open,
  rename,
  unlink,
  link,
  inodeOf: async (path) => (await stat(path)).ino,
  readdir,
  makeFolder: async (folder) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  },
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  listen,
  knock,
};

/** A link is not followed: who may make one must not choose where the log goes. */
export const appendFlags =
  constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;

/** Makes a new name in a folder outlast a loss of power. */
export async function syncFolder(files: FileSystem, folder: string): Promise<void> {
  const handle = await files.open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The code that a failure of Node carries, such as ENOSPC. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;
