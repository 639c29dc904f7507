import type { AttributeSchema } from "../../../../../src/local-pool/directory/attribute-schema.js";
import { valueMistake } from "../../../../../src/local-pool/directory/attributes/value-mistake.js";

type Type = AttributeSchema["AttributeDataType"];

const schemaOf = (
  AttributeDataType: Type,
  bounds: Partial<AttributeSchema> = {},
): AttributeSchema => ({
  Name: "custom:fact",
  AttributeDataType,
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  ...bounds,
});

describe("valueMistake", () => {
  it.each<readonly [Type, readonly string[], readonly string[]]>([
    ["Number", ["0", "-7", "2.5"], ["", "one", "1e3", "0x1", " 1"]],
    ["Boolean", ["true", "false"], ["True", "1", "yes"]],
    [
      "DateTime",
      ["2026-01-31", "2026-01-31T08:30:00Z", "2026-01-31T08:30:00.5+02:00"],
      ["31.01.2026", "2026-13-01", "2026-01-31T25:00:00Z", "now"],
    ],
  ])("knows the form of a %s", (type, right, wrong) => {
    const schema = schemaOf(type);
    expect(right.filter((value) => valueMistake(schema, value) !== null)).toEqual([]);
    expect(wrong.filter((value) => valueMistake(schema, value) === null)).toEqual([]);
  });

  it("holds a text to its length, counted in characters", () => {
    const bounds = { StringAttributeConstraints: { MinLength: "2", MaxLength: "3" } };
    const schema = schemaOf("String", bounds);
    const mistakes = ["a", "ab", "🙂🙂🙂", "abcd"].map((value) => valueMistake(schema, value));
    expect(mistakes).toEqual([
      "String must be no shorter than 2 characters.",
      null,
      null,
      "String must be no longer than 3 characters.",
    ]);
  });

  it("holds a number to its range", () => {
    const bounds = { NumberAttributeConstraints: { MinValue: "-1", MaxValue: "10" } };
    const schema = schemaOf("Number", bounds);
    const mistakes = ["-2", "-1", "10", "11"].map((value) => valueMistake(schema, value));
    expect(mistakes).toEqual([
      "Number must be no less than -1.",
      null,
      null,
      "Number must be no more than 10.",
    ]);
  });

  it("takes every text and number where the schema has no bounds", () => {
    expect(valueMistake(schemaOf("String"), "x".repeat(2048))).toBeNull();
    expect(valueMistake(schemaOf("Number"), "-999999999")).toBeNull();
  });
});
