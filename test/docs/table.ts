import { cellsOf, tableLines } from "../project/documents.js";

/** A cell of each column that the code knows. What it leaves out is written by hand, and kept by the row's first cell. */
type Row<Column extends string = string> = Readonly<Partial<Record<Column, string>>>;

/** A table of a document. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: () => readonly Row[] | Promise<readonly Row[]>;
}

/** A document with the tables between its marks, by the names that stand there. */
export interface DocumentWithTables {
  readonly path: string;
  readonly tables: Readonly<Record<string, Table>>;
}

/** A table whose rows have cells of its columns alone. */
export const table = <const Column extends string>(
  columns: readonly Column[],
  rows: () => readonly Row<Column>[] | Promise<readonly Row<Column>[]>,
): Table => ({ columns, rows });

/** A name of the code, as documents write it. */
export const code = (name: string): string => `\`${name}\``;

export const codes = (names: readonly string[]): string => names.map(code).join(", ");

/** A table as Markdown, with the cells that were written by hand taken from what is there; and which of them are empty. */
export async function writeTable(
  { columns, rows }: Table,
  present: string,
): Promise<{ readonly text: string; readonly empty: readonly string[] }> {
  const kept = handWrittenCells(present);
  const known = await rows();
  if (known.length === 0) throw new Error(`Nothing was found for the rows of: ${columns[0] ?? ""}`);
  const empty: string[] = [];
  const written = known.map((row) => {
    const key = row[columns[0] ?? ""]?.replaceAll("|", "\\|") ?? "";
    return columns.map((column) => {
      const cell = row[column]?.replaceAll("|", "\\|") ?? kept.get(key)?.get(column) ?? "";
      if (cell === "" && row[column] === undefined) empty.push(`${key}: ${column}`);
      return cell;
    });
  });
  const lines = [columns, columns.map(() => "-"), ...written].map((cells) => cells.join(" | "));
  return { text: lines.map((line) => `| ${line} |\n`).join(""), empty };
}

/** The cells that are there, by the first of their row and by column. */
function handWrittenCells(present: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const [columns = [], , ...rows] = tableLines(present).map(cellsOf);
  return new Map(
    rows.map((row) => [
      row[0] ?? "",
      new Map(columns.map((column, index) => [column, row[index] ?? ""])),
    ]),
  );
}
