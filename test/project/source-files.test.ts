import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { listFiles, readText, root } from "./documents.js";

const files = listFiles();
const sources = files.filter((path) => /^src\/.*\.ts$/.test(path));
const lineCount = (path: string): number => readText(path).trimEnd().split("\n").length;

/** Folders that are a list of one kind: a file for each operation that AWS has. */
const lists = ["src/local-pool/operations"];

describe("the files of src", () => {
  it("are fifteen at most in a folder, but for a list of one kind", () => {
    const counts = new Map<string, number>();
    for (const folder of sources.map((path) => dirname(path))) {
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    const crowded = [...counts].filter(([folder, count]) => count > 15 && !lists.includes(folder));
    expect(crowded).toEqual([]);
  });

  it("have at most 250 lines", () => {
    expect(sources.filter((path) => lineCount(path) > 250)).toEqual([]);
  });

  it("have fewer than 80 lines in the middle", () => {
    const counts = sources.map(lineCount).sort((a, b) => a - b);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThan(80);
  });

  it("are named for what they hold, never as a drawer", () => {
    const drawers = /^(utils?|helpers?|common|misc|shared|types|index)\.ts$/;
    const odd = sources.filter(
      (path) =>
        drawers.test(basename(path)) ||
        !/^[a-z0-9-]+(\.(type|inputs|resolver|reference|enum))?\.ts$/.test(basename(path)),
    );
    expect(odd).toEqual([]);
  });

  it("mirror into test/unit: a unit test has a source file", () => {
    const strays = files
      .filter((path) => /^test\/unit\/.*\.test\.ts$/.test(path))
      .map((path) => path.replace("test/unit/", ""))
      .filter((path) => !existsSync(join(root, "src", path.replace(/\.test\.ts$/, ".ts"))));
    expect(strays).toEqual([]);
  });
});

describe("every file", () => {
  it("names no path of somebody's machine", () => {
    const machinePath = /(?<![\w.$}-])\/(?:home|Users|root|workspace|work|tmp\/bash_jobs)\/[\w.-]+/;
    const naming = files.filter((path) => {
      const content = readFileSync(join(root, path));
      return !content.includes(0) && machinePath.test(content.toString("utf8"));
    });
    expect(naming).toEqual([]);
  });

  it("holds no AWS key and no private key", () => {
    const secret = /AKIA[0-9A-Z]{16}|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/;
    expect(files.filter((path) => secret.test(readText(path)))).toEqual([]);
  });
});
