import { buildSchema, getIntrospectionQuery, parse, specifiedRules, validate } from "graphql";
import { configSchema } from "../../../../src/config/config.js";
import type { GatewayError } from "../../../../src/errors/gateway-error.js";
import {
  type DocumentLimits,
  documentLimits,
} from "../../../../src/graphql/rules/document-limits.js";

const schema = buildSchema(`
  type Query { me: String user: User }
  type Mutation { set(username: String): User }
  type User { id: ID name: String friend: User }
`);

const defaults: DocumentLimits = configSchema.shape.limits.parse({});
const wide = Object.fromEntries(
  Object.keys(defaults).map((key) => [key, 1_000_000]),
) as unknown as DocumentLimits;

/** The errors of the rule, in the company of all others. */
const errorsOf = (text: string, limits: Partial<DocumentLimits> = {}) =>
  validate(schema, parse(text), [
    ...specifiedRules,
    documentLimits({ ...defaults, ...limits }),
  ]).map(({ originalError }) => originalError as GatewayError | undefined);

const codesOf = (text: string, maximum = 1) =>
  validate(schema, parse(text), [documentLimits({ ...wide, mutationFields: maximum })]).map(
    ({ originalError }) => (originalError as GatewayError | undefined)?.code,
  );

const tooMany = ["TOO_MANY_MUTATIONS"];

describe("the limit of mutation fields", () => {
  it.each([
    [`mutation { set { id } }`],
    [`mutation { set { id a: id b: id name } }`],
    [`mutation { ...F } fragment F on Mutation { set { id } }`],
    [`mutation { ... { ... on Mutation { set { id } } } }`],
    [`mutation { a: __typename set { id } b: __typename }`],
    [`mutation A { set { id } } mutation B { set { id } }`],
    [`{ a: me b: me c: me }`],
    [`query { ...F } fragment F on Query { a: me b: me }`],
    [`mutation { set { ...F } } fragment F on User { id name }`],
    // Other rules refuse these; this one just must survive them.
    [`mutation { ...Unknown }`],
    [`mutation { ...F } fragment F on Mutation { ...F }`],
    [
      `mutation { ...F } fragment F on Mutation { ...G } fragment G on Mutation { ...F set { id } }`,
    ],
  ])("lets one field pass: %s", (text) => {
    expect(codesOf(text)).toEqual([]);
  });

  it.each([
    [`mutation { set { id } set { id } }`],
    [`mutation { a: set { id } b: set { id } }`],
    [`mutation { set { id } ...F } fragment F on Mutation { b: set { id } }`],
    [`mutation { ...F ...F } fragment F on Mutation { set { id } }`],
    [`mutation { ... { a: set { id } } ... on Mutation { b: set { id } } }`],
    [
      `mutation { ...F } fragment F on Mutation { set { id } ...G } fragment G on Mutation { b: set { id } }`,
    ],
    [`mutation { ...F } fragment F on Mutation { a: set { id } b: set { id } ...F }`],
    [`mutation($no: Boolean!) { a: set { id } b: set @skip(if: $no) { id } }`],
  ])("refuses two fields: %s", (text) => {
    expect(codesOf(text)).toEqual(tooMany);
  });

  it("counts up to the configured number", () => {
    const fields = (count: number) =>
      `mutation { ${Array.from({ length: count }, (_, index) => `f${index}: set { id }`).join(" ")} }`;
    expect(codesOf(fields(3), 3)).toEqual([]);
    expect(codesOf(fields(4), 3)).toEqual(tooMany);
  });
});

/** Fragments of which each spreads the next twice; the last holds `inside`. */
const doubling = (levels: number, inside: string) =>
  `{ ...F0 } ${Array.from(
    { length: levels },
    (_, level) => `fragment F${level} on Query { ...F${level + 1} ...F${level + 1} }`,
  ).join(" ")} fragment F${levels} on Query { ${inside} }`;

describe("fragments that spread each other", () => {
  // Without memory this is 2 to the 90th: the test would not end.
  it.each(["me", "__typename", "...Unknown", "...F0"])(
    "many times, ending in %s, are measured in one pass",
    (inside) => {
      const [error, ...others] = errorsOf(doubling(90, inside), { fragments: 1000 });
      expect([error?.code, error?.details.limit]).toEqual([
        "QUERY_TOO_LARGE",
        "recursiveSelections",
      ]);
      expect(others).toEqual([]);
    },
  );

  it("in a circle are left to the rule for that", () => {
    expect(errorsOf("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }")).toEqual([
      undefined,
    ]);
  });
});

describe("the limit of a value's depth", () => {
  const limitOf = (text: string, valueDepth: number) =>
    errorsOf(text, { valueDepth })[0]?.details.limit;

  it.each([
    ["an argument", (value: string) => `mutation { set(username: ${value}) { id } }`],
    ["a directive's", (value: string) => `{ ... @skip(if: ${value}) { me } }`],
    ["a spread's", (value: string) => `{ ...F @skip(if: ${value}) } fragment F on Query { me }`],
    ["an operation's", (value: string) => `query @unknown(a: ${value}) { me }`],
    ["a fragment's", (value: string) => `{ ...F } fragment F on Query { user { a(b: ${value}) } }`],
    ["a default", (value: string) => `query($a: String = ${value}) { me @skip(if: $a) }`],
    ["a variable's", (value: string) => `query($a: String @unknown(b: ${value})) { me }`],
  ])("counts lists and objects of %s", (_where, textWith) => {
    const value = "[1, {a: 1, b: [[2], {c: {}}]}]";
    expect(limitOf(textWith(value), 5)).not.toBe("valueDepth");
    expect(limitOf(textWith(value), 4)).toBe("valueDepth");
  });

  it("counts no scalar, and no selection", () => {
    expect(errorsOf('{ user { friend { name } } } # "[[[["', { valueDepth: 1 })).toEqual([]);
    expect(errorsOf('mutation { set(username: "[[[[") { id } }', { valueDepth: 1 })).toEqual([]);
  });
});

describe("the limit of depth", () => {
  const nested = (levels: number) => `${"{ friend ".repeat(levels - 1)}{ id ${"}".repeat(levels)}`;

  it("counts fields through fragments, and no fragment", () => {
    const text = `{ ... { ...F } } fragment F on Query { user { ... on User ${nested(6)} } }`;
    expect(errorsOf(text, { queryDepth: 7 })).toEqual([]);
    expect(errorsOf(text, { queryDepth: 6 })[0]?.details.limit).toBe("queryDepth");
  });

  it("lets introspection pass as tools ask for it", () => {
    const options = {
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
    };
    expect(errorsOf(getIntrospectionQuery(options))).toEqual([]);
  });
});

describe("a document that is too large", () => {
  it("is seen by no other rule", () => {
    const kinds: string[] = [];
    const nonsense = `{ ${"nonsense(a: 1) @x { y } ".repeat(60)} }`;
    const errors = validate(schema, parse(nonsense), [
      () => ({ enter: ({ kind }) => void kinds.push(kind) }),
      ...specifiedRules,
      documentLimits(defaults),
    ]);
    expect(errors).toHaveLength(1);
    expect(kinds).toEqual(["Document"]);
  });
});
