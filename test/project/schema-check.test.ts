import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readText, root } from "./documents.js";

const released = readText("schema/schema.graphql");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "schema-check-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Pair {
  readonly before?: string;
  readonly after: string;
  readonly changelog?: string;
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs the script as `npm run schema:check` does, on other files. */
function check({ before = released, after, changelog = "## Unreleased\n" }: Pair) {
  const { status, stdout, stderr } = spawnSync(
    "node",
    [
      "test/project/schema-check.mjs",
      ...["--released", write("released.graphql", before)],
      ...["--schema", write("schema.graphql", after)],
      ...["--changelog", write("changelog.md", changelog)],
    ],
    { cwd: root, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

/** The schema with one place changed; throws when there is no such place. */
function changed(from: string | RegExp, to: string): string {
  const after = released.replace(from, to);
  if (after === released) throw new Error(`The schema has no ${String(from)}.`);
  return after;
}

const described = (lines: string) => new RegExp(`  """[^"]*"""\\n  ${lines}\\n`);
const arguments_ = "permanent: Boolean! = false\n";

const shared = `type Page @key(fields: "id") @key(fields: "poolId  sub", resolvable: true) @shareable {
  id: ID! @tag(name: "id")
  poolId: ID!
  sub: ID!
}
type Query { page: Page }
`;

const breaking: readonly (readonly [string, Pair, readonly string[]])[] = [
  [
    "a field is removed",
    { after: changed(described("enabled: Boolean! @authenticated"), "") },
    ["User.enabled"],
  ],
  [
    "a field may be null",
    { after: changed("status: UserStatus!", "status: UserStatus") },
    ["User.status"],
  ],
  [
    "an argument may no longer be null",
    { after: changed("names: [String!]\n", "names: [String!]!\n") },
    ["User.attributes(names:)"],
  ],
  [
    "an argument is removed",
    {
      after: changed(/ {4}permanent: Boolean! = false\n/, "").replace(
        /"""\s+`true`: the user keeps[^"]*"""\s+/,
        "",
      ),
    },
    ["Mutation.setUserPassword(permanent:)"],
  ],
  [
    "an argument is needed",
    { after: changed(arguments_, `${arguments_}    reason: String!\n`) },
    ["Mutation.setUserPassword(reason:)"],
  ],
  [
    "a field of an input is needed",
    { after: changed("input UserKey {\n", "input UserKey {\n  region: String!\n") },
    ["UserKey.region"],
  ],
  [
    "an enum value is removed",
    { after: changed(described("ARCHIVED"), "") },
    ["UserStatus.ARCHIVED"],
  ],
  [
    "a type is renamed",
    { after: released.replaceAll(/\bUserMfa\b/g, "Mfa") },
    ["UserMfa", "User.mfa"],
  ],
  [
    "a type is another kind of type",
    { after: changed("scalar DateTime", "type DateTime { text: String }") },
    ["DateTime"],
  ],
  [
    "a key is removed",
    { after: changed(' @key(fields: "poolId sub")', "") },
    ['User @key(fields: "poolId sub")'],
  ],
  [
    "a key is changed",
    { after: changed('"poolId sub"', '"sub"') },
    ['User @key(fields: "poolId sub")'],
  ],
  [
    "a key can no longer be resolved",
    { after: changed('@key(fields: "id")', '@key(fields: "id", resolvable: false)') },
    ['User @key(fields: "id")'],
  ],
  [
    "a tag is removed",
    {
      after: changed(
        'name: String @authenticated @tag(name: "pii")',
        "name: String @authenticated",
      ),
    },
    ['User.name @tag(name: "pii")'],
  ],
  [
    "a type is no longer shared",
    { before: shared, after: shared.replace(" @shareable", "") },
    ["Page @shareable", "Page.id @shareable", "Page.poolId @shareable", "Page.sub @shareable"],
  ],
  [
    "a field is hidden from the supergraph",
    { after: changed("name: String @authenticated", "name: String @authenticated @inaccessible") },
    ["UserPool.name @inaccessible"],
  ],
];

describe("schema:check, when", () => {
  it.each(breaking)("%s, fails and names it", (_name, pair, coordinates) => {
    const { status, stderr } = check(pair);
    const told = [...stderr.matchAll(/\(Unreleased, Breaking\): `([^`]+)`: /g)].map(
      ([, coordinate]) => coordinate,
    );
    expect(told).toEqual(coordinates);
    expect(stderr.trimEnd().split("\n")).toHaveLength(coordinates.length);
    expect(status).toBe(1);
  });

  it.each(breaking)("%s, passes once the changelog names it", (_name, pair, coordinates) => {
    const lines = coordinates.map((coordinate) => `- \`${coordinate}\`: use another.\n`).join("");
    const changelog = `## Unreleased\n\n### Breaking\n\n${lines}\n## 0.1.0\n`;
    const { status, stdout, stderr } = check({ ...pair, changelog });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const coordinate of coordinates) expect(stdout).toContain(`named: \`${coordinate}\``);
  });
});

describe("a breaking change is not named by", () => {
  const after = changed(described("enabled: Boolean! @authenticated"), "");

  it.each([
    ["another part of what is unreleased", "## Unreleased\n\n### Fixed\n\n- `User.enabled`\n"],
    ["an older release", "## Unreleased\n\n## 0.1.0\n\n### Breaking\n\n- `User.enabled`\n"],
    ["a part after it", "## Unreleased\n\n### Breaking\n\n### Added\n\n- `User.enabled`\n"],
    ["prose", "## Unreleased\n\n### Breaking\n\n- User.enabled is gone\n"],
    ["a longer name", "## Unreleased\n\n### Breaking\n\n- `User.enabledAt`\n"],
    ["its type", "## Unreleased\n\n### Breaking\n\n- `User`\n"],
  ])("%s", (_name, changelog) => {
    expect(check({ after, changelog }).status).toBe(1);
  });
});

describe("schema:check only notes", () => {
  it.each([
    ["a new enum value", changed("  ARCHIVED\n", "  ARCHIVED\n  DELETED\n"), "DELETED was added"],
    ["a new optional argument", changed(arguments_, `${arguments_}    reason: String\n`), "reason"],
    ["another default", changed("Boolean! = false", "Boolean! = true"), "defaultValue"],
    [
      "a field that now needs a token",
      changed("roles: [String!]!", "roles: [String!]! @authenticated"),
      "Principal.roles @authenticated: @authenticated was added.",
    ],
    [
      "a field that now needs scopes",
      changed("mfa: UserMfa", 'mfa: UserMfa @requiresScopes(scopes: [["users:mfa"]])'),
      "User.mfa @requiresScopes",
    ],
    [
      "a field that now needs a policy",
      changed("mfa: UserMfa", 'mfa: UserMfa @policy(policies: [["mfa"]])'),
      "User.mfa @policy",
    ],
    ["another version of federation", changed("federation/v2.9", "federation/v2.10"), "v2.10"],
  ])("%s", (_name, after, note) => {
    const { status, stdout, stderr } = check({ after });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^note: /);
    expect(stdout).toContain(note);
  });
});

describe("schema:check says nothing of", () => {
  it.each([
    ["the same schema", released],
    ["a new field", changed("  mfa: UserMfa", "  nickname: String\n  mfa: UserMfa")],
    ["another description", changed("Who is calling", "Who calls")],
    ["a new key", changed('@key(fields: "id")', '@key(fields: "id") @key(fields: "sub")')],
  ])("%s", (_name, after) => {
    expect(check({ after })).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("a key or sharing that is written otherwise", () => {
    const after = `type Page @key(fields: "id", resolvable: true) @key(fields: "poolId sub") {
      id: ID! @shareable @tag(name: "id") poolId: ID! @shareable sub: ID! @shareable
    }
    type Query { page: Page }`;
    const before = shared.replace(" @shareable", "").replaceAll(/: ID!/g, ": ID! @shareable");
    expect(check({ before, after })).toEqual({ status: 0, stdout: "", stderr: "" });
  });
});

describe("npm run schema:check", () => {
  it("is part of the check, and compares with what was released", () => {
    const { scripts } = JSON.parse(readText("package.json")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(scripts["check"]).toContain("npm run schema:check");
    expect(scripts["schema:check"]).toBe("node test/project/schema-check.mjs");
    expect(scripts["schema:release"]).toBe("cp schema/schema.graphql schema/released.graphql");
  });
});
