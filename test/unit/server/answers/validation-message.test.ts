import { buildSchema, GraphQLError, parse, validate } from "graphql";
import { validationMessage } from "../../../../src/server/answers/validation-message.js";

const schema = buildSchema(`
  enum Order { UP DOWN }
  scalar Email
  input Filter { name: String! email: Email }
  type User { id: ID! name: String }
  type Query {
    user(name: String!, age: Int, order: Order, filter: Filter, big: Float, on: Boolean, ids: [ID!]): User
  }
`);
const secret = "C4nary_Passw0rd";

const emailType = schema.getType("Email") as unknown as { parseLiteral: () => never };

const messagesOf = (query: string) =>
  validate(schema, parse(query)).map((error) => validationMessage(error));

describe("what is said of a document that does not fit the schema", () => {
  it.each([
    ["{ user(name: $n) { nam } }", 'Cannot query field "nam" on type "User".'],
    ['{ user(nme: 1, name: "x") { id } }', 'Unknown argument "nme" on field "Query.user".'],
    [
      "{ user { id } }",
      'Field "user" argument "name" of type "String!" is required, but it was not provided.',
    ],
    ["query($a: Strin) { user(name: $a) { id } }", 'Unknown type "Strin".'],
    [
      '{ user(name: "x", filter: { nme: 1 }) { id } }',
      'Field "nme" is not defined by type "Filter".',
    ],
  ])("%s: names the place", (query, message) => {
    const found = messagesOf(query).filter((text) => text?.startsWith(message.slice(0, 12)));
    expect(found[0]).toContain(message.slice(0, -1));
  });

  it.each([
    [`age: "${secret}"`, "Int cannot represent non-integer value."],
    [`age: ${secret}`, "Int cannot represent non-integer value."],
    [`age: {${secret}: "${secret}"}`, "Int cannot represent non-integer value."],
    ["age: 99999999999", "Int cannot represent non 32-bit signed integer value."],
    [`big: "${secret}"`, "Float cannot represent non numeric value."],
    [`on: "${secret}"`, "Boolean cannot represent a non boolean value."],
    [`order: ${secret}`, "A value does not fit its type."],
    [`order: "${secret}"`, 'Enum "Order" cannot represent non-enum value.'],
    [`filter: "${secret}"`, 'Expected value of type "Filter".'],
    ["filter: {}", 'Field "Filter.name" of required type "String!" was not provided.'],
    [`ids: [{a: "${secret}"}]`, "ID cannot represent a non-string and non-integer value."],
    ["name: null", 'Expected value of type "String!".'],
    [`name: ${secret}`, "String cannot represent a non string value."],
  ])("%s: leaves the value out", (argument, message) => {
    const others = argument.startsWith("name") ? "" : 'name: "x", ';
    expect(messagesOf(`{ user(${others}${argument}) { id } }`)).toEqual([message]);
  });

  it.each([
    new TypeError(`bad ${secret}`),
    new GraphQLError(`Not an address: ${secret}`),
    new GraphQLError(`Not an address: ${secret}`, { originalError: new Error(secret) }),
  ])("leaves out what a scalar says: %s", (thrown) => {
    emailType.parseLiteral = () => {
      throw thrown;
    };
    const messages = messagesOf(
      `{ user(name: "x", filter: { name: "x", email: "${secret}" }) { id } }`,
    );
    expect(messages).toHaveLength(1);
    expect(JSON.stringify(messages)).not.toContain(secret);
  });
});
