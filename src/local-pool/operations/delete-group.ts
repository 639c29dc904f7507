import { findGroup } from "../directory/find-group.js";
import { command, poolOf } from "../operation.js";

/** Deletes a group and its memberships; its members stay. */
export const deleteGroup = command("DeleteGroup", (call) => {
  const pool = poolOf(call);
  pool.groups.delete(findGroup(pool, call.input.GroupName, call.error).name);
  return {};
});
