import * as markdown from "prettier/plugins/markdown";
import { format } from "prettier/standalone";
import { readText } from "../project/documents.js";
import { type DocumentWithTables, writeTable } from "./table.js";

/** A table stands between `npm run docs: NAME` and `end`, each in a comment on a line of its own. */
const marked = /^<!-- npm run docs: ([^\n]+?) -->\n(.*?)^<!-- end -->$/gms;

export interface FilledDocument {
  readonly path: string;
  readonly present: string;
  readonly text: string;
  /** Cells that nobody has written yet. */
  readonly empty: readonly string[];
}

/** The document as it is to be: what stands between its marks is written anew. */
export async function fillDocument({ path, tables }: DocumentWithTables): Promise<FilledDocument> {
  const present = readText(path);
  const places = [...present.matchAll(marked)];
  refuseOddPlaces(
    path,
    places.map(([, name = ""]) => name),
    Object.keys(tables),
  );
  let text = present;
  const empty: string[] = [];
  for (const [place, name = "", before = ""] of places) {
    const written = await writeTable(tables[name]!, before);
    const formatted = await format(written.text, { parser: "markdown", plugins: [markdown] });
    const filled = `<!-- npm run docs: ${name} -->\n\n${formatted}\n<!-- end -->`;
    // By a function: a text could hold a `$`, which stands for something in a replacement.
    text = text.replace(place, () => filled);
    empty.push(...written.empty.map((cell) => `${path}: ${name}: ${cell}`));
  }
  return { path, present, text, empty };
}

/** Every table has one place in its document, and every place a table. */
function refuseOddPlaces(path: string, places: readonly string[], names: readonly string[]): void {
  const once = names.filter((name) => places.filter((place) => place === name).length !== 1);
  const unknown = places.filter((place) => !names.includes(place));
  if (once.length + unknown.length > 0) {
    throw new Error(
      `${path}: not there once: ${once.join(", ")}; not known: ${unknown.join(", ")}`,
    );
  }
}
