import { buildSchema, parse, validate } from "graphql";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { literalSecret } from "../../../../src/graphql/rules/literal-secret.js";

const schema = buildSchema(`
  type Query { me: String, check(password: String): String }
  type Mutation {
    set(username: String, password: String, permanent: Boolean): String
    change(user: User, users: [User!]): String
  }
  input User { username: String, password: String, within: User }
`);

const errorsOf = (text: string) => validate(schema, parse(text), [literalSecret]);

describe("literalSecret", () => {
  it.each([
    ["a literal", `mutation { set(password: "hunter2") }`],
    ["a block string", `mutation { set(password: """hunter2""") }`],
    ["a bare word", `mutation { set(password: hunter2) }`],
    ["a number", `mutation { set(password: 12345) }`],
    ["nothing", `mutation { set(password: null) }`],
    ["a list", `mutation($p: String) { set(password: [$p]) }`],
    ["an object", `mutation { set(password: { value: "hunter2" }) }`],
    ["an alias", `mutation { other: set(password: "hunter2") }`],
    ["a fragment", `mutation { ...F } fragment F on Mutation { set(password: "hunter2") }`],
    ["a fragment that nobody uses", `{ me } fragment F on Mutation { set(password: "hunter2") }`],
    ["an inline fragment", `mutation { ... on Mutation { set(password: "hunter2") } }`],
    ["a field that does not exist", `mutation { change(password: "hunter2") }`],
    ["a query", `{ me(password: "hunter2") }`],
    ["a check", `{ check(password: "hunter2") }`],
    ["a default of a check", `query($p: String = "hunter2") { check(password: $p) }`],
    ["a directive", `mutation($p: String) { set(password: $p) @auth(password: "hunter2") }`],
    ["the second of two operations", `query A { me } mutation B { set(password: "hunter2") }`],
    ["a field of an object", `mutation { change(user: { password: "hunter2" }) }`],
    [
      "a field of an object in an object",
      `mutation { change(user: { within: { username: "ann", password: "hunter2" } }) }`,
    ],
    [
      "a field of an object in a list",
      `mutation($p: String) { change(users: [{ password: $p }, { password: "hunter2" }]) }`,
    ],
    [
      "a default of a variable for a field of an object",
      `mutation($p: String = "hunter2") { change(users: [{ password: $p }]) }`,
    ],
    [
      "a field of a default",
      `mutation($u: User = { within: { password: "hunter2" } }) { change(user: $u) }`,
    ],
    [
      "a field of a default in a list",
      `mutation($u: [User!] = [{ password: "hunter2" }]) { change(users: $u) }`,
    ],
    ["a default", `mutation($p: String = "hunter2") { set(password: $p) }`],
    [
      "a default that a fragment uses",
      `mutation($p: String = "hunter2") { ...F } fragment F on Mutation { set(password: $p) }`,
    ],
    [
      "a default that a fragment used which stands in front",
      `fragment F on Mutation { set(password: $p) } mutation($p: String = "hunter2") { ...F }`,
    ],
    [
      "a default of one of two operations",
      `mutation A($p: String) { set(password: $p) } mutation B($p: String = "hunter2") { set(password: $p) }`,
    ],
  ])("refuses a password in the text as %s, and shows none of it", (_where, text) => {
    const [error, ...more] = errorsOf(text);
    expect(more).toEqual([]);
    expect(error?.originalError).toBeInstanceOf(GatewayError);
    expect(error?.originalError).toMatchObject({
      code: "LITERAL_SECRET",
      details: { argument: "password" },
    });
    expect(error?.message).not.toMatch(/hunter2|12345/);
  });

  it.each([
    `mutation($p: String) { set(password: $p) }`,
    `mutation($p: String, $u: String = "ann") { set(username: $u, password: $p) }`,
    `mutation { set(username: "password") }`,
    `mutation($password: String!) { password: set(username: "ann", password: $password) }`,
    `mutation { set(Password: "x") }`,
    `query($p: String) { check(password: $p) }`,
    `mutation($p: String, $u: User) { change(user: $u, users: [{ username: "ann", password: $p }]) }`,
    `mutation($u: User = { username: "password" }) { change(user: $u) }`,
    `{ me }`,
  ])("has nothing against %s", (text) => {
    expect(errorsOf(text)).toEqual([]);
  });
});

it("knows other names of secrets, and says which it has found", () => {
  const invitations = buildSchema(`
    type Query { me: String }
    type Mutation { invite(temporaryPassword: String): String }
  `);
  const document = parse(`mutation { invite(temporaryPassword: "hunter2") }`);
  const [error] = validate(invitations, document, [literalSecret]);
  expect(error?.originalError).toMatchObject({ details: { argument: "temporaryPassword" } });
});
