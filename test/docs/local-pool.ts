import { readText } from "../project/documents.js";
import { code, type DocumentWithTables, table } from "./table.js";

const namesIn = (paths: readonly string[], pattern: RegExp): readonly string[] => [
  ...new Set(
    paths.flatMap((path) => [...readText(path).matchAll(pattern)].map(([, name = ""]) => name)),
  ),
];

export const localPool: DocumentWithTables = {
  path: "docs/local-pool.md",
  tables: {
    "refusals of access keys": table(["Refusal", "When"], () => {
      const paths = ["authorization-header", "admit-call"].map(
        (name) => `src/local-pool/access/${name}.ts`,
      );
      return namesIn(paths, /"(\w+Exception)"/g).map((refusal) => ({ Refusal: code(refusal) }));
    }),
    faults: table(["Kind", "What the caller gets", "Applied"], () =>
      namesIn(["src/local-pool/handles/faults.ts"], /kind: ((?:"[\w-]+"(?: \| )?)+)/g)
        .flatMap((union) => union.split(" | "))
        .map((kind) => ({ Kind: code(kind.replaceAll('"', "")) })),
    ),
  },
};
