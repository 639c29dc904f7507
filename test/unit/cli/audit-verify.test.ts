import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditVerify } from "../../../src/cli/audit-verify.js";
import { openSampleLog, sampleIntent } from "../../support/audit-samples.js";

let folder: string;
let file: string;
let output: string[];
let complaints: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
  file = join(folder, "audit.jsonl");
  output = [];
  complaints = [];
  jest.spyOn(console, "log").mockImplementation((text: string) => output.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => complaints.push(text));
  const log = await openSampleLog(file, { key: Buffer.alloc(32, 9).toString("base64") });
  await log.intent(sampleIntent());
  await log.rotate();
  await (await log.intent(sampleIntent())).result({ outcome: "APPLIED" });
  await log.close();
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const last = () =>
  JSON.parse(readFileSync(file, "latin1").trimEnd().split("\n").at(-1) ?? "") as {
    seq: number;
    hash: string;
    publicKey: string;
  };

describe("auditVerify", () => {
  it("finds nothing wrong with a log as it was written, in any order of its files", async () => {
    expect(await auditVerify([file, `${file}.000001`])).toEqual({ exitCode: 0 });
    const { seq, hash, publicKey } = last();
    expect(output.join("\n").split("\n")).toEqual([
      "records: 7",
      "intents: 2, without a result: 1",
      "reads of contact data: 0",
      "refused attempts: 0",
      "checkpoints: 2, records behind the last one: 0",
      `signed with ${publicKey}: checkpoints from 3 to 7`,
      "torn lines, found and written down at a start: 0",
      `last record: ${seq}:${hash}`,
      "nothing is wrong",
    ]);
  });

  it("ends with 1 and file:line for a change", async () => {
    writeFileSync(file, readFileSync(file, "latin1").replace("carla", "karla"));
    expect(await auditVerify([file])).toEqual({ exitCode: 1 });
    expect(output.join("\n")).toContain(`${file}:2: was changed`);
    expect(output.join("\n")).not.toContain("karla");
  });

  it("finds a cut by what was kept elsewhere", async () => {
    const { seq, hash } = last();
    const expected = ["--expect", `${seq}:${hash}`];
    expect(await auditVerify([...expected, file])).toEqual({ exitCode: 0 });
    writeFileSync(file, readFileSync(file, "latin1").replace(/[^\n]*\n$/, ""));
    expect(await auditVerify([file])).toEqual({ exitCode: 0 });
    expect(await auditVerify([...expected, file])).toEqual({ exitCode: 1 });
    expect(output.at(-1)).toContain(`${file}: record ${seq} is missing`);
  });

  it("holds checkpoints to a key", async () => {
    const { publicKey } = last();
    expect(await auditVerify(["--public-key", publicKey, file])).toEqual({ exitCode: 0 });
    expect(await auditVerify(["--public-key", "other", file])).toEqual({ exitCode: 1 });
  });

  it("takes several keys, in the order in which they were used", async () => {
    const { publicKey: first } = last();
    const log = await openSampleLog(file, { key: Buffer.alloc(32, 8).toString("base64") });
    await log.close();
    const { publicKey: second } = last();
    const files = [`${file}.000001`, `${file}.000002`, file];
    const verify = (keys: readonly string[], names = files) =>
      auditVerify([...keys.flatMap((key) => ["--public-key", key]), ...names]);
    expect(await verify([first, second])).toEqual({ exitCode: 0 });
    expect(await verify([second, first])).toEqual({ exitCode: 1 });
    expect(output.at(-1)).toContain("with a key that another had replaced");
    expect(await verify([first])).toEqual({ exitCode: 1 });
    // The files of each key can be verified with it alone.
    expect(await verify([first], files.slice(0, 2))).toEqual({ exitCode: 0 });
    expect(await verify([second], files.slice(2))).toEqual({ exitCode: 0 });
  });

  it("verifies what is left behind the last record of what was deleted", async () => {
    const [, end] = /.*"hash":"(\w+)"\}\n$/.exec(readFileSync(`${file}.000001`, "latin1")) ?? [];
    expect(await auditVerify(["--after", `3:${end ?? ""}`, file])).toEqual({ exitCode: 0 });
    expect(await auditVerify(["--after", `2:${end ?? ""}`, file])).toEqual({ exitCode: 1 });
    expect(output.at(-1)).toContain(`${file}:1: 1 records are missing before record 4`);
    expect(await auditVerify(["--after", `3:${"0".repeat(64)}`, file])).toEqual({ exitCode: 1 });
    expect(output.at(-1)).toContain(`${file}:1: does not continue the record before it`);
  });

  it("passes over what is no log, and says so", async () => {
    const log = await openSampleLog(file);
    writeFileSync(`${file}.new`, "what a rotation has left");
    mkdirSync(`${file}.d`);
    const beside = ["lock", "new", "d"].map((end) => `${file}.${end}`);
    expect(await auditVerify([`${file}.000001`, `${file}.000002`, file, ...beside])).toEqual({
      exitCode: 0,
    });
    expect(complaints).toEqual(beside.map((name) => `${name}: passed over, since it is no log`));
    expect(await auditVerify(beside)).toEqual({ exitCode: 1 });
    expect(complaints.at(-1)).toBe(`${beside.join(", ")}: nothing of this is an audit log`);
    // The content of a file is no reason to pass over it: it may have been changed.
    writeFileSync(file, "nothing like a log\n");
    expect(await auditVerify([`${file}.000001`, file])).toEqual({ exitCode: 1 });
    await log.close();
  });

  it.each([
    [[]],
    [["--expect", "1", "a"]],
    [["--expect", "1:xyz", "a"]],
    [["--after", "1:xyz", "a"]],
  ])("%j ends with 64 and the usage", async (args) => {
    expect(await auditVerify(args)).toEqual({ exitCode: 64 });
    expect(complaints.join("")).toContain("Usage:");
  });

  it("ends with 1 for a file that cannot be read", async () => {
    expect(await auditVerify([join(folder, "nowhere")])).toEqual({ exitCode: 1 });
    expect(complaints).toEqual([`${join(folder, "nowhere")}: cannot be read`]);
  });
});
