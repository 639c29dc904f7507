import { existsSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { listDocuments, listFiles, proseOf, readText, root, tableUnder } from "./documents.js";

const documents = listDocuments();
const lineCount = (path: string): number => readText(path).trimEnd().split("\n").length;

/** The anchors that GitHub makes of headings. */
const anchorsOf = (document: string): ReadonlySet<string> =>
  new Set(
    [...proseOf(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );

/** What is wrong with a link; null when it leads somewhere. */
function mistakeIn(document: string, link: string): string | null {
  if (/^https?:/.test(link)) return null;
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? document : normalize(join(dirname(document), path));
  if (!existsSync(join(root, target))) return `${link}: there is no ${target}`;
  if (anchor === undefined) return null;
  return anchorsOf(target).has(anchor) ? null : `${link}: ${target} has no such heading`;
}

describe("the documents", () => {
  it.each(documents)("%s: every link leads somewhere", (document) => {
    const links = [...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    expect(links.flatMap((link) => mistakeIn(document, link) ?? [])).toEqual([]);
  });

  it.each(documents)("%s: every file that it names exists", (document) => {
    const named = [
      ...proseOf(document).matchAll(
        /`((?:src|test|bench|docs|schema|policies|examples|\.ci)\/[\w./-]*|[\w.-]+\.(?:md|js|cjs|yml|json))(?::\d+)?`/g,
      ),
    ].map(([, path = ""]) => path);
    expect(named.filter((path) => !existsSync(join(root, path)) && !isExample(path))).toEqual([]);
  });

  it.each(["ARCHITECTURE.md", "CONTRIBUTING.md"])(
    "%s: every file that it names without its folder exists too",
    (document) => {
      const names = new Set(listFiles().map((path) => basename(path)));
      const named = [...proseOf(document).matchAll(/`([\w-][\w.-]*\.(?:ts|tsx|mjs|cedar))`/g)];
      expect(named.map(([, name = ""]) => name).filter((name) => !names.has(name))).toEqual([]);
    },
  );

  it("ARCHITECTURE.md names every folder of a layer", () => {
    const told = tableUnder("ARCHITECTURE.md", "Stacks").flatMap((row) => {
      const layer = row["layer"] ?? "";
      const folders = [...(row["its folders, from the top"] ?? "").matchAll(/[\w-]+\//g)];
      return folders.map(([folder]) => `${layer}${folder}`);
    });
    const folders = listFiles().map((path) => /^src\/[^/]+\/[^/]+\//.exec(path)?.[0] ?? "");
    expect(told.sort()).toEqual([...new Set(folders)].filter((folder) => folder !== "").sort());
  });

  it.each([
    ["README.md", 150],
    ["ARCHITECTURE.md", 200],
    ["CONTRIBUTING.md", 200],
    ["SECURITY.md", 100],
  ])("%s has at most %i lines", (document, most) => {
    expect(lineCount(document)).toBeLessThanOrEqual(most);
  });

  it.each(documents.filter((path) => path.startsWith("docs/")))("%s can be reached", (document) => {
    const folder = dirname(document);
    const linking = documents.filter(
      (other) =>
        readText(other).includes(`(${document})`) ||
        (dirname(other) === folder && readText(other).includes(`(${document.split("/").pop()})`)) ||
        readText(other).includes(`(${document.replace(/^docs\//, "")})`),
    );
    expect(linking).not.toEqual([]);
  });
});

/** Names that stand for a file of the reader's. */
const isExample = (path: string): boolean => ["seed.json"].includes(path);

describe("docs/decisions", () => {
  const records = documents.filter((path) => /^docs\/decisions\/\d/.test(path));

  it("are numbered without a gap", () => {
    expect(records.map((path) => /\d{4}/.exec(path)?.[0])).toEqual(
      records.map((_, index) => String(index + 1).padStart(4, "0")),
    );
  });

  it.each(records)("%s has its four parts, on one page", (record) => {
    const parts = [...readText(record).matchAll(/^## (.*)$/gm)].map(([, part]) => part);
    expect(parts).toEqual(["Context", "Decision", "Consequences", "When to revisit"]);
    expect(lineCount(record)).toBeLessThanOrEqual(60);
  });

  it.each(records)("%s stands in the list of docs/decisions/README.md", (record) => {
    const title = /^# \d+\. (.*)$/m.exec(readText(record))?.[1];
    expect(title).toBeDefined();
    expect(readText("docs/decisions/README.md")).toContain(
      `[${title ?? ""}](${record.split("/").pop() ?? ""})`,
    );
  });
});
