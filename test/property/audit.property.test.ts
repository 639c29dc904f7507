import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { ChainHead } from "../../src/audit/chain/audit-line.js";
import { verifyFiles } from "../../src/audit/journal/verify-files.js";
import { openSampleLog, sampleIntent, sampleRead } from "../support/audit-samples.js";

/** How many edits are tried. */
const runs = Number(process.env["PROPERTY_RUNS"] ?? 5000);
const timeoutMs = 30_000 + runs * 20;

/** Two files of a log, each as its lines with their line feeds. */
type Log = readonly (readonly string[])[];

/** What was done, for whoever reads a failure, and what came of it. */
interface Edit {
  readonly what: string;
  readonly files: readonly Buffer[];
  /** Whether it is found by a record alone that was kept elsewhere. */
  readonly needsExpected?: true;
}

const folder = mkdtempSync(join(tmpdir(), "audit-"));
const paths = [join(folder, "edited.000001"), join(folder, "edited")] as const;
let log: Log;
let other: readonly string[];
let head: ChainHead;

const linesOf = (path: string) => readFileSync(path, "latin1").split(/(?<=\n)/);

async function makeLog(path: string): Promise<void> {
  const key = Buffer.alloc(32, 1).toString("base64");
  const audit = await openSampleLog(path, { key, checkpointEveryRecords: 7 });
  const left = await audit.intent(sampleIntent("left"));
  for (let index = 0; index < 12; index += 1) {
    const entry = await audit.intent(sampleIntent(`user-${index}`, "zażółć"));
    await entry.result({ outcome: index % 3 === 0 ? "NOT_APPLIED" : "APPLIED" });
    if (index % 4 === 0) await audit.reads([sampleRead]);
    if (index === 5) await audit.rotate();
  }
  await left.result({ outcome: "UNKNOWN" });
  await audit.close();
}

async function verify(files: readonly Buffer[], expected: readonly ChainHead[]) {
  files.forEach((bytes, index) => {
    writeFileSync(paths[index] ?? "", bytes);
  });
  return verifyFiles(paths.slice(paths.length - files.length), { expected });
}

beforeAll(async () => {
  const file = join(folder, "audit.jsonl");
  await makeLog(file);
  log = [linesOf(`${file}.000001`), linesOf(file)];
  await makeLog(join(folder, "other.jsonl"));
  other = linesOf(join(folder, "other.jsonl"));
  const report = await verifyFiles([file, `${file}.000001`]);
  head = report.head ?? { seq: 0, hash: "" };
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const bytesOf = (files: readonly (readonly string[])[]) =>
  files.map((lines) => Buffer.from(lines.join(""), "latin1"));

const aPlace = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (list: { readonly length: number }, place: number) => Math.floor(list.length * place);

/** Every line, with the file that it stands in. */
const places = () => log.flatMap((lines, file) => lines.map((_, line) => ({ file, line })));

const editLine = (place: number, change: (line: string) => readonly string[]) => {
  const { file, line } = places()[at(places(), place)]!;
  return bytesOf(
    log.map((lines, index) =>
      index === file ? lines.flatMap((text, n) => (n === line ? change(text) : [text])) : lines,
    ),
  );
};

const editBytes = (file: number, change: (bytes: Buffer) => Buffer) =>
  bytesOf(log).map((bytes, index) => (index === file ? change(bytes) : bytes));

const aFile = fc.constantFrom(0, 1);

const edits = fc.oneof(
  fc
    .tuple(aFile, aPlace, fc.integer({ min: 1, max: 255 }))
    .map(([file, place, bits]): (() => Edit) => () => ({
      what: "flip",
      files: editBytes(file, (bytes) => {
        const index = at(bytes, place);
        bytes[index] = (bytes[index] ?? 0) ^ bits;
        return bytes;
      }),
    })),
  aPlace.map((place) => (): Edit => {
    const files = editLine(place, () => []);
    const isLast = at(places(), place) === places().length - 1;
    return { what: "drop a line", files, ...(isLast ? { needsExpected: true } : {}) };
  }),
  aPlace.map((place) => (): Edit => ({
    what: "duplicate a line",
    files: editLine(place, (line) => [line, line]),
  })),
  fc.tuple(aPlace, aPlace).map(([from, to]) => (): Edit => {
    const { file, line } = places()[at(places(), from)]!;
    const copied = log[file]?.[line] ?? "";
    return { what: "copy a line elsewhere", files: editLine(to, (text) => [copied, text]) };
  }),
  fc.tuple(aPlace, aPlace).map(([from, to]) => (): Edit => {
    const all = places();
    const one = at(all, from);
    const two = at(all, to) === one ? (one + 1) % all.length : at(all, to);
    const flat = log.flat();
    const swapped = flat.map((text, index) =>
      index === one ? (flat[two] ?? "") : index === two ? (flat[one] ?? "") : text,
    );
    const first = log[0]?.length ?? 0;
    return {
      what: "swap two lines",
      files: bytesOf([swapped.slice(0, first), swapped.slice(first)]),
    };
  }),
  fc.tuple(aFile, aPlace).map(([file, place]) => (): Edit => ({
    what: "cut the tail",
    files: editBytes(file, (bytes) => bytes.subarray(0, at(bytes, place))),
    needsExpected: true,
  })),
  fc.tuple(fc.nat(20)).map(([count]) => (): Edit => ({
    what: "cut whole lines from the end",
    files: bytesOf([log[0] ?? [], (log[1] ?? []).slice(0, -1 - count)]),
    needsExpected: true,
  })),
  fc
    .tuple(aFile, aPlace, fc.uint8Array({ minLength: 1, maxLength: 9 }))
    .map(([file, place, inserted]) => (): Edit => ({
      what: "insert bytes",
      files: editBytes(file, (bytes) => {
        const index = at(bytes, place);
        return Buffer.concat([bytes.subarray(0, index), inserted, bytes.subarray(index)]);
      }),
    })),
  fc.tuple(aPlace, aPlace).map(([from, to]) => (): Edit => {
    const strange = other[at(other, from)] ?? "";
    return { what: "insert a line of another log", files: editLine(to, (text) => [strange, text]) };
  }),
  fc.tuple(aPlace, aPlace).map(([from, to]) => (): Edit => {
    const strange = other[at(other, from)] ?? "";
    return { what: "put a line of another log in place", files: editLine(to, () => [strange]) };
  }),
  fc.constant((): Edit => ({
    what: "cut the head",
    files: bytesOf([(log[0] ?? []).slice(1), log[1] ?? []]),
  })),
  fc.constant((): Edit => ({ what: "empty the first file", files: bytesOf([[], log[1] ?? []]) })),
  fc.constant((): Edit => ({ what: "empty the last file", files: bytesOf([log[0] ?? [], []]) })),
);

describe("an audit log", () => {
  it("has nothing wrong with it as it was written", async () => {
    const report = await verify(bytesOf(log), [head]);
    expect(report).toMatchObject({ problems: [], intents: 13, reads: 3, withoutResult: 0, head });
    expect(log.map((lines) => lines.length)).toEqual([19, 18]);
  });

  it(
    `shows every edit: ${runs}`,
    async () => {
      const seed = Date.now();
      const counts: Record<string, number> = {};
      const missed: string[] = [];
      const edited = fc.sample(edits, { numRuns: runs, seed });
      for (const make of edited) {
        const { what, files, needsExpected } = make();
        counts[what] = (counts[what] ?? 0) + 1;
        const { problems } = await verify(files, needsExpected === true ? [head] : []);
        if (problems.length === 0) missed.push(what);
      }
      process.stdout.write(`seed ${seed}: ${JSON.stringify(counts)}\n`);
      expect(missed).toEqual([]);
      expect(Object.keys(counts)).toHaveLength(13);
    },
    timeoutMs,
  );

  it("shows a cut at the end of a line by an expected record alone, as is promised", async () => {
    const cut = bytesOf([log[0] ?? [], (log[1] ?? []).slice(0, -1)]);
    expect((await verify(cut, [])).problems).toEqual([]);
    expect((await verify(cut, [head])).problems).toHaveLength(1);
  });
});
