import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeLine } from "../../../../src/audit/chain/audit-line.js";
import type { Draft } from "../../../../src/audit/chain/audit-record.js";
import { verifyFiles } from "../../../../src/audit/journal/verify-files.js";
import { openSampleLog, sampleIntent } from "../../../support/audit-samples.js";

let folder: string;
let file: string;
let lines: readonly string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
  file = join(folder, "audit.jsonl");
  const log = await openSampleLog(file, { checkpointEveryRecords: 3 });
  for (const name of ["one", "two", "three"]) {
    await (await log.intent(sampleIntent(name))).result({ outcome: "APPLIED" });
  }
  await log.close();
  lines = readFileSync(file, "latin1").split(/(?<=\n)/);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function problemsOf(changed: readonly string[], ...options: object[]) {
  writeFileSync(file, changed.join(""));
  const { problems } = await verifyFiles([file], Object.assign({}, ...options) as object);
  return problems.map(({ line, problem }) => [line, problem]);
}

const without = (...left: number[]) => lines.filter((_, index) => !left.includes(index));

describe("verifyFiles", () => {
  it("says where and what", async () => {
    const [first = "", second = "", third = "", ...rest] = lines;
    expect(await problemsOf(lines)).toEqual([]);
    expect(await problemsOf([first, second.replace("one", "two"), third, ...rest])).toEqual([
      [2, "was changed: its hash does not fit it"],
      [3, "is a result without an intent"],
    ]);
    expect(await problemsOf([first, "nonsense\n", third, ...rest])).toEqual([
      [2, "is not a record"],
      [3, "is a result without an intent"],
    ]);
    expect(await problemsOf(without(0))).toEqual([[1, "the beginning of the file is missing"]]);
    expect(await problemsOf(without(3))).toEqual([[4, "1 records are missing before record 5"]]);
    expect(await problemsOf([first, second, second, third, ...rest])).toEqual([
      [3, "record 2 comes after 2: repeated or moved"],
      [3, "is an intent that there is already"],
    ]);
    expect(await problemsOf([...lines, "{"])).toEqual([
      [lines.length + 1, "ends within a line: a crash that no start has repaired, or a cut"],
    ]);
    expect(await problemsOf([])).toEqual([[1, "the file is empty"]]);
    expect(await problemsOf([...lines, "x".repeat(1_100_000)])).toEqual([
      [lines.length + 1, "is longer than any record"],
    ]);
  });

  it("finds a record that was made anew, with a hash that fits", async () => {
    const [first = ""] = lines;
    const { seq, hash } = JSON.parse(first) as { seq: number; hash: string };
    const draft: Draft = { kind: "intent", at: "2026-01-01T00:00:00.000Z", id: "x", fields: {} };
    const { line } = encodeLine(draft, { seq, hash });
    const problems = await problemsOf([first, line, ...lines.slice(2)]);
    expect(problems).toContainEqual([3, "does not continue the record before it"]);
  });

  it("asks a signature of every checkpoint when a key is expected, and for one at all", async () => {
    const publicKeys = ["x".repeat(43)];
    const asked = await problemsOf(lines, { publicKeys });
    const checkpoints = lines.filter((line) => line.includes('"checkpoint"')).length;
    expect(asked.map(([, problem]) => problem)).toEqual(
      Array.from({ length: checkpoints }, () => "is a checkpoint without a signature"),
    );
    expect(await problemsOf(lines.slice(0, 3), { publicKeys })).toEqual([
      [undefined, "there is no checkpoint, so no signature"],
    ]);
  });

  it("finds a checkpoint whose signature is not of its place", async () => {
    const [first = ""] = lines;
    const { seq, hash } = JSON.parse(first) as { seq: number; hash: string };
    const fields = { publicKey: Buffer.alloc(32).toString("base64url"), signature: "AAAA" };
    const draft: Draft = { kind: "checkpoint", at: "2026-01-01T00:00:00.000Z", fields };
    expect(await problemsOf([first, encodeLine(draft, { seq, hash }).line])).toEqual([
      [2, "is a checkpoint with a wrong signature"],
    ]);
  });

  it("misses an expected record that is not there, or is another", async () => {
    const hash = "0".repeat(64);
    expect(
      await problemsOf(lines, {
        expected: [
          { seq: 2, hash },
          { seq: 99, hash },
        ],
      }),
    ).toEqual([
      [undefined, "record 2 is missing or not the one that is expected"],
      [undefined, "record 99 is missing or not the one that is expected"],
    ]);
  });

  it("rejects for a file that cannot be read", async () => {
    await expect(verifyFiles([join(folder, "nowhere")])).rejects.toMatchObject({
      name: "AuditFileError",
    });
    await expect(verifyFiles([folder])).rejects.toMatchObject({ name: "AuditFileError" });
  });
});
