import fc from "fast-check";
import {
  type DocumentNode,
  execute,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { valuesOf } from "../../src/graphql/answers/answer-plan.js";
import { AnswerPlanner } from "../../src/graphql/answers/answer-planner.js";
import { countAnswers } from "../../src/graphql/answers/count-answer.js";
import { listLengthOf } from "../../src/graphql/answers/list-length.js";
import { AnswerBytes, AnswersUnderWay } from "../../src/graphql/request/answer-bytes.js";
import type { GatewayContext } from "../../src/graphql/request/context.js";
import { createSchema } from "../../src/graphql/schema.js";

const runs = Number(process.env["PROPERTY_RUNS"] ?? 1000);
const timeoutMs = 30_000 + runs * 20;

const sizes = { userKeys: 5, passwordItems: 25, representations: 8, pools: 2, roles: 3 };
const texts = [
  "",
  "plain",
  'quoted "',
  "back\\slash",
  "\n\u0001",
  "Ärger 😀",
  "\ud83d",
  "x".repeat(300),
];

/** What resolvers of the invented world draw from; set anew for each run. */
let draw: (maximum: number) => number = () => 0;

/** The schema with a world behind it in which every list may be as long as it can be. */
const { schema } = createSchema({
  typeName: "User",
  federationVersion: "2.9",
  directives: [],
  introspection: true,
});
const unwrapped = ({ type }: Field) => (isNonNullType(type) ? type.ofType : type);
type Field = GraphQLField<{ first?: number }, GatewayContext, Record<string, unknown>>;

for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type) || isIntrospectionType(type)) continue;
  for (const field of Object.values(type.getFields() as Record<string, Field>)) {
    const isNullable = !isNonNullType(field.type);
    field.resolve = (source, args) => {
      if (isNullable && draw(9) === 0) return null;
      const item = () => inventedItem(getNamedType(field.type), args);
      if (!isListType(unwrapped(field))) return item();
      const length = inventedLength(field, source, args);
      return Array.from({ length: draw(3) === 0 ? draw(length) : length }, item);
    };
  }
}
countAnswers(schema);

function inventedItem(type: GraphQLNamedType, args: Record<string, unknown>): unknown {
  if (isCompositeType(type)) return { first: args["first"] };
  if (isEnumType(type)) return type.getValues()[draw(type.getValues().length - 1)]?.value;
  if (type.name === "Boolean") return draw(1) === 0;
  if (type.name === "Int") return draw(100_000) - 50_000;
  return type.name === "DateTime" ? new Date(1_700_000_000_000) : texts[draw(texts.length - 1)];
}

function inventedLength(
  field: Field,
  { first }: { first?: number },
  args: Record<string, unknown>,
): number {
  const { atMost, argument, isArgumentAbove } = listLengthOf(field);
  const most = typeof atMost === "number" ? atMost : sizes[atMost];
  const given = isArgumentAbove === true ? first : args[argument ?? ""];
  const length = Array.isArray(given) ? given.length : given;
  return Math.min(most, typeof length === "number" ? length : most);
}

/** Arguments are the same wherever a field is asked for by the same name, or its document would be none. */
const argumentsOf: Readonly<Record<string, string>> = {
  user: `(poolId: "p", username: "u")`,
  usersByKey: "(keys: $keys)",
  users: `(poolId: "p", first: $first)`,
  checkPassword: `(poolId: "p", username: "u", password: $text)`,
  userPool: `(id: "p")`,
  _entities: "(representations: $representations)",
  attributes: "(names: $names)",
};

/** All that a field must be given, for one that the table above does not name. */
function requiredBy({ args }: GraphQLField<unknown, unknown>): string {
  const given = args
    .filter(isRequiredArgument)
    .map(({ name, type }) => `${name}: ${literalOf(type)}`);
  return given.length === 0 ? "" : `(${given.join(", ")})`;
}

function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return `[${literalOf(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? "";
  if (!isInputObjectType(type)) return `"t"`;
  const fields = Object.values(type.getFields()).filter(isRequiredInputField);
  return `{ ${fields.map((field) => `${field.name}: ${literalOf(field.type)}`).join(", ")} }`;
}

const variables =
  "$keys: [UserKey!]!, $first: Int! = 3, $representations: [_Any!]!, $names: [String!], $text: String!";

/** A random selection of a type's fields, in fragments here and there; definitions of those are added to `fragments`. */
function selection(
  type: GraphQLNamedType,
  depth: number,
  fragments: string[],
  bare: boolean,
): string {
  const members = isUnionType(type) ? type.getTypes() : [type];
  const parts = Array.from({ length: 1 + draw(4) }, () => {
    const member = members[draw(members.length - 1)];
    if (!isObjectType(member)) throw new Error("Not a type with fields.");
    const fields = Object.values(member.getFields()).filter(
      (field) => depth > 0 || !isCompositeType(getNamedType(field.type)),
    );
    const field = fields[draw(fields.length - 1)];
    if (field === undefined) return "__typename";
    const inner = getNamedType(field.type);
    const alias = draw(2) === 0 ? `${field.name}${draw(2)}: ` : "";
    const inside = isCompositeType(inner) ? selection(inner, depth - 1, fragments, bare) : "";
    const args = field.args.length === 0 ? "" : (argumentsOf[field.name] ?? requiredBy(field));
    const text = `${alias}${field.name}${args} ${inside}`;
    if (draw(4) === 0) {
      fragments.push(`fragment F${fragments.length} on ${member.name} { ${text} }`);
      return `...F${fragments.length - 1}`;
    }
    return isUnionType(type) || draw(5) === 0 ? `... on ${member.name} { ${text} }` : text;
  });
  return `{ ${parts.join(" ")} ${bare || draw(3) > 0 ? "" : "__typename"} }`;
}

function countValues(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countValues(item), 1);
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error("No operation.");
  return operation;
}

interface World {
  readonly draws: readonly number[];
  readonly keys: number;
  readonly representations: number;
  readonly first: number | undefined;
  readonly names: number | null | undefined;
}

/** A random operation, executed in a random world. */
function answer(world: World, { bare }: { bare: boolean }) {
  let at = 0;
  draw = (maximum) => {
    at += 1;
    return (
      Math.abs(Math.imul((world.draws[at % world.draws.length] ?? 0) + at, 2_654_435_761)) %
      (maximum + 1)
    );
  };
  const fragments: string[] = [];
  const isMutation = draw(9) === 0;
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  if (!root) throw new Error("No root.");
  const selected = selection(root, 4, fragments, bare);
  const text = `${isMutation ? "mutation" : "query"}(${variables}) ${selected} ${fragments.join(" ")}`;
  const document = parse(text);
  const mistakes = validate(schema, document).filter(
    ({ message }) => !message.includes("never used"),
  );
  const list = (length: number, item: unknown) => Array.from({ length }, () => item);
  const variableValues = {
    keys: list(world.keys, { poolId: "p", username: "u" }),
    representations: list(world.representations, { __typename: "User" }),
    text: "x",
    ...(world.first === undefined ? {} : { first: world.first }),
    ...(world.names === undefined
      ? {}
      : { names: world.names === null ? null : list(world.names, "name") }),
  };
  const counted = new AnswerBytes(Infinity, new AnswersUnderWay(Infinity));
  const result = execute({
    ...{ schema, document, variableValues },
    contextValue: { answer: counted },
    rootValue: {},
  });
  if (!("data" in result)) throw new Error(`Nothing came of ${text}`);
  const plan = new AnswerPlanner(schema).planOf(document, operationOf(document));
  return {
    text,
    mistakes,
    errors: result.errors ?? [],
    data: result.data,
    reckoned: valuesOf(plan, { variables: variableValues, sizes }),
    bytes: counted.bytes,
  };
}

const aWorld: fc.Arbitrary<World> = fc.record({
  draws: fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
  keys: fc.nat(7),
  representations: fc.nat(10),
  first: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
  names: fc.option(fc.option(fc.nat(100), { nil: null }), { nil: undefined }),
});

describe("what is reckoned of an answer", () => {
  it(
    "is never less than the answer has, whatever is asked for",
    () => {
      fc.assert(
        fc.property(aWorld, (world) => {
          const { text, mistakes, errors, data, reckoned } = answer(world, { bare: false });
          expect([text, mistakes, errors]).toEqual([text, [], []]);
          expect(countValues(data)).toBeLessThanOrEqual(reckoned);
        }),
        { numRuns: runs },
      );
    },
    timeoutMs,
  );
});

describe("the bytes that are counted while an answer is made", () => {
  it(
    "are those of its JSON, whatever is in it",
    () => {
      fc.assert(
        fc.property(aWorld, (world) => {
          const { text, data, bytes } = answer(world, { bare: true });
          // The braces of the whole, of which a comma too many is counted.
          const expected = Buffer.byteLength(JSON.stringify(data)) - 1;
          if (!text.includes("__typename")) expect([text, bytes]).toEqual([text, expected]);
        }),
        { numRuns: runs },
      );
    },
    timeoutMs,
  );
});
