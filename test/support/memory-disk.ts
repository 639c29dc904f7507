import { constants } from "node:fs";
import { basename, dirname } from "node:path";
import type { FileSystem, OpenFile } from "../../src/audit/journal/file-system.js";

/** How an operation goes wrong. Writing and reading can also do a part of it, and then fail or say so. */
export const faultForms = ["before", "after", "half", "short"] as const;

/** The operation, counted from 1, that goes wrong once; and whether the process dies of it. */
export interface Fault {
  readonly operation: number;
  readonly form: (typeof faultForms)[number];
  readonly isDeadly?: boolean;
}

/** A file: what every process sees of it, and what would be left after a loss of power. */
interface Inode {
  readonly number: number;
  bytes: Buffer;
  durable: Buffer;
  /** The process that answers there, if it is a socket. */
  listener?: MemoryProcess;
}

const failure = (code: string) => Object.assign(new Error(code), { code });

/** A disk in memory, whose processes can be killed, and which can lose its power. Names are durable once their folder is synced. */
export class MemoryDisk {
  names = new Map<string, Inode>();
  durableNames = new Map<string, Inode>();
  /** The operations of all processes, in order. */
  readonly operations: string[] = [];
  /** Operations on files that were closed already. */
  readonly misuses: string[] = [];
  hasFailed = false;
  private inodes = 0;

  constructor(readonly fault?: Fault) {}

  /** All that was not synced is gone; every process must be dead. */
  losePower(): void {
    this.names = new Map(this.durableNames);
    for (const inode of this.names.values()) inode.bytes = inode.durable;
  }

  /** Adds bytes to a file, as somebody who does not sync. */
  append(path: string, bytes: string): void {
    const inode = this.find(path);
    inode.bytes = Buffer.concat([inode.bytes, Buffer.from(bytes)]);
  }

  text(path: string): string {
    return this.find(path).bytes.toString("latin1");
  }

  make(path: string): Inode {
    this.inodes += 1;
    const empty = Buffer.alloc(0);
    const inode: Inode = { number: this.inodes, bytes: empty, durable: empty };
    this.names.set(path, inode);
    return inode;
  }

  find(path: string): Inode {
    const inode = this.names.get(path);
    if (inode === undefined) throw failure("ENOENT");
    return inode;
  }

  move(from: string, to: string): void {
    this.names.set(to, this.find(from));
    this.names.delete(from);
  }

  linksOf(inode: Inode): number {
    return [...this.names.values()].filter((other) => other === inode).length;
  }

  /** One of its names. */
  nameOf(inode: Inode): string {
    const [path = "a file without a name"] =
      [...this.names].find(([, other]) => other === inode) ?? [];
    return basename(path);
  }
}

/** The disk as one process sees it. Every operation counts, waits for its turn, and may be the one that goes wrong. */
export class MemoryProcess implements FileSystem {
  isDead = false;
  private onDeath: () => void = () => undefined;
  /** Resolves when it has been killed. */
  readonly death = new Promise<void>((resolve) => (this.onDeath = resolve));

  constructor(
    private readonly disk: MemoryDisk,
    /** Resolves when the next operation may be done: for tests of races. */
    private readonly turn: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /** From now on nothing that it has begun reaches the disk. */
  kill(): void {
    this.isDead = true;
    this.onDeath();
  }

  async open(path: string, flags: number): Promise<OpenFile> {
    const { disk } = this;
    if ((flags & constants.O_DIRECTORY) !== 0) return this.folder(path);
    const inode = await this.act(`open ${basename(path)}`, () =>
      (flags & constants.O_CREAT) === 0
        ? disk.find(path)
        : (disk.names.get(path) ?? disk.make(path)),
    );
    return this.file(inode);
  }

  rename = (from: string, to: string) =>
    this.act(`rename ${basename(from)}`, () => {
      this.disk.move(from, to);
    });

  link = (from: string, to: string) =>
    this.act(`link ${basename(to)}`, () => {
      if (this.disk.names.has(to)) throw failure("EEXIST");
      this.disk.names.set(to, this.disk.find(from));
    });

  unlink = (path: string) =>
    this.act(`unlink ${basename(path)}`, () => {
      this.disk.find(path);
      this.disk.names.delete(path);
    });

  inodeOf = (path: string) =>
    this.act(`inode of ${basename(path)}`, () => this.disk.find(path).number);

  readdir = (folder: string) =>
    this.act("readdir", () =>
      [...this.disk.names.keys()]
        .filter((path) => dirname(path) === folder)
        .map((path) => basename(path)),
    );

  makeFolder = () => this.act("mkdir", () => undefined);

  freeBytes = () => Promise.resolve(1_000_000);

  async listen(path: string) {
    await this.act("listen", () => {
      if (this.disk.names.has(path)) throw failure("EADDRINUSE");
      this.disk.make(path).listener = this;
    });
    const inode = this.disk.names.get(path);
    return {
      close: () =>
        this.act("close a socket", () => {
          delete inode?.listener;
          // As Node does, whatever stands there by now.
          this.disk.names.delete(path);
        }),
    };
  }

  knock = (path: string) =>
    this.act("knock", () => {
      const { listener } = this.disk.find(path);
      if (listener === undefined || listener.isDead) throw failure("ECONNREFUSED");
    });

  private file(inode: Inode): OpenFile {
    const { disk } = this;
    let isOpen = true;
    const act: typeof this.act = async (what, ...effects) => {
      const name = disk.nameOf(inode);
      if (!isOpen) {
        disk.misuses.push(`${what} ${name} after it was closed`);
        throw failure("EBADF");
      }
      return this.act(`${what} ${name}`, ...effects);
    };
    return {
      close: () => {
        isOpen = false;
        return this.act(`close ${disk.nameOf(inode)}`, () => undefined);
      },
      sync: () => act("fsync", () => void (inode.durable = inode.bytes)),
      datasync: () => act("fdatasync", () => void (inode.durable = inode.bytes)),
      stat: () =>
        act("stat", () => ({
          ino: inode.number,
          size: inode.bytes.length,
          nlink: disk.linksOf(inode),
          isFile: () => true,
        })),
      truncate: (size = 0) => {
        const cut = (to: number) => () => void (inode.bytes = inode.bytes.subarray(0, to));
        return act("truncate", cut(size), cut(Math.ceil((size + inode.bytes.length) / 2)));
      },
      write: (bytes, offset) => {
        const add = (end: number) => () => {
          inode.bytes = Buffer.concat([inode.bytes, bytes.subarray(offset, end)]);
          return { bytesWritten: end - offset };
        };
        const half = offset + Math.ceil((bytes.length - offset) / 2);
        return act("write", add(bytes.length), add(half));
      },
      read: (bytes, offset, length, position) => {
        const take = (most: number) => () => {
          const found = inode.bytes.subarray(position, position + most);
          bytes.set(found, offset);
          return { bytesRead: found.length };
        };
        const found = Math.min(length, Math.max(0, inode.bytes.length - position));
        return act("read", take(length), take(Math.ceil(found / 2)));
      },
    };
  }

  private async folder(path: string): Promise<OpenFile> {
    const { disk } = this;
    await this.act("open the folder", () => undefined);
    return {
      ...this.file({ number: 0, bytes: Buffer.alloc(0), durable: Buffer.alloc(0) }),
      sync: () =>
        this.act("fsync the folder", () => {
          disk.durableNames = new Map([...disk.names].filter(([name]) => dirname(name) === path));
        }),
    };
  }

  /** Does an operation whole, or as the fault wants it. A fault that makes no sense for it happens before it. */
  private async act<Answer>(
    name: string,
    whole: () => Answer,
    part: () => Answer = whole,
  ): Promise<Answer> {
    await this.turn();
    if (this.isDead) throw failure("EKILLED");
    const { operations, fault } = this.disk;
    operations.push(name);
    if (operations.length !== fault?.operation) return whole();
    const { form, isDeadly = false } = fault;
    this.disk.hasFailed = true;
    if (isDeadly) this.kill();
    const answer = form === "before" ? undefined : form === "after" ? whole() : part();
    if (answer !== undefined && form === "short") return answer;
    throw failure("EIO");
  }
}
