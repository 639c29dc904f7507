import { checkPolicies } from "../../../src/authorization/policy-check.js";
import { PolicyError } from "../../../src/authorization/policy-error.js";
import { splitPolicies } from "../../../src/authorization/policy-source.js";

const permit = "permit (principal, action, resource);";
const check = (content: string) => checkPolicies(splitPolicies("a.cedar", content));

function mistakesIn(content: string): readonly string[] {
  try {
    check(content);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    expect(error.message).toContain("a.cedar:");
    return error.mistakes.map(({ file, line, problem }) => `${file}:${String(line)}: ${problem}`);
  }
  return [];
}

describe("checkPolicies", () => {
  it("knows a policy by its annotation, or by its place", () => {
    const forbid = `@id("b") @code("SELF_TARGET") forbid (principal in Role::"r", action, resource);`;
    expect(check(`\n${permit}\n${forbid}`).map(({ id, code, roles }) => [id, code, roles])).toEqual(
      [
        ["a.cedar:2", null, []],
        ["b", "SELF_TARGET", ["r"]],
      ],
    );
  });

  it.each([
    [
      "that does not parse",
      `${permit}\npermit (principal, action resource);`,
      /^a\.cedar:2: .*expected/,
    ],
    [
      "about an attribute that nobody has",
      `permit (principal, action == Action::"user:read", resource)\nwhen { resource.tier == 1 };`,
      /^a\.cedar:2: attribute `tier`/,
    ],
    [
      "about an unknown action",
      `permit (principal, action == Action::"user:fly", resource);`,
      /fly/,
    ],
    [
      "that can never apply",
      `permit (principal, action == Action::"user:read", resource is User);`,
      /^a\.cedar:1: /,
    ],
    [
      "with a code that nobody knows",
      `@code("NO") forbid (principal, action, resource);`,
      /@code must be/,
    ],
    ["that permits with a code", `@code("FORBIDDEN") ${permit}`, /@code is for forbid/],
    ["that is a template", "permit (principal == ?principal, action, resource);", /^a\.cedar:1: /],
  ])("refuses a policy %s, with its place and the reason", (_what, content, expected) => {
    const mistakes = mistakesIn(content);
    expect(mistakes[0]).toMatch(expected);
    expect(mistakes.every((mistake) => mistake.startsWith("a.cedar:"))).toBe(true);
  });

  it.each(["@id", '@id("null ")', '@id("")', '@id("__proto__")'])(
    "refuses %s, so that no policy takes another's place",
    (annotation) => {
      const content = `${annotation} forbid (principal, action, resource);\n@id("null") ${permit}`;
      expect(mistakesIn(content)).toEqual([
        "a.cedar:1: @id must be letters, digits, - and _ in quotation marks",
      ]);
    },
  );

  it("refuses two policies of one id", () => {
    expect(mistakesIn(`@id("x") ${permit}\n@id("x") ${permit}`)).toEqual([
      "a.cedar:1: another policy has the id x",
    ]);
  });

  it("tells every mistake at once", () => {
    const content = `permit (principal action);\n@code("NO") forbid (principal, action, resource);\n@id("x") ${permit}\n@id("x") ${permit}`;
    expect(mistakesIn(content)).toHaveLength(3);
  });

  it.each([
    ["carriage returns", "\r\n", "// plain"],
    ["letters of several bytes", "\n", "// äöü€ 😀 äöü€ 😀 äöü€ 😀"],
    ["both", "\r\n", "// äöü€ 😀"],
  ])("finds the line of a mistake behind %s", (_what, end, comment) => {
    const policy = [
      comment,
      `@id("ä")`,
      "permit (principal, action, resource)",
      comment,
      `when { "€;😀//" == "x" ||`,
      `  resource.tier == 1 };`,
    ];
    const content = [comment, permit, "", ...policy].join(end);
    const mistakes = mistakesIn(content);
    expect(mistakes.length).toBeGreaterThan(0);
    for (const mistake of mistakes) expect(mistake).toMatch(/^a\.cedar:9: .*`tier`/);
  });
});
