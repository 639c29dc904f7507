import { existsSync } from "node:fs";
import { join } from "node:path";
import { readText, root, tableUnder } from "./documents.js";

interface Mutant {
  readonly control: string;
  readonly file: string;
  readonly edits: readonly { readonly find: string; readonly replace: string }[];
  readonly test: string;
  readonly name?: string;
}

const mutants = JSON.parse(readText("test/mutants/mutants.json")) as readonly Mutant[];

describe("the mutants", () => {
  it("are sixty at least, each of a control of its own", () => {
    expect(mutants.length).toBeGreaterThanOrEqual(60);
    expect(new Set(mutants.map(({ control }) => control)).size).toBe(mutants.length);
  });

  it("find each of their texts once, and change it", () => {
    const lost = mutants.flatMap(({ control, file, edits }) => {
      const source = readText(file);
      return edits
        .filter(({ find, replace }) => source.split(find).length !== 2 || find === replace)
        .map(({ find }) => `${control} ${file}: ${find}`);
    });
    expect(lost).toEqual([]);
  });

  it("name tests that there are", () => {
    const lost = mutants.filter(
      ({ test, name = "" }) =>
        !/^test\/(unit|integration)\/.*\.test\.ts$/.test(test) ||
        !existsSync(join(root, test)) ||
        !name.split(".").every((part) => readText(test).includes(part)),
    );
    expect(lost).toEqual([]);
  });

  it("are those that docs/mutants.md lists", () => {
    const listed = tableUnder("docs/mutants.md", "Controls").map((row) => [
      row["Control"],
      row["Removed in"],
      row["Noticed by"],
    ]);
    expect(listed).toEqual(
      mutants.map(({ control, file, test, name }) => [
        control,
        file,
        name === undefined ? test : `${test}: ${name}`,
      ]),
    );
  });
});
