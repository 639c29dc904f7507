import { buildSchema, isInputObjectType, isIntrospectionType, isObjectType } from "graphql";
import { secretInputs } from "../../src/graphql/rules/secret-inputs.js";
import { readText } from "./documents.js";

const schema = buildSchema(readText("schema/schema.graphql"), { assumeValidSDL: true });

/** Inputs that are called like secrets and hold none, with the reason. */
const noSecrets = new Map([["issuePassword", "whether one is to be made"]]);

/** The names of all arguments and input fields. */
const inputNames = Object.values(schema.getTypeMap())
  .filter((type) => !isIntrospectionType(type))
  .flatMap((type) => {
    if (isInputObjectType(type)) return Object.keys(type.getFields());
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap(({ args }) => args.map(({ name }) => name));
  });

describe("the inputs of the schema", () => {
  it("are known as secrets when they are called so", () => {
    const suspects = inputNames.filter((name) => /password|secret|code/i.test(name));
    expect(suspects).toContain("password");
    expect(suspects.filter((name) => !secretInputs.has(name) && !noSecrets.has(name))).toEqual([]);
  });
});
