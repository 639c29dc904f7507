import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { recordKinds } from "../../src/audit/chain/audit-record.js";
import { configSchema } from "../../src/config/config.js";
import {
  openSampleLog,
  sampleIntent,
  sampleRead,
  sampleRefusal,
} from "../support/audit-samples.js";
import { codeBlocksOf, pick, proseOf, root, tableUnder } from "./documents.js";

const run = promisify(execFile);
const document = "docs/audit.md";
const folder = mkdtempSync(join(tmpdir(), "audit-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Stored = Readonly<Record<string, unknown>> & { readonly kind: string };

/** The fields of a record; those of what it holds by their path. */
const fieldsOf = (record: object): readonly string[] =>
  Object.entries(record).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? fieldsOf(value).map((inner) => `${name}.${inner}`)
      : [name],
  );

/** A log with every kind of record and every field in two files; a crash between them if it is asked for. */
async function writeLog(file: string, crashes: boolean): Promise<readonly Stored[]> {
  const key = Buffer.alloc(32, 3).toString("base64");
  const options = { refusalsPerCaller: 1, ...(crashes ? { key } : {}) };
  let log = await openSampleLog(file, options);
  const result = {
    outcome: "NOT_APPLIED",
    code: "THROTTLED",
    statusAfter: "CONFIRMED",
    awsRequestId: "a",
  } as const;
  await (await log.intent(sampleIntent("one", "why"))).result(result);
  const open = await log.intent(sampleIntent("two"));
  await log.reads([sampleRead]);
  await log.rotate();
  if (crashes) {
    const bytes = readFileSync(file);
    await log.close();
    writeFileSync(file, Buffer.concat([bytes, Buffer.from("torn")]));
    log = await openSampleLog(file, options);
  } else {
    await open.result(result);
  }
  await (await log.intent(sampleIntent("three"))).result(result);
  log.refused(sampleRefusal);
  log.refused(sampleRefusal);
  await log.close();
  return [`${file}.000001`, file].flatMap((path) =>
    readFileSync(path, "latin1")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Stored),
  );
}

describe(document, () => {
  it("lists exactly the kinds of records", () => {
    expect(tableUnder(document, "Records").map((row) => row["Kind"])).toEqual(recordKinds);
  });

  it("lists exactly the fields of each kind", async () => {
    const records = await writeLog(join(folder, "fields.jsonl"), true);
    const kindsOf = new Map<string, Set<string>>();
    for (const record of records) {
      for (const field of fieldsOf(record)) {
        kindsOf.set(field, (kindsOf.get(field) ?? new Set()).add(record.kind));
      }
    }
    const expected = [...kindsOf].map(([field, kinds]) => [
      field,
      [
        kinds.size === recordKinds.length
          ? "all"
          : recordKinds.filter((kind) => kinds.has(kind)).join(", "),
      ],
    ]);
    // The second table under the heading.
    const lines = proseOf(document).split("\n");
    const first = lines.findIndex((line) => line.startsWith("| Field"));
    const rows = lines
      .slice(first + 2, lines.indexOf("", first))
      .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")))
      .map(([, Field = "", Kinds = "", Meaning = ""]) => ({ Field, Kinds, Meaning }));
    expect(pick(rows, "Field", "Kinds")).toEqual(Object.fromEntries(expected));
    expect(rows.filter(({ Meaning }) => Meaning === "")).toEqual([]);
  });

  it("shows a configuration that is taken", () => {
    const [block] = codeBlocksOf(document).filter(({ language }) => language === "yaml");
    const { audit } = parse(block?.text ?? "") as { audit: unknown };
    expect(configSchema.shape.audit.parse(audit)).toMatchObject({ onFailure: "refuse" });
  });

  it("shows what audit-verify prints", async () => {
    await writeLog(join(folder, "audit.jsonl"), false);
    const blocks = codeBlocksOf(document);
    const [command] = blocks.filter(({ language }) => language === "sh");
    const script = command?.text.replaceAll("audit/audit", join(folder, "audit")) ?? "";
    const { stdout } = await run("bash", ["-euo", "pipefail", "-c", script], { cwd: root });
    const [shown] = blocks.filter(({ language }) => language === "text");
    expect(stdout.replace(/:[0-9a-f]{64}$/m, ":…")).toBe(shown?.text);
  });
});
