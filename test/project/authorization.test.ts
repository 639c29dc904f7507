import { buildSchemaSync } from "type-graphql";
import { actions } from "../../src/authorization/actions.js";
import { rolePermissions } from "../../src/authorization/policy.js";
import { collectGuards } from "../../src/graphql/guards/enforce-guards.js";
import { federationGuards } from "../../src/graphql/guards/federation-guards.js";
import type { Guard } from "../../src/graphql/guards/guard.js";
import { PrincipalResolver } from "../../src/graphql/principal/principal.resolver.js";
import { createSchema } from "../../src/graphql/schema.js";
import { UserResolver } from "../../src/graphql/user/user.resolver.js";
import { UserPoolResolver } from "../../src/graphql/user-pool/user-pool.resolver.js";
import { listFiles, pick, readText, tableUnder } from "./documents.js";

const document = "docs/authorization.md";
const roles = [...rolePermissions.keys()];
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

describe(document, () => {
  it("lists exactly the actions, in the words of the code", () => {
    const rows = tableUnder(document, "Actions");
    const expected = Object.entries(actions).map(([action, meaning]) => [action, [meaning]]);
    expect(pick(rows, "Action", "Lets a caller")).toEqual(Object.fromEntries(expected));
  });

  it("says exactly what each role allows", () => {
    const rows = tableUnder(document, "Roles");
    const expected = Object.keys(actions).map((action) => [
      action,
      [...rolePermissions.values()].map((allowed) =>
        [...allowed].some((each) => each === action) ? "yes" : "–",
      ),
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual(["Action", ...roles]);
    expect(pick(rows, "Action", ...roles)).toEqual(Object.fromEntries(expected));
  });

  it("lists exactly the guarded fields with the actions that open them", () => {
    const expected = guarded.map(([field, { anyOf }]) => [
      field,
      [anyOf.length === 0 ? "nobody" : anyOf.join(" or ")],
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

describe("the guards", () => {
  it("are those of the schema that is served: every field of it is known here", () => {
    const { schema } = createSchema({
      typeName: "User",
      federationVersion: "2.9",
      introspection: false,
    });
    const served = Object.values(schema.getTypeMap())
      .filter((type) => "getFields" in type && !("parseValue" in type))
      .filter(({ name }) => !name.startsWith("__"))
      .flatMap((type) =>
        Object.keys("getFields" in type ? type.getFields() : {}).map((f) => `${type.name}.${f}`),
      )
      .filter((field) => !field.startsWith("UserKey."));
    expect(served.sort()).toEqual([...guards.keys()].sort());
  });

  it.each(Object.keys(actions))("%s is asked for somewhere", (action) => {
    const askers = listFiles().filter(
      (path) => path.startsWith("src/graphql/") && readText(path).includes(`"${action}"`),
    );
    expect(askers).not.toEqual([]);
  });
});
