import type { Raise } from "../service-model/service-error.js";
import type { Group } from "./group.js";
import type { UserPool } from "./user-pool.js";

/** The group of that name; throws ResourceNotFoundException. */
export function findGroup(
  pool: UserPool,
  name: string,
  error: Raise<"ResourceNotFoundException">,
): Group {
  const group = pool.groups.get(name);
  if (group === undefined) throw error("ResourceNotFoundException", "Group not found.");
  return group;
}
