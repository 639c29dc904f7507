import { buildSchema, parse, validate, type ValidationContext } from "graphql";
import { mutationFields } from "../../../../src/graphql/rules/mutation-fields.js";

const schema = buildSchema(`
  type Query { me: String }
  type Mutation { set(username: String): User }
  type User { id: ID name: String }
`);

const codesOf = (text: string, maximum = 1) =>
  validate(schema, parse(text), [mutationFields(maximum)]).map(
    ({ originalError }) => (originalError as { code?: string } | undefined)?.code,
  );

const tooMany = ["TOO_MANY_MUTATIONS"];

describe("mutationFields", () => {
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

  it("refuses each operation that has too many", () => {
    const two = "{ a: set { id } b: set { id } }";
    expect(codesOf(`mutation A ${two} mutation B ${two} mutation C { set { id } }`)).toEqual([
      ...tooMany,
      ...tooMany,
    ]);
  });

  it("counts up to the configured number", () => {
    const fields = (count: number) =>
      `mutation { ${Array.from({ length: count }, (_, index) => `f${index}: set { id }`).join(" ")} }`;
    expect(codesOf(fields(3), 3)).toEqual([]);
    expect(codesOf(fields(4), 3)).toEqual(tooMany);
  });

  /** Fragments of which each spreads the next twice; the last holds `inside`. */
  const doubling = (levels: number, inside: string) =>
    `mutation { ...F0 } ${Array.from(
      { length: levels },
      (_, level) => `fragment F${level} on Mutation { ...F${level + 1} ...F${level + 1} }`,
    ).join(" ")} fragment F${levels} on Mutation { ${inside} }`;

  /** How many fragments the rule looks at. */
  function lookUps(text: string): number {
    let count = 0;
    validate(schema, parse(text), [
      (context) => {
        const find = context.getFragment.bind(context);
        const counting: ValidationContext["getFragment"] = (name) => {
          count += 1;
          return find(name);
        };
        context.getFragment = counting;
        return mutationFields(1)(context);
      },
    ]);
    return count;
  }

  it("stops counting in a tree of fragments as soon as there are too many fields", () => {
    expect(lookUps(doubling(14, "set { id }"))).toBeLessThan(100);
  });

  // src/graphql/rules/mutation-fields.ts, countFields: 90 such fragments fit into 1000 tokens and never end.
  it.failing.each(["...Unknown", "...F0"])(
    "does no exponential work in a tree of fragments without a field, ending in %s",
    (inside) => {
      expect(lookUps(doubling(14, inside))).toBeLessThan(100);
    },
  );
});
