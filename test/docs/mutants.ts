import { readText } from "../project/documents.js";
import { code, type DocumentWithTables, table } from "./table.js";

export interface Mutant {
  readonly control: string;
  readonly file: string;
  readonly edits: readonly { readonly find: string; readonly replace: string }[];
  readonly test: string;
  readonly name?: string;
}

export const allMutants = JSON.parse(readText("test/mutants/mutants.json")) as readonly Mutant[];

export const mutants: DocumentWithTables = {
  path: "docs/mutants.md",
  tables: {
    mutants: table(["Control", "Removed in", "Noticed by"], () =>
      allMutants.map(({ control, file, test, name }) => ({
        Control: control,
        "Removed in": code(file),
        "Noticed by": name === undefined ? code(test) : `${code(test)}: ${name}`,
      })),
    ),
  },
};
