import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import { attributeDefinitions } from "../../../../src/cognito/records/attribute-definitions.js";

const text: SchemaAttributeType = {
  Name: "custom:tier",
  AttributeDataType: "String",
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength: "2", MaxLength: "8" },
};

const only = (attribute: SchemaAttributeType) => attributeDefinitions([attribute])[0];

describe("attributeDefinitions", () => {
  it("puts an attribute of the schema into the gateway's words", () => {
    expect(only(text)).toEqual({
      name: "custom:tier",
      type: "STRING",
      mutable: true,
      required: false,
      minLength: 2,
      maxLength: 8,
      minValue: null,
      maxValue: null,
    });
  });

  it("keeps the bounds of a number as texts, of any size", () => {
    const NumberAttributeConstraints = { MinValue: "-1", MaxValue: "9007199254740993" };
    const level: SchemaAttributeType = {
      Name: "custom:level",
      AttributeDataType: "Number",
      NumberAttributeConstraints,
    };
    expect(only(level)).toMatchObject({
      type: "NUMBER",
      minValue: "-1",
      maxValue: "9007199254740993",
      minLength: null,
    });
  });

  it.each([
    ["String", "STRING"],
    ["Number", "NUMBER"],
    ["DateTime", "DATE_TIME"],
    ["Boolean", "BOOLEAN"],
    ["Picture", "UNKNOWN"],
    [undefined, "UNKNOWN"],
  ])("calls the type %s %s", (AttributeDataType, type) => {
    expect(only({ Name: "a", AttributeDataType } as SchemaAttributeType)?.type).toBe(type);
  });

  it("leaves out attributes for developers only, by the flag or by the name, and those without a name", () => {
    const schema = [
      { ...text, Name: "dev:note" },
      { ...text, DeveloperOnlyAttribute: true },
      { AttributeDataType: "String" as const },
      text,
    ];
    expect(attributeDefinitions(schema).map(({ name }) => name)).toEqual(["custom:tier"]);
  });

  it.each(["", "many", "1.5", "4294967296"])("takes a length of %j for no bound", (MaxLength) => {
    expect(only({ ...text, StringAttributeConstraints: { MaxLength } })?.maxLength).toBeNull();
  });
});
