import { spawnSync } from "node:child_process";
import { readText, root } from "./documents.js";

interface LintCase {
  readonly filePath: string;
  readonly text: string;
}

const user = '"""A user."""\ntype User @key(fields: "id") {\n  """Its id."""\n  id: ID!\n%s\n}\n';
const inUser = (field: string) => user.replace("%s", field);

const badSchemas: readonly (readonly [string, string, string])[] = [
  ["a type without a description", 'type User {\n"""Its id."""\nid: ID!\n}', "Description"],
  ["a field without a description", inUser("email: String"), 'field "email" in type "User"'],
  [
    "an argument without a description",
    inUser('"""All."""\nall(names: String): String'),
    'input value "names"',
  ],
  [
    "an enum value without a description",
    '"""Where they stand."""\nenum UserStatus { CONFIRMED }',
    'enum value "CONFIRMED"',
  ],
  [
    "a description in hashes",
    inUser("# Their login.\nlogin: String"),
    "Unexpected GraphQL descriptions as hashtag",
  ],
  ["a type in lower case", '"""A user."""\ntype user {\n"""Its id."""\nid: ID!\n}', "PascalCase"],
  ["a field in snake case", inUser('"""X."""\nfirst_name: String'), "camelCase"],
  [
    "an enum value in lower case",
    '"""S."""\nenum UserStatus {\n"""C."""\nconfirmed\n}',
    "UPPER_CASE",
  ],
  [
    "one enum value twice",
    '"""S."""\nenum UserStatus {\n"""C."""\nA\n"""C."""\na\n}',
    "case-insensitive enum values duplicates",
  ],
  ["a type that nothing leads to", `${inUser("")}"""O."""\nscalar Orphan`, "`Orphan` is unreach"],
  [
    "a deprecation without a reason",
    inUser('"""X."""\nlogin: String @deprecated'),
    'Deprecation reason is required for field "login"',
  ],
  [
    "a deprecation without a date",
    inUser('"""X."""\nlogin: String @deprecated(reason: "Use `username`.")'),
    "A deprecation's reason ends with its date",
  ],
  [
    "an entity without an id",
    '"""A user."""\ntype User @key(fields: "sub") {\n"""S."""\nsub: ID\n}',
    "An entity has a field `id: ID!`",
  ],
  [
    "an entity whose id may be null",
    '"""A user."""\ntype User @key(fields: "id") {\n"""S."""\nid: ID\n}',
    "An entity has a field `id: ID!`",
  ],
  ["a directive that nobody imports", inUser('"""X."""\nlogin: String @hidden'), '"@hidden"'],
];

const badOperations: readonly (readonly [string, string, string])[] = [
  ["a field that there is none of", "query Bad { me { subject nickname } }", '"nickname"'],
  ["a query without a name", "{ me { subject } }", "Anonymous GraphQL operations"],
  [
    "a user without an id",
    'query Bad($poolId: ID!) { user(poolId: $poolId, username: "x") { status } }',
    "Field `user.id` must be selected",
  ],
  ["an argument missing", 'query Bad { user(poolId: "x") { id } }', 'argument "username"'],
  ["a variable unused", "query Bad($poolId: ID!) { me { subject } }", '"$poolId" is never used'],
  ["another name than its file's", "query Other { me { subject } }", "Rename it to"],
];

const clean: readonly LintCase[] = [
  {
    filePath: "schema/schema.graphql",
    text: inUser(
      '"""X."""\nlogin: String @deprecated(reason: "Use `username`. Removed after 2027-06-30.")',
    ),
  },
  { filePath: "schema/schema.graphql", text: readText("schema/schema.graphql") },
  { filePath: "test/operations/me.graphql", text: readText("test/operations/me.graphql") },
];

const cases: readonly LintCase[] = [
  ...badSchemas.map(([, text]) => ({ filePath: "schema/schema.graphql", text })),
  ...badOperations.map(([, text]) => ({ filePath: "test/operations/bad.graphql", text })),
  ...clean,
];

/** ESLint with the project's own configuration, which is an ES module; so it runs in a process of its own. */
const program = `
  import { text } from "node:stream/consumers";
  import { ESLint } from "eslint";
  const eslint = new ESLint();
  const answers = [];
  for (const { filePath, text: source } of JSON.parse(await text(process.stdin))) {
    const [result] = await eslint.lintText(source, { filePath });
    answers.push(result.messages.map(({ message }) => message));
  }
  console.log(JSON.stringify(answers));
`;

function lint(texts: readonly LintCase[]): readonly (readonly string[])[] {
  const { stdout, stderr } = spawnSync("node", ["--input-type=module", "--eval", program], {
    cwd: root,
    input: JSON.stringify(texts),
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "" },
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as string[][];
}

describe("the lint of the schema and of operations", () => {
  const answers = lint(cases);
  const rows = [...badSchemas, ...badOperations].map(
    ([name, , expected], index) => [name, expected, answers[index] ?? []] as const,
  );

  it.each(rows)("refuses %s", (_name, expected, messages) => {
    expect(messages.join("\n")).toContain(expected);
  });

  it("finds nothing in what is right", () => {
    expect(answers.slice(-clean.length)).toEqual(clean.map(() => []));
  });
});
