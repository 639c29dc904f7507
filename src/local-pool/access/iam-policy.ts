/** One statement, each member a list. */
interface Statement {
  readonly isAllow: boolean;
  readonly actions: Patterns;
  readonly resources: Patterns;
}

/** `isNegated`: the statement covers all that none of the patterns fits (`NotAction`, `NotResource`). */
interface Patterns {
  readonly isNegated: boolean;
  readonly patterns: readonly RegExp[];
}

/** What a key may do by its policy. `undecided`: no statement allows it, which denies it as well. */
export type IamDecision = "allowed" | "denied" | "undecided";

/** A policy document that cannot be used; the message names the mistake and its place. */
export class IamPolicyError extends Error {
  override readonly name = "IamPolicyError";
}

/**
 * An identity-based IAM policy of actions and resources. Conditions, principals and policy variables are refused: a policy that
 * is understood in part would allow more or less than AWS does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export class IamPolicy {
  readonly #statements: readonly Statement[];

  /** @throws IamPolicyError if the document is no such policy. */
  constructor(document: unknown) {
    const { Version: version, Statement: statements } = membersOf(document, "policy", [
      "Version",
      "Id",
      "Statement",
    ]);
    if (version !== "2012-10-17" && version !== "2008-10-17") {
      throw new IamPolicyError("policy.Version: must be 2012-10-17 or 2008-10-17");
    }
    const list = Array.isArray(statements) ? statements : [statements];
    this.#statements = list.map((statement, index) =>
      readStatement(statement, `policy.Statement[${index}]`),
    );
  }

  /** A statement that denies wins over every statement that allows. Letter case matters in the resource, not in the action. */
  decide(action: string, resource: string): IamDecision {
    const fitting = this.#statements.filter(
      ({ actions, resources }) => covers(actions, action) && covers(resources, resource),
    );
    if (fitting.some(({ isAllow }) => !isAllow)) return "denied";
    return fitting.length > 0 ? "allowed" : "undecided";
  }
}

const covers = ({ isNegated, patterns }: Patterns, text: string): boolean =>
  patterns.some((pattern) => pattern.test(text)) !== isNegated;

function readStatement(statement: unknown, path: string): Statement {
  const members = membersOf(statement, path, [
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
  ]);
  const { Effect: effect } = members;
  if (effect !== "Allow" && effect !== "Deny") {
    throw new IamPolicyError(`${path}.Effect: must be Allow or Deny`);
  }
  return {
    isAllow: effect === "Allow",
    actions: readPatterns(members, "Action", path, "iu"),
    resources: readPatterns(members, "Resource", path, "u"),
  };
}

function readPatterns(
  members: Readonly<Record<string, unknown>>,
  name: "Action" | "Resource",
  path: string,
  flags: string,
): Patterns {
  const isNegated = members[name] === undefined;
  const value = members[isNegated ? `Not${name}` : name];
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0 || !texts.every((text) => typeof text === "string")) {
    throw new IamPolicyError(`${path}: needs ${name} or Not${name}, a text or a list of texts`);
  }
  if (!isNegated && members[`Not${name}`] !== undefined) {
    throw new IamPolicyError(`${path}: ${name} and Not${name} exclude each other`);
  }
  if (texts.some((text) => text.includes("${"))) {
    throw new IamPolicyError(`${path}.${name}: policy variables are not supported`);
  }
  return { isNegated, patterns: texts.map((text) => new RegExp(`^${asPattern(text)}$`, flags)) };
}

/** `*` stands for any signs, `?` for one. */
const asPattern = (text: string): string =>
  text
    .replaceAll(/[\\^$.|+()[\]{}]/gu, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");

function membersOf(
  value: unknown,
  path: string,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new IamPolicyError(`${path}: must be an object`);
  }
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new IamPolicyError(`${path}: ${JSON.stringify(unknown)} is not supported`);
  }
  return value as Readonly<Record<string, unknown>>;
}
