import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository's root folder. */
export const root = join(import.meta.dirname, "../..");

/** A file of the repository, by its path from the root. */
export const readText = (path: string): string => readFileSync(join(root, path), "utf8");

/** Every file that is or would be committed: what Git tracks, and what it does not ignore. */
export function listFiles(): readonly string[] {
  const list = (...options: string[]) =>
    execFileSync("git", ["ls-files", "-z", ...options], { cwd: root, encoding: "utf8" }).split(
      "\0",
    );
  const gone = new Set(list("--deleted"));
  const present = list("--cached", "--others", "--exclude-standard");
  return [...new Set(present)].filter((path) => path !== "" && !gone.has(path)).sort();
}

/** Every document for people. */
export const listDocuments = (): readonly string[] =>
  listFiles().filter((path) => path.endsWith(".md"));

export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** The fenced code blocks of a document, in order. */
export const codeBlocksOf = (document: string): readonly CodeBlock[] =>
  [...readText(document).matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language, text]) => ({
    language: language ?? "",
    text: text ?? "",
  }));

/** A document without its fenced code blocks. */
export const proseOf = (document: string): string =>
  readText(document).replaceAll(/^```.*?^```$/gms, "");

export type Row = Readonly<Record<string, string>>;

/** The rows of the first table under a heading, by column; backticks are dropped. */
export function tableUnder(document: string, heading: string): readonly Row[] {
  const lines = proseOf(document).split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.endsWith(` ${heading}`));
  if (start < 0) throw new Error(`${document} has no heading "${heading}".`);
  const [columns = [], , ...rows] = tableLines(lines.slice(start).join("\n"))
    .map(cellsOf)
    .map((cells) => cells.map((cell) => cell.replaceAll("`", "")));
  return rows.map((row) =>
    Object.fromEntries(
      columns.map((column, index): [string, string] => [column, row[index] ?? ""]),
    ),
  );
}

/** The lines of the first table in a text. */
export function tableLines(text: string): readonly string[] {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith("|"));
  if (first < 0) return [];
  const length = lines.slice(first).findIndex((line) => !line.startsWith("|"));
  return lines.slice(first, length < 0 ? undefined : first + length);
}

/** The cells of one line of a table, as they are written. */
export const cellsOf = (line: string): readonly string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
