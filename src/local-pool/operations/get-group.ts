import { findGroup } from "../directory/find-group.js";
import { poolOf, query } from "../operation.js";
import { groupForm } from "./wire-forms.js";

/** One group, by its exact name. */
export const getGroup = query("GetGroup", (call) => {
  const pool = poolOf(call);
  return { Group: groupForm(pool, findGroup(pool, call.input.GroupName, call.error)) };
});
