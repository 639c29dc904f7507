import { documentsWithTables } from "../docs/documents-with-tables.js";
import { fillDocument } from "../docs/fill-document.js";
import { table, writeTable } from "../docs/table.js";

describe.each(documentsWithTables)("the tables of $path", (document) => {
  it("are what the code says: `npm run docs` would change nothing", async () => {
    const { path, present, text } = await fillDocument(document);
    if (present !== text) throw new Error(`${path} is out of date: run \`npm run docs\`.`);
  });

  it("have every cell written that is written by hand", async () => {
    expect((await fillDocument(document)).empty).toEqual([]);
  });
});

describe("a table", () => {
  const colours = table(["Name", "Shown as", "Meaning"], () => [
    { Name: "`new`", "Shown as": "a|b" },
    { Name: "`old`", "Shown as": "red" },
  ]);
  const present = [
    "| Name   | Meaning         | Shown as |",
    "| ------ | --------------- | -------- |",
    "| `gone` | nothing more    | blue     |",
    "| `old`  | stop, or \\| go | green    |",
  ].join("\n");

  it("keeps cells that were written by hand, has a row for what is new, and none for what is gone", async () => {
    const { text, empty } = await writeTable(colours, present);
    expect(text.split("\n")).toEqual([
      "| Name | Shown as | Meaning |",
      "| - | - | - |",
      "| `new` | a\\|b |  |",
      "| `old` | red | stop, or \\| go |",
      "",
    ]);
    expect(empty).toEqual(["`new`: Meaning"]);
  });

  it("is refused without rows", async () => {
    const nothing = table(["Name"], () => []);
    await expect(writeTable(nothing, present)).rejects.toThrow("Nothing was found");
  });
});
