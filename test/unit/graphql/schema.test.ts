import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  type GraphQLSchema,
  isObjectType,
  isTypeDefinitionNode,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
} from "graphql";
import { createSchema } from "../../../src/graphql/schema.js";

const options = {
  typeName: "User",
  federationVersion: "2.9",
  directives: ["authenticated", "tag", "cost", "listSize"],
  introspection: false,
} as const;

describe("createSchema", () => {
  const { schema, sdl } = createSchema(options);

  it("keeps the four arguments and the nullable answer of setUserPassword", () => {
    const field = schema.getMutationType()?.getFields()["setUserPassword"];
    expect(String(field?.type)).toBe("User");
    expect(field?.args.map(({ name, type }) => `${name}: ${String(type)}`)).toEqual([
      "poolId: ID!",
      "username: String!",
      "password: String!",
      "permanent: Boolean!",
    ]);
    expect(field?.args[3]?.defaultValue).toBe(false);
  });

  it("declares the three keys of a user and the federation version", () => {
    expect(sdl).toContain("https://specs.apollo.dev/federation/v2.9");
    for (const key of ["id", "poolId username", "poolId sub"]) {
      expect(sdl).toContain(`@key(fields: "${key}")`);
    }
    expect(() => parse(sdl)).not.toThrow();
  });

  it("describes every type and every field to its callers", () => {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith("_")) continue;
      for (const field of Object.values(type.getFields())) {
        if (field.name.startsWith("_")) continue;
        expect([`${type.name}.${field.name}`, field.description]).toEqual([
          `${type.name}.${field.name}`,
          expect.stringMatching(/^[A-Z`].*[.]$|^[A-Z`].*https:\S+$/s) as string,
        ]);
      }
    }
  });

  it.each([
    ["by default", options],
    ["renamed", { ...options, typeName: "Person", typePrefix: "Cognito" }],
    ["with other root fields", { ...options, rootFieldPrefix: "cognito" }],
    ["of an older version", { ...options, federationVersion: "2.3", directives: [] }],
  ])("is the schema that @apollo/subgraph makes of the SDL, %s", (_how, chosen) => {
    const own = createSchema(chosen);
    const reference = typesOf(buildSubgraphSchema(parse(own.sdl)));
    // `sdl` is nullable there; the specification says `String!`.
    const { _Service: service, ...types } = typesOf(own.schema);
    expect(service).toContain("sdl: String!");
    expect(reference).toMatchObject(types);
    const more = Object.keys(reference).filter((name) => !(name in types));
    expect(more.filter((name) => !/^(_Service|federation__|link__)/.test(name))).toEqual([]);
  });

  it("can be built again under another name for User, without touching the first", () => {
    const renamed = createSchema({ ...options, typeName: "Person", federationVersion: "2.3" });
    expect(renamed.sdl).toContain("type Person @key");
    expect(renamed.sdl).toContain("/federation/v2.3");
    expect(renamed.sdl).not.toMatch(/\bUser\b[^.P]*@key/);
    expect(renamed.schema.getType("User")).toBeUndefined();
    expect(renamed.schema.getType("UserPool")).toBeDefined();
    expect(createSchema(options).sdl).toBe(sdl);
  });

  it("puts a prefix before every type of its own, and leaves those that subgraphs share", () => {
    const prefixed = createSchema({ ...options, typePrefix: "Cognito" });
    const namesOf = (text: string) =>
      [...text.matchAll(/^(?:type|enum|input|scalar) (\w+)/gm)].map(([, name]) => name);
    const shared = ["Query", "Mutation", "PageInfo", "User", "DateTime", "EmailAddress"];
    expect(namesOf(prefixed.sdl)).toEqual(
      namesOf(sdl).map((name) => (shared.includes(name!) ? name : `Cognito${name!}`)),
    );
    expect(prefixed.schema.getType("UserStatus")).toBeUndefined();
    expect(prefixed.sdl).toContain("filter: CognitoUserFilter");
  });

  it("puts a prefix before every root field of its own, and before nothing else", () => {
    const prefixed = createSchema({ ...options, rootFieldPrefix: "cognito" });
    const rootsOf = ({ schema: of }: { schema: GraphQLSchema }) =>
      [of.getQueryType(), of.getMutationType()].map((type) => Object.keys(type?.getFields() ?? {}));
    const withPrefix = (name: string) =>
      name.startsWith("_") ? name : `cognito${name[0]?.toUpperCase()}${name.slice(1)}`;
    expect(rootsOf(prefixed)).toEqual(
      rootsOf({ schema }).map((names) => names.map((name) => withPrefix(name))),
    );
    expect(rootsOf(prefixed).flat()).toContain("cognitoSetUserPassword");
    // Guards and directives go with the fields.
    expect(prefixed.sdl).toContain("  cognitoMe: Principal @authenticated");
    // Types and their fields are called as ever; descriptions name what there is.
    expect(prefixed.schema.getType("UserPool")).toBeDefined();
    expect(prefixed.sdl).toContain("  allowedActions: [UserAction!]");
    expect(prefixed.sdl).toContain("`cognitoSetUserPassword` with `permanent: true`.");
    expect(prefixed.sdl).not.toMatch(/`setUserPassword`/);
  });

  it("links what it uses and nothing that the version does not know", () => {
    expect(/import: \[(.*)\]/.exec(sdl)?.[1]).toBe(
      '"@authenticated", "@cost", "@key", "@listSize", "@shareable", "@tag"',
    );
    const older = createSchema({ ...options, federationVersion: "2.8" }).sdl;
    expect(/import: \[(.*)\]/.exec(older)?.[1]).toBe(
      '"@authenticated", "@key", "@shareable", "@tag"',
    );
    expect(older).not.toMatch(/@cost|@listSize/);
    const plain = createSchema({ ...options, directives: [] }).sdl;
    expect(/import: \[(.*)\]/.exec(plain)?.[1]).toBe('"@key", "@shareable"');
  });
});

/** The definition of every type by its name, without descriptions, all in the order of names. */
function typesOf(schema: GraphQLSchema): Record<string, string> {
  const document = visit(parse(printSchema(lexicographicSortSchema(schema))), {
    enter: (node) => ("description" in node ? { ...node, description: undefined } : undefined),
  });
  return Object.fromEntries(
    document.definitions.flatMap((definition) =>
      isTypeDefinitionNode(definition) ? [[definition.name.value, print(definition)]] : [],
    ),
  );
}
