import { isObjectType } from "graphql";
import {
  type Action,
  actions,
  factsOf,
  readFamilies,
  type ReadFamily,
  writeFamilies,
} from "../../src/authorization/actions.js";
import { cedarSchema } from "../../src/authorization/cedar-schema.js";
import { sampleRolesFile, targetRulesFile } from "../../src/authorization/policy-files.js";
import { PolicySet } from "../../src/authorization/policy-set.js";
import { splitPolicies } from "../../src/authorization/policy-source.js";
import { answerOf } from "../../src/cli/check-policy/policy-answer.js";
import { readTarget } from "../../src/cli/check-policy/policy-target.js";
import { operationFacts } from "../../src/cognito/records/operations.js";
import { configSchema } from "../../src/config/config.js";
import { pool as poolSchema } from "../../src/config/pool.js";
import type { Guard } from "../../src/graphql/guards/guard.js";
import { batches, rows } from "../../src/graphql/mutations.js";
import { createSchema } from "../../src/graphql/schema.js";
import { authorizerOf, customers, guards, partners } from "../docs/authorization.js";
import { type Sample, samples } from "../support/mutation-samples.js";
import { codeBlocksOf, listFiles, readText, root, tableUnder } from "./documents.js";

const document = "docs/authorization.md";
const actionNames = Object.keys(actions) as Action[];

describe("the examples of policies", () => {
  const blocks = codeBlocksOf(document)
    .filter(({ language }) => language === "cedar")
    .map(({ text }) => text);
  const sources = [sampleRolesFile, targetRulesFile].flatMap((file) =>
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
      const asked = alias === "customers" ? customers : partners;
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

describe("the families", () => {
  it("are those that a configuration can name", () => {
    const pool = { id: "eu-west-1_A", region: "eu-west-1" };
    const withWrites = (writes: unknown) => poolSchema.safeParse({ ...pool, writes }).success;
    expect(withWrites([...writeFamilies])).toBe(true);
    expect(poolSchema.parse(pool).writes).toEqual(["password"]);
    expect(withWrites(["everything"])).toBe(false);
    const withShows = (shows: unknown) => poolSchema.safeParse({ ...pool, shows }).success;
    expect(withShows([...readFamilies])).toBe(true);
    expect(poolSchema.parse(pool).shows).toEqual([]);
    expect(withShows(["password"])).toBe(false);
  });

  it("have in the document the mutations that they switch on", () => {
    const told = tableUnder(document, "What can be done in a pool").map((row) => [
      row["Family"]?.replaceAll("`", ""),
      (row["Mutations"]?.split(";")[0]?.match(/\w+/g) ?? []).sort(),
    ]);
    const byFamily = writeFamilies.map((family) => [
      family,
      Object.entries({ ...rows, ...batches })
        .filter(([, field]) => field.actions.some((action) => factsOf(action).family === family))
        .map(([name]) => name)
        .sort(),
    ]);
    expect(told).toEqual(byFamily);
  });

  it("have in the document the fields that they show", () => {
    const told = tableUnder(document, "What can be seen in a pool").map((row) => [
      row["Family"]?.replaceAll("`", ""),
      row["Fields"]?.match(/[\w.]+/g) ?? [],
    ]);
    const isOf = (family: ReadFamily, guard: Guard) =>
      guard.kind === "action" &&
      (guard.shownBy === family || guard.anyOf.some((action) => factsOf(action).family === family));
    const byFamily = readFamilies.map((family) => [
      family,
      [...guards].filter(([, guard]) => isOf(family, guard)).map(([field]) => field),
    ]);
    expect(told).toEqual(byFamily);
  });

  it("are, of an operation, those of the action whose mutation sends it", () => {
    for (const { operation, variables } of Object.values<Sample>(samples)) {
      const families = (Object.keys(variables) as Action[]).map((action) => factsOf(action).family);
      expect([operation, operationFacts(operation).families]).toEqual([operation, [families[0]]]);
      expect(new Set(families).size).toBe(1);
    }
  });
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
      (path) => path.startsWith("src/graphql/") && readText(path).includes(`"${action}"`),
    );
    const needers = actionNames.filter((other) => {
      const { protectedGrant, federatedGrant } = factsOf(other);
      return protectedGrant === action || federatedGrant === action;
    });
    expect([...askers, ...needers]).not.toEqual([]);
  });
});
