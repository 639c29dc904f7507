import { existsSync } from "node:fs";
import { join } from "node:path";
import { allMutants } from "../docs/mutants.js";
import { readText, root } from "./documents.js";

describe("the mutants", () => {
  it("are sixty at least, each of a control of its own", () => {
    expect(allMutants.length).toBeGreaterThanOrEqual(60);
    expect(new Set(allMutants.map(({ control }) => control)).size).toBe(allMutants.length);
  });

  it("find each of their texts once, and change it", () => {
    const lost = allMutants.flatMap(({ control, file, edits }) => {
      const source = readText(file);
      return edits
        .filter(({ find, replace }) => source.split(find).length !== 2 || find === replace)
        .map(({ find }) => `${control} ${file}: ${find}`);
    });
    expect(lost).toEqual([]);
  });

  it("name tests that there are", () => {
    const lost = allMutants.filter(
      ({ test, name = "" }) =>
        !/^test\/(unit|integration)\/.*\.test\.ts$/.test(test) ||
        !existsSync(join(root, test)) ||
        !name.split(".").every((part) => readText(test).includes(part)),
    );
    expect(lost).toEqual([]);
  });
});
