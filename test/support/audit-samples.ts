import { AuditLog, type AuditOptions } from "../../src/audit/audit-log.js";
import type { ContactRead, Intent, RefusedAttempt } from "../../src/audit/chain/audit-record.js";
import {
  type FileSystem,
  nodeFileSystem,
  type OpenFile,
} from "../../src/audit/journal/file-system.js";

/** What somebody is about to do. */
export const sampleIntent = (username = "carla", reason?: string): Intent => ({
  actor: { subject: "s-1", issuer: "https://issuer.example.com", roles: ["admin"] },
  action: "user:set-permanent-password",
  target: {
    kind: "user",
    poolId: "eu-west-1_AbCdEf123",
    sub: "t-1",
    username,
    groups: ["staff"],
    before: { status: "CONFIRMED", enabled: true },
  },
  change: {
    ...{ password: "given", attributes: ["locale"], vouched: ["email"], invitation: "EMAIL" },
    ...{ group: "staff", signOut: true },
    ...{ mfa: ["SMS_MFA"], session: "tkn-1", linked: true, device: "eu-west-1_1" },
    ...{ event: "e-1", verdict: "VALID" },
  },
  decidedBy: ["admin"],
  reason,
  requestId: "r-1",
});

/** Who is about to be created by an address. */
export const sampleCreation: Intent = {
  ...sampleIntent(),
  action: "user:create",
  target: {
    kind: "user",
    poolId: "eu-west-1_AbCdEf123",
    sub: null,
    username: null,
    requestedAddress: "carla@example.com",
  },
};

/** What somebody is about to do to a group. */
export const sampleGroupIntent: Intent = {
  ...sampleIntent(),
  target: { kind: "group", poolId: "eu-west-1_AbCdEf123", group: "staff" },
};

/** What somebody is about to be shown. */
export const sampleRead: ContactRead = {
  actor: { subject: "s-1", issuer: "https://issuer.example.com", roles: ["admin"] },
  poolId: "eu-west-1_AbCdEf123",
  fields: ["email"],
  searchedBy: ["name"],
  subjects: [{ sub: "t-1", username: "carla" }],
  decidedBy: ["admin"],
  reason: "why",
  requestId: "r-2",
};

/** What somebody was refused. */
export const sampleRefusal: RefusedAttempt = {
  actor: { subject: "s-1", issuer: "https://issuer.example.com", roles: ["helpdesk"] },
  code: "OUT_OF_SCOPE_USER",
  action: "user:set-temporary-password",
  poolId: "eu-west-1_AbCdEf123",
  target: { kind: "user", sub: "t-1", username: "carla" },
  decidedBy: ["rank"],
  reason: "why",
  requestId: "r-3",
};

/** A log with short times, and few records between checkpoints. */
export const openSampleLog = (
  file: string,
  options: Partial<AuditOptions> = {},
): Promise<AuditLog> =>
  AuditLog.open({
    file,
    maxFileBytes: 1_000_000,
    queue: 100,
    deadlineMs: 2000,
    checkpointEveryRecords: 10,
    checkpointEverySeconds: 3600,
    retryAfterMs: 5,
    ...options,
  });

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

const failure = (code: string) => Object.assign(new Error(code), { code });

/** A disk whose writes and syncs can be made to fail, to be cut, or to hang. */
export class FaultyDisk implements FileSystem {
  syncs = 0;
  writes = 0;
  /** What writing answers: null for as usual. */
  onWrite: "ENOSPC" | "EIO" | "short" | "cut" | null = null;
  onSync: "EIO" | null = null;
  /** What must be over before a sync begins. */
  gate: Promise<void> = Promise.resolve();
  onRename: "EACCES" | null = null;

  /** Makes syncs hang until what it returns is called. */
  hang(): () => void {
    const { promise, resolve } = withResolver();
    this.gate = promise;
    return resolve;
  }

  async open(path: string, flags: number, mode?: number): Promise<OpenFile> {
    const file = await nodeFileSystem.open(path, flags, mode);
    return {
      close: () => file.close(),
      sync: () => file.sync(),
      truncate: (size) => file.truncate(size),
      stat: () => file.stat(),
      read: (bytes, offset, length, position) => file.read(bytes, offset, length, position),
      write: (bytes, offset) => this.write(file, bytes, offset),
      datasync: async () => {
        this.syncs += 1;
        await this.gate;
        if (this.onSync !== null) throw failure(this.onSync);
        await file.datasync();
      },
    };
  }

  async rename(from: string, to: string): Promise<void> {
    if (this.onRename !== null) throw failure(this.onRename);
    await nodeFileSystem.rename(from, to);
  }

  unlink = (path: string) => nodeFileSystem.unlink(path);
  link = (from: string, to: string) => nodeFileSystem.link(from, to);
  inodeOf = (path: string) => nodeFileSystem.inodeOf(path);
  readdir = (folder: string) => nodeFileSystem.readdir(folder);
  makeFolder = (folder: string) => nodeFileSystem.makeFolder(folder);
  freeBytes = (folder: string) => nodeFileSystem.freeBytes(folder);
  listen = (path: string) => nodeFileSystem.listen(path);
  knock = (path: string) => nodeFileSystem.knock(path);

  private async write(file: OpenFile, bytes: Uint8Array, offset: number) {
    this.writes += 1;
    const fault = this.onWrite;
    if (fault === "ENOSPC" || fault === "EIO") throw failure(fault);
    if (fault === null) return file.write(bytes, offset);
    // Half of it, and then, if it is cut, the disk is full.
    const half = bytes.subarray(0, offset + Math.ceil((bytes.length - offset) / 2));
    if (fault === "cut") this.onWrite = "ENOSPC";
    return file.write(half, offset);
  }
}
