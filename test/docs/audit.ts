import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RecordKind, recordKinds } from "../../src/audit/chain/audit-record.js";
import { writeSampleLog } from "./sample-audit-log.js";
import { code, type DocumentWithTables, table } from "./table.js";

/** The fields of a record; those of what it holds by their path. */
const fieldsOf = (record: object): readonly string[] =>
  Object.entries(record).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? fieldsOf(value).map((inner) => `${name}.${inner}`)
      : [name],
  );

/** The kinds of records that have a field, in the order of the kinds. */
type KindsByField = ReadonlyMap<string, readonly RecordKind[]>;

/** Each field that a log can have: first those of the first kind. */
function inOrder(found: ReadonlyMap<string, ReadonlySet<string>>): KindsByField {
  const sorted = [...found].map(
    ([field, kinds]) => [field, recordKinds.filter((kind) => kinds.has(kind))] as const,
  );
  const placeOf = ([kind]: readonly RecordKind[]) => (kind ? recordKinds.indexOf(kind) : 0);
  return new Map(sorted.sort(([, one], [, other]) => placeOf(one) - placeOf(other)));
}

async function kindsByField(): Promise<KindsByField> {
  const folder = mkdtempSync(join(tmpdir(), "audit-"));
  try {
    const kinds = new Map<string, Set<string>>();
    for (const record of await writeSampleLog(join(folder, "audit.jsonl"), true)) {
      for (const field of fieldsOf(record)) {
        kinds.set(field, (kinds.get(field) ?? new Set()).add(record.kind));
      }
    }
    return inOrder(kinds);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const audit: DocumentWithTables = {
  path: "docs/audit.md",
  tables: {
    "kinds of records": table(["Kind", "Tells"], () =>
      recordKinds.map((kind) => ({ Kind: code(kind) })),
    ),
    "fields of records": table(["Field", "Kinds", "Meaning"], async () =>
      [...(await kindsByField())].map(([field, kinds]) => ({
        Field: code(field),
        Kinds: kinds.length === recordKinds.length ? "all" : kinds.join(", "),
      })),
    ),
  },
};
