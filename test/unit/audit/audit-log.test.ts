import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntry, AuditLog, AuditOptions } from "../../../src/audit/audit-log.js";
import { SigningKey } from "../../../src/audit/chain/signing-key.js";
import { verifyFiles } from "../../../src/audit/journal/verify-files.js";
import type { AuditSink } from "../../../src/audit/sinks/audit-sink.js";
import type { GatewayError } from "../../../src/errors/gateway-error.js";
import {
  FaultyDisk,
  openSampleLog,
  sampleIntent,
  sampleRead,
} from "../../support/audit-samples.js";
import { until } from "../../support/until.js";

let folder: string;
let file: string;
let disk: FaultyDisk;
let logs: AuditLog[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
  file = join(folder, "log", "audit.jsonl");
  disk = new FaultyDisk();
  logs = [];
});

afterEach(async () => {
  for (const log of logs) await log.close();
  rmSync(folder, { recursive: true });
});

async function open(options: Partial<AuditOptions> = {}): Promise<AuditLog> {
  const log = await openSampleLog(file, { files: disk, ...options });
  logs.push(log);
  return log;
}

async function reopen(options: Partial<AuditOptions> = {}): Promise<AuditLog> {
  await logs.pop()?.close();
  return open(options);
}

type Stored = Readonly<Record<string, unknown>> & { readonly kind: string };

const read = (path = file): Stored[] =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Stored);
const kinds = (path = file) => read(path).map(({ kind }) => kind);
const allFiles = () =>
  readdirSync(join(folder, "log"))
    .filter((name) => /^audit\.jsonl(\.\d+)?$/.test(name))
    .map((name) => join(folder, "log", name));
const report = () => verifyFiles(allFiles());
const settled = (work: readonly Promise<unknown>[]) => Promise.allSettled(work);

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "resolved",
    (error: unknown) => (error as GatewayError).code,
  );

/** A process that is killed leaves the file as it is, and its lock without an answer. */
async function kill(log: AuditLog): Promise<void> {
  logs = logs.filter((other) => other !== log);
  const bytes = readFileSync(file);
  await log.close();
  writeFileSync(file, bytes);
}

const confirmed = { status: "CONFIRMED", enabled: true };

describe("an entry", () => {
  it("has its intent in the file before it is there, and its result after", async () => {
    const log = await open();
    const entry = await log.intent(sampleIntent("carla", "asked on the phone"));
    expect(kinds()).toEqual(["opened", "intent"]);
    await entry.result({ outcome: "APPLIED", after: confirmed, awsRequestId: "aws-1" });
    expect(read()[1]).toMatchObject({
      seq: 2,
      id: entry.id,
      ...sampleIntent("carla", "asked on the phone"),
    });
    expect(read()[2]).toMatchObject({
      seq: 3,
      kind: "result",
      id: entry.id,
      outcome: "APPLIED",
      after: confirmed,
      awsRequestId: "aws-1",
      durationMs: expect.any(Number) as number,
    });
    await expect(entry.result({ outcome: "APPLIED" })).rejects.toThrow("already");
    expect((await report()).problems).toEqual([]);
  });

  it("holds no field that is not named, however many an object has", async () => {
    const log = await open();
    const intent = sampleIntent();
    const more = { password: "Secret-1", secretHash: "Secret-1" };
    const entry = await log.intent({
      ...intent,
      ...more,
      actor: { ...intent.actor, ...more },
      target: { ...intent.target, ...more },
    });
    await entry.result({ outcome: "APPLIED", ...more });
    expect(readFileSync(file, "utf8")).not.toContain("ecret");
  });

  it.each(["\n", "\r\n", "\u2028\u0085\u202e", '","hash":"0"}', "\ud800", "\u0000", "é😀"])(
    "is one line of ASCII whatever a name holds: %j",
    async (name) => {
      const log = await open();
      await log.intent(sampleIntent(name));
      const text = readFileSync(file, "latin1");
      expect(text).toMatch(/^([ -~]+\n){2}$/);
      expect(read()[1]).toMatchObject({ target: { username: name } });
      expect((await report()).problems).toEqual([]);
    },
  );

  it.each(["a\nb", "\u0000", "\u202e", "\u2028", "\ud800", "x".repeat(257)])(
    "is refused for the reason %j",
    async (reason) => {
      const log = await open();
      expect(await codeOf(log.intent(sampleIntent("carla", reason)))).toBe("BAD_USER_INPUT");
      expect(kinds()).toEqual(["opened"]);
    },
  );

  it("takes a reason of 256 code points", async () => {
    const log = await open();
    await log.intent(sampleIntent("carla", "😀".repeat(256)));
    expect(kinds()).toEqual(["opened", "intent"]);
  });

  it("is refused when it is larger than any that is meant", async () => {
    const log = await open();
    const intent = log.intent(sampleIntent("x".repeat(100_000)));
    expect(await codeOf(intent)).toBe("AUDIT_UNAVAILABLE");
  });
});

describe("a read", () => {
  it("is in the file before it is shown, and is no intent that waits for a result", async () => {
    const log = await open();
    await log.reads([sampleRead, { ...sampleRead, fields: ["name"] }]);
    expect(kinds()).toEqual(["opened", "read", "read"]);
    await reopen();
    expect(kinds()).toEqual(["opened", "read", "read", "checkpoint"]);
    expect(await report()).toMatchObject({ problems: [], reads: 2, intents: 0, withoutResult: 0 });
  });

  it("holds no field that is not named", async () => {
    const log = await open();
    const [subject] = sampleRead.subjects;
    const subjects = [{ ...subject, email: "hidden" } as never];
    await log.reads([{ ...sampleRead, subjects, email: "hidden" } as never]);
    expect(readFileSync(file, "utf8")).not.toContain("hidden");
  });

  it("of so many that no line could hold it is refused", async () => {
    const log = await open();
    const subjects = Array.from({ length: 2000 }, () => ({ sub: "s".repeat(36), username: "u" }));
    const work = log.reads([{ ...sampleRead, subjects }]);
    expect(await codeOf(work)).toBe("AUDIT_UNAVAILABLE");
  });

  it.each(["EIO", "ENOSPC"] as const)(
    "is refused by a disk that fails (%s), and not written later",
    async (fault) => {
      const log = await open();
      disk.onWrite = fault;
      expect(await codeOf(log.reads([sampleRead]))).toBe("AUDIT_UNAVAILABLE");
      disk.onWrite = null;
      await reopen();
      expect(kinds()).not.toContain("read");
    },
  );

  it("is refused by a disk that hangs, behind a full queue, and by a log that is closed", async () => {
    const log = await open({ deadlineMs: 30, queue: 2 });
    const release = disk.hang();
    const works = Array.from({ length: 6 }, () => codeOf(log.reads([sampleRead])));
    expect(new Set(await Promise.all(works))).toEqual(new Set(["AUDIT_UNAVAILABLE"]));
    release();
    await log.close();
    expect(await codeOf(log.reads([sampleRead]))).toBe("AUDIT_UNAVAILABLE");
  });
});

describe("group commit", () => {
  it("writes and syncs once for all who wait", async () => {
    const log = await open({ queue: 1000, checkpointEveryRecords: 10_000 });
    const before = disk.syncs;
    const entries = await Promise.all(
      Array.from({ length: 500 }, (_, index) => log.intent(sampleIntent(`user-${index}`))),
    );
    await Promise.all(entries.map((entry) => entry.result({ outcome: "APPLIED" })));
    expect(disk.syncs - before).toBeLessThanOrEqual(4);
    expect(await report()).toMatchObject({ problems: [], intents: 500, withoutResult: 0 });
  });

  it("acknowledges nobody before the sync is over", async () => {
    const log = await open();
    const release = disk.hang();
    let isDurable = false;
    const intent = log.intent(sampleIntent()).then(() => (isDurable = true));
    await until(() => readFileSync(file, "utf8").includes('"intent"'), "the line was written");
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDurable).toBe(false);
    release();
    await intent;
  });
});

describe("a disk that fails", () => {
  it.each([
    ["ENOSPC", { onWrite: "ENOSPC" }],
    ["EIO", { onWrite: "EIO" }],
    ["a cut write", { onWrite: "cut" }],
    ["a failed sync", { onSync: "EIO" }],
  ] as const)("by %s resolves no intent, and none is in the file", async (_what, fault) => {
    const failures: unknown[] = [];
    const log = await open({
      retryAfterMs: 1,
      observer: { onWriteFailure: (error) => failures.push(error) },
    });
    Object.assign(disk, fault);
    const intents = Array.from({ length: 20 }, () => log.intent(sampleIntent()));
    expect(new Set(await Promise.all(intents.map(codeOf)))).toEqual(new Set(["AUDIT_UNAVAILABLE"]));
    expect(failures.length).toBeGreaterThan(0);
    Object.assign(disk, { onWrite: null, onSync: null });
    let entry: AuditEntry | undefined;
    while (entry === undefined) entry = await log.intent(sampleIntent()).catch(() => undefined);
    // The log may have tried the disk by a checkpoint before the intent did.
    expect(kinds().filter((kind) => kind !== "checkpoint")).toEqual(["opened", "intent"]);
    expect(await report()).toMatchObject({ problems: [], withoutResult: 1 });
  });

  it("refuses at once during the pause after a failure, without touching the disk", async () => {
    const log = await open({ retryAfterMs: 60_000 });
    disk.onWrite = "ENOSPC";
    expect(await codeOf(log.intent(sampleIntent()))).toBe("AUDIT_UNAVAILABLE");
    const { writes } = disk;
    expect(await codeOf(log.intent(sampleIntent()))).toBe("AUDIT_UNAVAILABLE");
    expect(disk.writes).toBe(writes);
    disk.onWrite = null;
  });

  it("keeps a result until it can be written", async () => {
    const log = await open();
    const entry = await log.intent(sampleIntent());
    disk.onWrite = "cut";
    const result = entry.result({ outcome: "APPLIED" });
    await until(() => disk.onWrite === "ENOSPC", "the write was cut");
    disk.onWrite = null;
    await result;
    expect(kinds()).toEqual(["opened", "intent", "result"]);
    expect((await report()).problems).toEqual([]);
  });

  it("tells who waits too long for a result, and writes it later", async () => {
    const log = await open({ deadlineMs: 30 });
    const entry = await log.intent(sampleIntent());
    disk.onWrite = "ENOSPC";
    expect(await codeOf(entry.result({ outcome: "APPLIED" }))).toBe("AUDIT_UNAVAILABLE");
    disk.onWrite = null;
    await until(() => kinds().includes("result"), "the result was written");
    expect(read().at(-1)).toMatchObject({ id: entry.id, outcome: "APPLIED" });
  });

  it("by short writes loses nothing", async () => {
    const log = await open();
    disk.onWrite = "short";
    await Promise.all([log.intent(sampleIntent()), log.intent(sampleIntent())]);
    disk.onWrite = null;
    expect(await report()).toMatchObject({ problems: [], intents: 2 });
  });
});

describe("a disk that hangs", () => {
  it("resolves no intent; one that becomes durable later is closed as NOT_APPLIED", async () => {
    const log = await open({ deadlineMs: 30 });
    const release = disk.hang();
    const first = [log.intent(sampleIntent("one")), log.intent(sampleIntent("two"))];
    await until(() => readFileSync(file, "utf8").includes('"two"'), "both were written");
    const second = log.intent(sampleIntent("three"));
    const codes = await Promise.all([...first, second].map(codeOf));
    expect(codes).toEqual(Array.from({ length: 3 }, () => "AUDIT_UNAVAILABLE"));
    await new Promise((resolve) => setTimeout(resolve, 40));
    // By now nobody has to wait to be refused.
    expect(await codeOf(log.intent(sampleIntent("four")))).toBe("AUDIT_UNAVAILABLE");
    release();
    await until(() => kinds().filter((kind) => kind === "result").length === 2, "both are closed");
    expect(read().filter(({ kind }) => kind === "result")).toMatchObject(
      [1, 2].map(() => ({ outcome: "NOT_APPLIED", code: "AUDIT_UNAVAILABLE" })),
    );
    expect(readFileSync(file, "utf8")).not.toMatch(/three|four/);
    expect(await report()).toMatchObject({ problems: [], withoutResult: 0 });
  });

  it("refuses intents behind a full queue at once, and takes results still", async () => {
    const log = await open({ queue: 2, deadlineMs: 60_000 });
    const entry = await log.intent(sampleIntent());
    const release = disk.hang();
    const written = log.intent(sampleIntent());
    await until(() => kinds().filter((kind) => kind === "intent").length === 2, "it was written");
    const waiting = [log.intent(sampleIntent()), log.intent(sampleIntent())];
    expect(await codeOf(log.intent(sampleIntent("refused")))).toBe("AUDIT_UNAVAILABLE");
    const result = entry.result({ outcome: "APPLIED" });
    release();
    await Promise.all([written, ...waiting, result]);
    expect(await report()).toMatchObject({ problems: [], intents: 4, withoutResult: 3 });
  });

  it("that wakes up during a stop has its late intents closed before the end", async () => {
    const log = await open({ deadlineMs: 100 });
    const release = disk.hang();
    const intent = codeOf(log.intent(sampleIntent()));
    await until(() => kinds().includes("intent"), "it was written");
    expect(await intent).toBe("AUDIT_UNAVAILABLE");
    const closed = log.close();
    release();
    await closed;
    expect(kinds()).toEqual(["opened", "intent", "result", "checkpoint"]);
    expect(read().find(({ kind }) => kind === "result")).toMatchObject({ outcome: "NOT_APPLIED" });
  });

  it("holds a stop no longer than the deadline", async () => {
    const log = await open({ deadlineMs: 20 });
    const release = disk.hang();
    const intent = codeOf(log.intent(sampleIntent()));
    await log.close();
    expect(await intent).toBe("AUDIT_UNAVAILABLE");
    release();
  });
});

describe("a file that somebody else changes", () => {
  it.each([
    [
      "appends to",
      () => {
        appendFileSync(file, "{}\n");
      },
    ],
    [
      "cuts",
      () => {
        truncateSync(file, 10);
      },
    ],
    [
      "deletes",
      () => {
        unlinkSync(file);
      },
    ],
  ])("who %s it makes the log refuse", async (_what, change) => {
    const log = await open({ retryAfterMs: 1 });
    await log.intent(sampleIntent());
    change();
    for (let index = 0; index < 5; index += 1) {
      expect(await codeOf(log.intent(sampleIntent()))).toBe("AUDIT_UNAVAILABLE");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });
});

describe("a lock that somebody else has taken", () => {
  it("makes the log refuse: two who write would break the chain", async () => {
    const log = await open({ retryAfterMs: 1 });
    unlinkSync(`${file}.lock`);
    writeFileSync(`${file}.lock`, "");
    expect(await codeOf(log.intent(sampleIntent()))).toBe("AUDIT_UNAVAILABLE");
    expect(kinds()).toEqual(["opened"]);
  });
});

describe("a start", () => {
  it("makes folder and file for their owner alone", async () => {
    await open();
    expect(statSync(join(folder, "log")).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("does not follow a link", async () => {
    await reopen();
    await logs.pop()?.close();
    rmSync(file);
    writeFileSync(join(folder, "elsewhere"), "");
    symlinkSync(join(folder, "elsewhere"), file);
    await expect(open()).rejects.toMatchObject({ name: "AuditFileError" });
    expect(readFileSync(join(folder, "elsewhere"), "utf8")).toBe("");
  });

  it("is refused beside a process that has the log", async () => {
    await open();
    await expect(open()).rejects.toThrow("is held by another process");
  });

  it("goes on with the chain", async () => {
    await (
      await open()
    )
      .intent(sampleIntent())
      .then((entry) => entry.result({ outcome: "APPLIED" }));
    await (await reopen()).intent(sampleIntent());
    expect(kinds()).toEqual(["opened", "intent", "result", "checkpoint", "intent"]);
    expect((await report()).problems).toEqual([]);
  });

  it("closes intents without a result as UNKNOWN before it is done", async () => {
    const log = await open();
    const entry = await log.intent(sampleIntent());
    await kill(log);
    await open();
    expect(read().slice(2)).toMatchObject([
      { kind: "recovered", closed: 1 },
      { kind: "result", id: entry.id, outcome: "UNKNOWN", recovered: true },
    ]);
    expect(await report()).toMatchObject({ problems: [], withoutResult: 0, tornTails: 0 });
  });

  it("takes back a torn line, and says so", async () => {
    const log = await open();
    await log.intent(sampleIntent());
    await kill(log);
    appendFileSync(file, '{"seq":3,"at":"20');
    expect((await report()).problems).toMatchObject([{ line: 3 }]);
    await open();
    expect(read()[2]).toMatchObject({ kind: "recovered", closed: 1, tornBytes: 17 });
    expect(await report()).toMatchObject({ problems: [], tornTails: 1 });
  });

  it("is refused, with the line, when a whole line was changed", async () => {
    const log = await open();
    await log.intent(sampleIntent());
    await log.intent(sampleIntent());
    await kill(log);
    writeFileSync(file, readFileSync(file, "utf8").replace("carla", "karla"));
    await expect(open()).rejects.toThrow(`${file}:2: was changed`);
    await expect(open()).rejects.not.toThrow("held");
  });
});

describe("rotation", () => {
  it("by size goes on with the chain, and carries open intents over", async () => {
    const log = await open({ maxFileBytes: 4096, checkpointEveryRecords: 1000 });
    const first = await log.intent(sampleIntent("first"));
    for (let index = 0; index < 30; index += 1) {
      await (await log.intent(sampleIntent(`u-${index}`))).result({ outcome: "APPLIED" });
    }
    expect(existsSync(`${file}.000001`)).toBe(true);
    const [beginning] = read();
    expect(beginning).toMatchObject({ kind: "continued" });
    expect(beginning?.["open"]).toContain(first.id);
    expect(beginning?.["prev"]).toBe(
      read(`${file}.00000${allFiles().length - 1}`).at(-1)?.["hash"],
    );
    await first.result({ outcome: "APPLIED" });
    expect(await report()).toMatchObject({ problems: [], intents: 31, withoutResult: 0 });
    // A later part alone can be read as well.
    expect(await verifyFiles([file])).toMatchObject({ problems: [], withoutResult: 0 });
  });

  it("closes the old file with a checkpoint", async () => {
    const log = await open({ maxFileBytes: 2000, checkpointEveryRecords: 1000 });
    for (let index = 0; index < 5; index += 1) await log.intent(sampleIntent());
    await log.rotate();
    await log.rotate();
    const archives = allFiles().filter((path) => path !== file);
    expect(archives.length).toBeGreaterThan(2);
    expect(archives.map((path) => kinds(path).at(-1))).toEqual(archives.map(() => "checkpoint"));
    expect((await report()).problems).toEqual([]);
  });

  it("puts away nothing that was refused", async () => {
    const log = await open();
    disk.onSync = "EIO";
    expect(await codeOf(log.intent(sampleIntent()))).toBe("AUDIT_UNAVAILABLE");
    // Neither to write nor to take back: it waits for the rotation.
    await expect(log.rotate()).rejects.toThrow("EIO");
    disk.onSync = null;
    await log.rotate();
    expect(await report()).toMatchObject({ problems: [], intents: 0 });
  });

  it("whose last file was emptied is not taken for a beginning", async () => {
    await (await open()).rotate();
    await logs.pop()?.close();
    rmSync(file);
    writeFileSync(`${file}.000001`, "");
    await expect(open()).rejects.toThrow(`${file}.000001: is a rotated file without a record`);
  });

  it("on demand, and a crash behind it, loses no open intent", async () => {
    const log = await open();
    const entry = await log.intent(sampleIntent());
    await log.rotate();
    await kill(log);
    await open();
    expect(read()).toMatchObject([
      { kind: "continued", previousFile: "audit.jsonl.000001", open: [entry.id] },
      { kind: "recovered" },
      { kind: "result", id: entry.id, outcome: "UNKNOWN" },
    ]);
    expect((await report()).problems).toEqual([]);
  });

  it("cut between its two renamings is completed by the next start", async () => {
    const log = await open();
    const entry = await log.intent(sampleIntent());
    await kill(log);
    writeFileSync(`${file}.000001`, readFileSync(file));
    rmSync(file);
    await open();
    expect(read()).toMatchObject([
      { kind: "continued", previousFile: "audit.jsonl.000001", open: [entry.id] },
      { kind: "recovered" },
      { kind: "result" },
    ]);
    expect((await report()).problems).toEqual([]);
  });

  it("that fails leaves the old file in use", async () => {
    const failures: unknown[] = [];
    const log = await open({
      maxFileBytes: 4096,
      observer: { onRotationFailure: (error) => failures.push(error) },
    });
    disk.onRename = "EACCES";
    await expect(log.rotate()).rejects.toThrow("EACCES");
    for (let index = 0; index < 15; index += 1) await log.intent(sampleIntent());
    expect(failures.length).toBeGreaterThan(0);
    expect(await report()).toMatchObject({ problems: [], intents: 15 });
    disk.onRename = null;
    await log.rotate();
    expect(kinds()).toEqual(["continued"]);
    expect((await report()).problems).toEqual([]);
  });
});

describe("checkpoints", () => {
  const key = Buffer.alloc(32, 7).toString("base64");

  it("come behind so many records, and at the end", async () => {
    const log = await open({ checkpointEveryRecords: 3 });
    for (let index = 0; index < 5; index += 1) await log.intent(sampleIntent());
    await log.close();
    expect(kinds().join(" ")).toMatch(/^opened intent intent checkpoint intent.* checkpoint$/);
  });

  it("come behind so many seconds with records", async () => {
    const log = await open({ checkpointEverySeconds: 0.01 });
    await log.intent(sampleIntent());
    await until(() => kinds().includes("checkpoint"), "there is a checkpoint");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(kinds().filter((kind) => kind === "checkpoint")).toHaveLength(1);
  });

  it("are signed when there is a key, and by no other", async () => {
    const log = await open({ key });
    await log.intent(sampleIntent());
    await log.close();
    const publicKey = String(read().at(-1)?.["publicKey"]);
    expect(await verifyFiles([file], { publicKeys: [publicKey] })).toMatchObject({
      problems: [],
      checkpoints: 1,
    });
    const other = await verifyFiles([file], { publicKeys: ["x".repeat(43)] });
    expect(other.problems).toMatchObject([
      { problem: expect.stringContaining("another key") as string },
    ]);
  });
});

describe("another key", () => {
  const [one, two] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString("base64"));
  const publicKeyOf = (path: string) =>
    read(path)
      .filter(({ kind }) => kind === "checkpoint")
      .map(({ publicKey }) => publicKey);

  it.each([
    ["after a stop", async (log: AuditLog) => log.close()],
    ["after a kill", async (log: AuditLog) => kill(log)],
  ])("%s begins a file, and signs it before anything else happens", async (_when, end) => {
    const log = await open({ key: one, checkpointEveryRecords: 2 });
    const entry = await log.intent(sampleIntent());
    await log.intent(sampleIntent());
    await end(log);
    await open({ key: two });
    expect(read()[0]).toMatchObject({ kind: "continued", open: [entry.id, expect.anything()] });
    expect(kinds().at(-1)).toBe("checkpoint");
    const [first = [], second = []] = [`${file}.000001`, file].map(publicKeyOf);
    expect(new Set([...first, ...second]).size).toBe(2);
    expect(first).not.toContain(second[0]);
    expect(await report()).toMatchObject({ problems: [], withoutResult: 0, sinceCheckpoint: 0 });
  });

  it("begins a file when there was none before, and when there is none any more", async () => {
    await open();
    await reopen({ key: one });
    await reopen({ key: one });
    await reopen();
    await logs.pop()?.close();
    expect(allFiles()).toHaveLength(3);
    const [publicKey] = publicKeyOf(`${file}.000002`);
    expect(
      await verifyFiles([`${file}.000002`], { publicKeys: [String(publicKey)] }),
    ).toMatchObject({ problems: [], checkpoints: 1 });
  });
});

describe("a key that changes while the log is written", () => {
  const [old = "", next = ""] = [1, 2].map((byte) => Buffer.alloc(32, byte).toString("base64"));
  const publicKeys = [old, next].map((key) => new SigningKey(key).publicKey);
  const keysOf = (path: string) =>
    read(path).flatMap(({ publicKey }) => (publicKey === undefined ? [] : [publicKey]));

  it("ends the old file with the old key, and begins a new one with the new key", async () => {
    const log = await open({ key: old });
    const entry = await log.intent(sampleIntent());
    await log.changeKey(next);
    await log.changeKey(next);
    await entry.result({ outcome: "APPLIED" });
    await log.close();
    expect(allFiles()).toEqual([file, `${file}.000001`]);
    expect(kinds(`${file}.000001`).at(-1)).toBe("checkpoint");
    expect(keysOf(`${file}.000001`)).toEqual([publicKeys[0]]);
    expect(new Set(keysOf(file))).toEqual(new Set([publicKeys[1]]));
    expect((await verifyFiles(allFiles(), { publicKeys })).problems).toEqual([]);
    await reopen({ key: next });
    expect(allFiles()).toHaveLength(2);
  });

  it("stays the old one when the new file cannot be made", async () => {
    const log = await open({ key: old });
    disk.onRename = "EACCES";
    await expect(log.changeKey(next)).rejects.toThrow("EACCES");
    disk.onRename = null;
    await log.intent(sampleIntent());
    await log.close();
    expect(allFiles()).toEqual([file]);
    expect(new Set(keysOf(file))).toEqual(new Set([publicKeys[0]]));
    expect((await verifyFiles(allFiles(), { publicKeys: [publicKeys[0] ?? ""] })).problems).toEqual(
      [],
    );
  });
});

describe("a second place", () => {
  const records = (lines: readonly string[][]) => lines.flat().join("");

  it("gets every line after it is durable, and cannot fail the work", async () => {
    const taken: string[][] = [];
    const lost: [string, number][] = [];
    const good: AuditSink = {
      name: "good",
      isTriedAgain: false,
      write: async (lines) => {
        expect(readFileSync(file, "utf8")).toContain(lines.join(""));
        taken.push([...lines]);
        return { settled: lines.length, lost: 0 };
      },
    };
    const bad: AuditSink = {
      name: "bad",
      isTriedAgain: false,
      write: () => Promise.reject(new Error("no")),
    };
    const log = await open({
      sinks: [good, bad],
      observer: { onNotShipped: (sink, count) => lost.push([sink, count]) },
    });
    await log.intent(sampleIntent());
    await log.close();
    expect(records(taken)).toBe(readFileSync(file, "utf8"));
    expect(lost.reduce((sum, [, count]) => sum + count, 0)).toBe(3);
  });
});

describe("a log that is closed", () => {
  it("refuses", async () => {
    const log = await open();
    const entry = await log.intent(sampleIntent());
    await log.close();
    const codes = await settled([log.intent(sampleIntent()), entry.result({ outcome: "APPLIED" })]);
    expect(codes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  it("takes no new intent while it writes its last records", async () => {
    const log = await open();
    const entry = await log.intent(sampleIntent());
    const closed = log.close();
    const late = settled([log.intent(sampleIntent()), entry.result({ outcome: "APPLIED" })]);
    await closed;
    expect((await late).map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(readFileSync(file, "utf8").match(/"kind":"intent"/g)).toHaveLength(1);
  });
});
