import {
  buildSchema,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  specifiedDirectives,
} from "graphql";
import { configSchema } from "../../src/config/config.js";
import { collectGuards, enforceGuards } from "../../src/graphql/guards/enforce-guards.js";
import { createSchema } from "../../src/graphql/schema.js";
import { readText } from "./documents.js";

const { schema, sdl, apiSdl } = createSchema({
  ...configSchema.shape.subgraph.parse(undefined),
  introspection: false,
});

describe("schema/schema.graphql", () => {
  it("is what the code declares", () => {
    if (readText("schema/schema.graphql") !== sdl) {
      throw new Error("schema/schema.graphql is out of date: run `npm run schema` and commit it.");
    }
  });

  it("describes every type, field, argument and enum value", () => {
    expect(describedAndNot(schema).missing).toEqual([]);
    expect(describedAndNot(schema).described).toBeGreaterThan(80);
  });

  it("writes descriptions as whole sentences", () => {
    const fragments = [...readText("schema/schema.graphql").matchAll(/"""\s*(.*?)\s*"""/gs)]
      .map(([, text]) => text ?? "")
      .filter((text) => !/^[A-Z`+].*(?:[.)]|\.html)$/s.test(text));
    expect(fragments).toEqual([]);
  });
});

describe("schema/api.graphql", () => {
  it("is what the code declares", () => {
    if (readText("schema/api.graphql") !== apiSdl) {
      throw new Error("schema/api.graphql is out of date: run `npm run schema` and commit it.");
    }
  });

  it("is read by every tool, and holds the same fields and nothing of federation", () => {
    const read = buildSchema(apiSdl);
    expect(read.getDirectives()).toEqual(specifiedDirectives);
    const fieldsOf = (of: GraphQLSchema) =>
      Object.values(of.getTypeMap())
        .filter((type) => isObjectType(type) && !isIntrospectionType(type))
        .flatMap((type) =>
          Object.keys((type as GraphQLObjectType).getFields()).map(
            (name) => `${type.name}.${name}`,
          ),
        )
        .filter((field) => !/(^|\.)_/.test(field))
        .sort();
    expect(fieldsOf(read)).toEqual(fieldsOf(schema));
    expect(apiSdl).not.toMatch(/@link|@key|_entities|_service/);
  });
});

describe("a root field", () => {
  it("is nullable, so that its failure takes nothing else of an answer with it", () => {
    const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {}).map(({ name, type: of }) => [name, isNonNullType(of)]),
    );
    // What federation adds is written in its specification.
    const ours = roots.filter(([name]) => !String(name).startsWith("_"));
    expect(ours.length).toBeGreaterThan(6);
    expect(ours.filter(([, isNonNull]) => isNonNull)).toEqual([]);
  });
});

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** What federation adds has no descriptions, and is not ours to describe. */
const isFederation = (name: string): boolean => name.startsWith("_") || name.includes("__");

function describedAndNot(built: GraphQLSchema): { missing: string[]; described: number } {
  const missing: string[] = [];
  let described = 0;
  const look = (place: string, { name, description }: Described) => {
    if (isFederation(name)) return;
    if (description === undefined || description === null || description === "") {
      missing.push(`${place}${name}`);
    } else {
      described += 1;
    }
  };
  for (const type of Object.values(built.getTypeMap())) {
    const isOurs = !isIntrospectionType(type) && !isSpecifiedScalarType(type);
    if (!isOurs || isFederation(type.name)) continue;
    // The root types are known to every reader of GraphQL.
    if (type !== built.getQueryType() && type !== built.getMutationType()) look("", type);
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.`, value);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) look(`${type.name}.`, field);
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.`, field);
      if (isFederation(field.name)) continue;
      for (const argument of field.args) look(`${type.name}.${field.name}.`, argument);
    }
  }
  return { missing, described };
}

describe("a schema with a field that has no guard", () => {
  const open = { guard: { kind: "open", reason: "For the test." } };
  const tiny = new GraphQLSchema({
    query: new GraphQLObjectType({
      name: "Query",
      fields: {
        guarded: { type: GraphQLString, extensions: open },
        forgotten: { type: GraphQLString },
      },
    }),
  });

  it("is refused where guards are collected", () => {
    expect(() => collectGuards(tiny)).toThrow("Fields without a guard: Query.forgotten");
  });

  it("is refused where guards are enforced", () => {
    const guards = new Map([["Query.guarded", { kind: "open", reason: "For the test." } as const]]);
    expect(() => {
      enforceGuards(tiny, guards);
    }).toThrow("Fields without a guard: Query.forgotten");
  });
});
