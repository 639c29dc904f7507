import { buildSchemaSync } from "type-graphql";
import {
  type Action,
  actions,
  readFamilies,
  writeFamilies,
} from "../../src/authorization/actions.js";
import { Authorizer } from "../../src/authorization/authorizer.js";
import { sampleRolesFile, targetRulesFile } from "../../src/authorization/policy-files.js";
import { roleMay } from "../../src/cli/check-policy/policy-matrix.js";
import { federationGuards } from "../../src/graphql/federation/federation-guards.js";
import { collectGuards } from "../../src/graphql/guards/enforce-guards.js";
import type { Guard } from "../../src/graphql/guards/guard.js";
import { resolvers } from "../../src/graphql/schema.js";
import { code, type DocumentWithTables, table } from "./table.js";

/** The pools of the document's examples. */
export const customers = {
  id: "eu-west-1_AbCdEf123",
  alias: "customers",
  region: "eu-west-1",
  groupRanks: { traders: 0 },
  protectedGroups: [],
  writes: writeFamilies,
  shows: readFamilies,
};
export const partners = { ...customers, id: "us-east-1_GhIjKl456", alias: "partners" };

export const authorizerOf = (...policyFiles: string[]): Authorizer =>
  new Authorizer({ policyFiles, roleRanks: {}, pools: [customers, partners] });

const roots = ["Query", "Mutation"];

/** The root fields first, then by name: the schema's own order is that in which its files happen to be loaded. */
function compareFields(one: string, other: string): number {
  const placeOf = (field: string) => {
    const place = roots.indexOf(field.split(".")[0] ?? "");
    return place < 0 ? roots.length : place;
  };
  return placeOf(one) - placeOf(other) || (one < other ? -1 : 1);
}

/** Each field of the schema, with the guard in front of it. */
export const guards: ReadonlyMap<string, Guard> = new Map(
  [
    ...collectGuards(
      buildSchemaSync({
        resolvers: [...resolvers],
        validate: false,
      }),
    ),
    ...federationGuards({ introspection: false }),
  ].sort(([one], [other]) => compareFields(one, other)),
);

const shippedRoles = authorizerOf(sampleRolesFile);
const roles = shippedRoles.inForce.flatMap((policy) => policy.roles);

/** What opens a field. */
function needsOf({ anyOf, isDecidedWithin }: Guard & { readonly kind: "action" }): string {
  if (anyOf.length === 0) return "nobody";
  return `${anyOf.map(code).join(" or ")}${isDecidedWithin === true ? " for each name" : ""}`;
}

export const authorization: DocumentWithTables = {
  path: "docs/authorization.md",
  tables: {
    actions: table(["Action", "Lets a caller"], () =>
      Object.entries(actions).map(([action, { meaning }]) => ({
        Action: code(action),
        "Lets a caller": meaning,
      })),
    ),
    "what each role may do": table(["Action", ...roles], () =>
      (Object.keys(actions) as Action[]).map((action) => {
        const may = (role: string) => roleMay(shippedRoles, role, action, customers.id);
        const verdicts = roles.map((role): [string, string] => [role, may(role) ? "yes" : "–"]);
        return Object.fromEntries([["Action", code(action)], ...verdicts]);
      }),
    ),
    "target rules": table(["Rule", "Nobody", "Answer"], () =>
      authorizerOf()
        .inForce.filter(({ file }) => file === targetRulesFile)
        .map((rule) => ({ Rule: code(rule.id), Answer: code(rule.code ?? "OUT_OF_SCOPE_USER") })),
    ),
    "guarded fields": table(["Field", "Needs"], () =>
      [...guards].flatMap(([field, guard]) =>
        guard.kind === "action" ? [{ Field: code(field), Needs: needsOf(guard) }] : [],
      ),
    ),
    "open fields": table(["Field", "Why"], () =>
      [...guards].flatMap(([field, guard]) =>
        guard.kind === "open" ? [{ Field: code(field), Why: guard.reason }] : [],
      ),
    ),
  },
};
