import { join } from "node:path";
import { isObjectType } from "graphql";
import { buildSchemaSync } from "type-graphql";
import { type Action, actions } from "../../src/authorization/actions.js";
import { Authorizer } from "../../src/authorization/authorizer.js";
import { cedarSchema } from "../../src/authorization/cedar-schema.js";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { PolicySet } from "../../src/authorization/policy-set.js";
import { splitPolicies } from "../../src/authorization/policy-source.js";
import { answerOf } from "../../src/cli/check-policy/policy-answer.js";
import { roleMay } from "../../src/cli/check-policy/policy-matrix.js";
import { readTarget } from "../../src/cli/check-policy/policy-target.js";
import { configSchema } from "../../src/config/config.js";
import { federationGuards } from "../../src/graphql/federation/federation-guards.js";
import { collectGuards } from "../../src/graphql/guards/enforce-guards.js";
import type { Guard } from "../../src/graphql/guards/guard.js";
import { PrincipalResolver } from "../../src/graphql/principal/principal.resolver.js";
import { createSchema } from "../../src/graphql/schema.js";
import { UserResolver } from "../../src/graphql/user-fields.resolver.js";
import { UserPoolResolver } from "../../src/graphql/user-pool/user-pool.resolver.js";
import { codeBlocksOf, listFiles, pick, readText, root, tableUnder } from "./documents.js";

const document = "docs/authorization.md";
const actionNames = Object.keys(actions) as Action[];
const pool = {
  id: "eu-west-1_AbCdEf123",
  alias: "customers",
  region: "eu-west-1",
  groupRanks: { traders: 0 },
  protectedGroups: [],
};
const partners = { ...pool, id: "us-east-1_GhIjKl456", alias: "partners" };
const guards = new Map([
  ...collectGuards(
    buildSchemaSync({
      resolvers: [UserResolver, UserPoolResolver, PrincipalResolver],
      validate: false,
    }),
  ),
  ...federationGuards({ introspection: false }),
]);

const guarded = [...guards].filter(isGuardedByAction);
const opened = [...guards].filter(([, guard]) => guard.kind === "open");

type ActionGuard = Guard & { readonly kind: "action" };

function isGuardedByAction(entry: [string, Guard]): entry is [string, ActionGuard] {
  return entry[1].kind === "action";
}

const authorizerOf = (...policyFiles: string[]) =>
  new Authorizer({ policyFiles, roleRanks: {}, pools: [pool, partners] });

describe(document, () => {
  it("lists exactly the actions, in the words of the code", () => {
    const rows = tableUnder(document, "Actions");
    const expected = Object.entries(actions).map(([action, { meaning }]) => [
      action,
      [meaning.replaceAll("`", "")],
    ]);
    const told = pick(rows, "Action", "Lets a caller");
    expect(told).toEqual(Object.fromEntries(expected));
  });

  it("says exactly what each role of the shipped policies may do", () => {
    const authorizer = authorizerOf(sampleRolesFile);
    const roles = authorizer.inForce.flatMap((policy) => policy.roles);
    const rows = tableUnder(document, "Roles");
    expect(Object.keys(rows[0] ?? {})).toEqual(["Action", ...roles]);
    const expected = actionNames.map((action) => [
      action,
      roles.map((role) => (roleMay(authorizer, role, action, pool.id) ? "yes" : "–")),
    ]);
    expect(pick(rows, "Action", ...roles)).toEqual(Object.fromEntries(expected));
  });

  it("lists exactly the target rules, with what they answer", () => {
    const rules = authorizerOf()
      .inForce.filter(({ file }) => file.endsWith("target-rules.cedar"))
      .map(({ id, code }) => [id, [code]]);
    expect(pick(tableUnder(document, "Targets"), "Rule", "Answer")).toEqual(
      Object.fromEntries(rules),
    );
  });

  it("lists exactly the guarded fields with the actions that open them", () => {
    const expected = guarded.map(([field, { anyOf, isDecidedWithin }]) => [
      field,
      [
        anyOf.length === 0
          ? "nobody"
          : `${anyOf.join(" or ")}${isDecidedWithin === true ? " for each name" : ""}`,
      ],
    ]);
    expect(pick(tableUnder(document, "Fields"), "Field", "Needs")).toEqual(
      Object.fromEntries(expected),
    );
  });

  it("lists exactly the fields that every authenticated caller may see, with the reason", () => {
    const expected = opened.map(([field, guard]) => [
      field,
      ["reason" in guard ? guard.reason : ""],
    ]);
    expect(pick(tableUnder(document, "Open fields"), "Field", "Why")).toEqual(
      Object.fromEntries(expected),
    );
  });
});

describe("the examples of policies", () => {
  const blocks = codeBlocksOf(document)
    .filter(({ language }) => language === "cedar")
    .map(({ text }) => text);
  const sources = [sampleRolesFile, join(root, "policies/target-rules.cedar")].flatMap((file) =>
    splitPolicies(file, readText(file.slice(root.length + 1))),
  );

  it("are three, and fit the schema beside the shipped policies", () => {
    expect(blocks).toHaveLength(3);
    const added = blocks.flatMap((text) => splitPolicies(document, text));
    expect(new PolicySet([...sources, ...added]).policies).toHaveLength(
      sources.length + added.length,
    );
  });

  const rows = tableUnder(document, "Examples");

  it.each(rows.map((row) => [row["As"], row["Action"], row["Pool"], row["About"], row["Answer"]]))(
    "%s %s in %s about %s: %s",
    (role = "", action = "", alias = "", about = "", answer = "") => {
      const added = blocks.flatMap((text) => splitPolicies(document, text));
      const loaded = jest
        .spyOn(PolicySet, "read")
        .mockReturnValue(new PolicySet([...sources, ...added]));
      const authorizer = authorizerOf();
      loaded.mockRestore();
      const asked = alias === "customers" ? pool : partners;
      const isTarget = about.startsWith("{");
      const { isAllowed } = answerOf(authorizer, {
        roles: [role],
        action: action as Action,
        pool: asked,
        attribute: isTarget || about === "" ? undefined : about,
        target: isTarget ? readTarget(about, asked.id) : undefined,
        subject: undefined,
      });
      expect(isAllowed ? "allow" : "deny").toBe(answer);
    },
  );
});

describe("schema/policies.cedarschema", () => {
  it("is what the actions say", () => {
    if (readText("schema/policies.cedarschema") !== cedarSchema) {
      throw new Error("schema/policies.cedarschema is out of date: run `npm run schema`.");
    }
  });
});

describe("the guards", () => {
  it("are those of the schema that is served: every field of it is known here", () => {
    const { schema } = createSchema({
      ...configSchema.shape.subgraph.parse(undefined),
      introspection: false,
    });
    const served = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type))
      .filter(({ name }) => !name.startsWith("__"))
      .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
    expect(served.sort()).toEqual([...guards.keys()].sort());
  });

  it.each(actionNames)("%s is asked for somewhere", (action) => {
    const askers = listFiles().filter(
      (path) =>
        /^src\/(graphql|authorization\/access)/.test(path) &&
        readText(path).includes(`"${action}"`),
    );
    expect(askers).not.toEqual([]);
  });
});
