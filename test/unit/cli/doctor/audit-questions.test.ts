import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OwnerLock } from "../../../../src/audit/journal/owner-lock.js";
import { askAudit } from "../../../../src/cli/doctor/audit-questions.js";
import { configSchema } from "../../../../src/config/config.js";
import { openSampleLog, sampleIntent } from "../../../support/audit-samples.js";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
  file = join(folder, "audit.jsonl");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The answers by their questions. */
async function ask(audit: object = {}): Promise<Readonly<Record<string, string>>> {
  const settings = configSchema.shape.audit.parse({ file, maxFileBytes: 4096, ...audit });
  const answers: Record<string, string> = {};
  for await (const { question, state, answer } of askAudit(settings)) {
    answers[question] = `${state}: ${answer}`;
  }
  return answers;
}

async function writeLog(): Promise<void> {
  const log = await openSampleLog(file);
  await (await log.intent(sampleIntent())).result({ outcome: "APPLIED" });
  await log.close();
}

describe("an audit log", () => {
  it("that is not there yet can be made, and nothing is left of the question", async () => {
    file = join(folder, "not", "there", "audit.jsonl");
    expect(await ask()).toMatchObject({
      folder: "ok: is not there, and can be made",
      file: "ok: is not there, and will be made",
      lock: "ok: is free",
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that is there is read, and left as it is", async () => {
    await writeLog();
    const before = readFileSync(file, "utf8");
    expect(await ask()).toMatchObject({
      folder: "ok: can be written",
      file: "ok: holds a whole chain, up to record 4",
    });
    expect([readFileSync(file, "utf8"), readdirSync(folder)]).toEqual([before, ["audit.jsonl"]]);
  });

  it("that somebody has changed is missing", async () => {
    await writeLog();
    writeFileSync(file, readFileSync(file, "utf8").replace("carla", "karla"));
    expect((await ask())["file"]).toMatch(/^missing: line 2 /);
  });

  it("whose last line is cut goes on, as a gateway's start does", async () => {
    await writeLog();
    appendFileSync(file, '{"seq":');
    expect((await ask())["file"]).toBe("ok: holds a whole chain, up to record 4");
  });

  it("that is a link is missing, since the gateway follows none", async () => {
    symlinkSync(join(folder, "elsewhere"), file);
    expect((await ask())["file"]).toBe("missing: is not a file, or a link to one");
  });

  it("whose folder is a file is missing", async () => {
    writeFileSync(join(folder, "in-the-way"), "");
    file = join(folder, "in-the-way", "audit.jsonl");
    expect((await ask())["folder"]).toBe("missing: cannot be written: ENOTDIR");
  });

  it("whose lock is held says so, and the lock stays", async () => {
    const lock = await OwnerLock.take(`${file}.lock`);
    expect((await ask())["lock"]).toBe("ok: is held by a gateway that runs");
    expect(await lock.isHeld()).toBe(true);
    await lock.release();
    expect((await ask())["lock"]).toBe("ok: is free");
  });

  it("whose path is too long for a lock is missing", async () => {
    file = join(folder, "a".repeat(100));
    expect((await ask())["lock"]).toBe("missing: the path is too long for one");
  });

  it("whose disk has no room for a file is missing", async () => {
    expect((await ask({ maxFileBytes: 1_099_511_627_776 }))["room"]).toMatch(
      /^missing: \d+ MiB, less than one file of audit\.maxFileBytes$/,
    );
    expect((await ask())["room"]).toMatch(/^ok: \d+ MiB$/);
  });

  it("that is copied to CloudWatch Logs is not proven there", async () => {
    const cloudWatchLogs = { logGroup: "audit", region: "eu-west-1" };
    expect((await ask({ cloudWatchLogs }))["CloudWatch Logs"]).toMatch(/^not proven: /);
  });
});
