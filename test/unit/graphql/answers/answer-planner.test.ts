import {
  type DocumentNode,
  execute,
  getIntrospectionQuery,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { valuesOf } from "../../../../src/graphql/answers/answer-plan.js";
import { AnswerPlanner } from "../../../../src/graphql/answers/answer-planner.js";
import { createSchema } from "../../../../src/graphql/schema.js";

const { schema } = createSchema({
  typeName: "User",
  federationVersion: "2.9",
  directives: [],
  introspection: true,
});
const sizes = { userKeys: 100, passwordItems: 25, representations: 1000, pools: 2, roles: 3 };

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error("No operation.");
  return operation;
}

/** How many values an operation can yield, itself not counted: `data` is one of them. */
function reckon(text: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const plan = new AnswerPlanner(schema).planOf(document, operationOf(document));
  return valuesOf(plan, { variables, sizes });
}

const user = `user(poolId: "p", username: "u")`;
const keys = (count: number) =>
  Array.from({ length: count }, () => ({ poolId: "p", username: "u" }));

describe("values of an answer", () => {
  it("are scalars, objects, lists and what is in them, and the data as a whole", () => {
    expect(reckon("{ me { subject } }")).toBe(3);
    expect(reckon("{ me { subject issuer __typename } }")).toBe(5);
    expect(reckon("{ me { roles } }")).toBe(2 + 1 + sizes.roles);
    expect(reckon("{ userPools { id alias } }")).toBe(1 + 1 + sizes.pools * 3);
  });

  it("are counted for each alias, and once for a name that is asked for twice", () => {
    expect(reckon(`{ a: ${user} { id } b: ${user} { id } }`)).toBe(1 + 2 * 2);
    expect(reckon(`{ ${user} { id id } ${user} { id username } }`)).toBe(1 + 1 + 2);
  });

  it("are counted in fragments as if they stood there", () => {
    const inside = "fragment F on User { id username ...G } fragment G on User { id name }";
    expect(reckon(`{ ${user} { ...F ...F ... on User { sub } } } ${inside}`)).toBe(1 + 1 + 4);
  });

  it("are those of the attributes that a pool can have, or that are named", () => {
    expect(reckon(`{ ${user} { attributes { name } } }`)).toBe(2 + 1 + 75 * 2);
    expect(reckon(`{ ${user} { attributes(names: ["a", "b"]) { name value } } }`)).toBe(3 + 2 * 3);
    const named = `query($n: [String!]) { ${user} { attributes(names: $n) { name } } }`;
    expect(reckon(named, { n: ["a", "b", "c"] })).toBe(3 + 3 * 2);
    expect(reckon(named, { n: null })).toBe(3 + 75 * 2);
    expect(reckon(named)).toBe(3 + 75 * 2);
    expect(reckon(named, { n: "one" })).toBe(3 + 2);
  });

  it("are those of as many users as a list is asked for", () => {
    const users = (more: string) => `users(poolId: "p"${more}) { nodes { id } }`;
    expect(reckon(`{ ${users("")} }`)).toBe(3 + 25 * 2);
    expect(reckon(`{ ${users(", first: 7")} }`)).toBe(3 + 7 * 2);
    expect(reckon(`{ ${users(", first: 1000000")} }`)).toBe(3 + 100 * 2);
    expect(reckon(`{ ${users(", first: -1")} }`)).toBe(3);
    const asked = `query($n: Int! = 9) { ${users(", first: $n")} }`;
    expect(reckon(asked, { n: 11 })).toBe(3 + 11 * 2);
    expect(reckon(asked)).toBe(3 + 9 * 2);
    expect(
      reckon(
        `{ users(poolId: "p", first: 2) { ...E } } fragment E on UserConnection { edges { node { id } } }`,
      ),
    ).toBe(3 + 2 * 3);
  });

  it("are those of each key and each representation, repeated ones too", () => {
    const byKey = "query($k: [UserKey!]!) { usersByKey(keys: $k) { id } }";
    expect(reckon(byKey, { k: keys(5) })).toBe(2 + 5 * 2);
    expect(reckon(byKey, { k: keys(1)[0] })).toBe(2 + 2);
    expect(reckon(byKey, { k: keys(5000) })).toBe(2 + 100 * 2);
    const literal = `{ poolId: "p", username: "u" }`;
    expect(reckon(`{ usersByKey(keys: [${literal}, ${literal}]) { id } }`)).toBe(2 + 2 * 2);
    expect(reckon(`{ usersByKey(keys: ${literal}) { id } }`)).toBe(2 + 2);
    const entities =
      "query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on User { id } } }";
    const r = Array.from({ length: 800 }, () => ({ __typename: "User", id: "x" }));
    expect(reckon(entities, { r })).toBe(2 + 800 * 3);
  });

  it("are multiplied where lists are in lists", () => {
    expect(
      reckon("query($k: [UserKey!]!) { usersByKey(keys: $k) { attributes { name value } } }", {
        k: keys(100),
      }),
    ).toBe(2 + 100 * (2 + 75 * 3));
  });
});

function countValues(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countValues(item), 1);
}

function answerTo(subject: GraphQLSchema, text: string): unknown {
  const result = execute({ schema: subject, document: parse(text) });
  return "data" in result ? result.data : undefined;
}

describe("values of introspection", () => {
  it.each([
    getIntrospectionQuery(),
    "{ __schema { types { name fields { name args { name } type { name } } } } }",
    "{ __schema { types { fields { type { fields { description } } } } } }",
    `{ __type(name: "User") { fields { name type { ofType { enumValues { name } } } } } }`,
    "{ __schema { directives { name locations args { name } } queryType { fields { name } } } }",
  ])("are never fewer than there are: %s", (text) => {
    // Averages are fractions.
    expect(Math.ceil(reckon(text))).toBeGreaterThanOrEqual(countValues(answerTo(schema, text)));
  });

  it("are not many for what tools ask", () => {
    expect(reckon(getIntrospectionQuery())).toBeLessThan(25_000);
  });
});
