import { isSwitchedOn } from "../../authorization/access.js";
import { type Action, actions, factsOf, isAboutAttribute } from "../../authorization/actions.js";
import type { Authorizer } from "../../authorization/authorizer.js";
import type { Config } from "../../config/config.js";

/** An attribute that no policy names: what a role may do about attributes in general. */
const anyAttribute = "custom:any";

/** Every role that a policy or the configuration names. A role that nobody names may do nothing, unless policies say "principal". */
const rolesOf = (authorizer: Authorizer, { roleRanks }: Config): readonly string[] => [
  ...new Set([...authorizer.inForce.flatMap(({ roles }) => roles), ...Object.keys(roleRanks)]),
];

/** Whether a role, alone, may do this in a pool, before anything is known of a target. */
export function roleMay(
  authorizer: Authorizer,
  role: string,
  action: Action,
  poolId: string,
): boolean {
  const access = authorizer.accessOf({
    subject: "somebody",
    issuer: "check-policy",
    roles: [role],
    subjectPoolIds: [],
  });
  return access.may(action, poolId, isAboutAttribute(action) ? anyAttribute : undefined);
}

/** What is said of an action that the configuration does not have in a pool. */
export function switchedOff(action: Action, alias: string): string {
  const { group, family = "" } = factsOf(action);
  return `off: pools.${alias}.${group === "read" ? "shows" : "writes"} lacks ${family}`;
}

/** Role by action, a table for each pool. */
export function matrixOf(authorizer: Authorizer, config: Config): string {
  const roles = rolesOf(authorizer, config);
  const files = new Set(authorizer.inForce.map(({ file }) => file));
  const head = `${authorizer.inForce.length} policies in ${files.size} files: valid.`;
  const tables = Object.entries(config.pools).map(([alias, pool]) => {
    const rows = (Object.keys(actions) as Action[]).map((action) => [
      action,
      ...(isSwitchedOn(action, pool)
        ? roles.map((role) => (roleMay(authorizer, role, action, pool.id) ? "yes" : "-"))
        : [switchedOff(action, alias)]),
    ]);
    return `Pool ${alias}\n${align([["Action", ...roles], ...rows])}`;
  });
  return [head, ...tables].join("\n\n");
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
