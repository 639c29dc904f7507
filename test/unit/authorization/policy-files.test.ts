import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PolicyError, type PolicyMistake } from "../../../src/authorization/policy-error.js";
import {
  readPolicies,
  sampleRolesFile,
  targetRulesFile,
} from "../../../src/authorization/policy-files.js";

const permit = "permit (principal, action, resource);";
/** Jest has an `Error` of its own, so the code of Node's error is not seen in here. */
const unreadable = expect.stringMatching(/^cannot be read: /) as string;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "policy-files-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (...names: string[]) => {
  for (const name of names) writeFileSync(join(folder, name), permit);
};

/** The names of the files that are read, in their order. */
const filesOf = (...patterns: string[]) =>
  readPolicies(patterns.map((pattern) => join(folder, pattern))).map(({ file }) =>
    file.slice(folder.length + 1),
  );

function mistakesOf(file: string): readonly PolicyMistake[] {
  try {
    readPolicies([file]);
  } catch (error) {
    if (error instanceof PolicyError) return error.mistakes;
    throw error;
  }
  return [];
}

describe("readPolicies", () => {
  it("reads files in the order in which they are named", () => {
    write("b.cedar", "a.cedar");
    expect(filesOf("b.cedar", "a.cedar")).toEqual(["b.cedar", "a.cedar"]);
  });

  it("expands * in the order of the names, whatever the folder's order is", () => {
    write("c.cedar", "a.cedar", "b.cedar", "B.cedar", "a.cedar.bak", "xcedar");
    expect(filesOf("*.cedar")).toEqual(["B.cedar", "a.cedar", "b.cedar", "c.cedar"]);
  });

  it("takes * for any characters, and every other character for itself", () => {
    write("a+(1).cedar", "aa(1).cedar", "a+(1)-x.cedar");
    expect(filesOf("a+(1)*.cedar")).toEqual(["a+(1)-x.cedar", "a+(1).cedar"]);
  });

  it("reads a file once, also when two patterns mean it", () => {
    write("a.cedar", "b.cedar");
    expect(filesOf("b.cedar", "*.cedar")).toEqual(["b.cedar", "a.cedar"]);
  });

  it("reports a pattern that no file has", () => {
    const pattern = join(folder, "*.cedar");
    expect(mistakesOf(pattern)).toEqual([{ file: pattern, problem: "no file has such a name" }]);
  });

  it("reports a pattern in a folder that is not there", () => {
    const missing = join(folder, "missing");
    expect(mistakesOf(join(missing, "*.cedar"))).toEqual([{ file: missing, problem: unreadable }]);
  });

  it("reports a file that cannot be read", () => {
    const missing = join(folder, "missing.cedar");
    const directory = join(folder, "directory.cedar");
    mkdirSync(directory);
    expect([missing, directory].map((file) => mistakesOf(file))).toEqual([
      [{ file: missing, problem: unreadable }],
      [{ file: directory, problem: unreadable }],
    ]);
  });

  it("finds the shipped files", () => {
    const lines = readPolicies([targetRulesFile, sampleRolesFile]).map(({ line }) => line);
    expect(lines.length).toBeGreaterThan(0);
  });
});
