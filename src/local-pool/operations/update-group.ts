import { findGroup } from "../directory/find-group.js";
import { command, poolOf } from "../operation.js";
import { groupForm } from "./wire-forms.js";

/** Changes what is stated of a group; the rest stays, and so do its members. */
export const updateGroup = command("UpdateGroup", (call) => {
  const pool = poolOf(call);
  const group = findGroup(pool, call.input.GroupName, call.error);
  const { Description: description, Precedence: precedence, RoleArn: roleArn } = call.input;
  group.change({ description, precedence, roleArn }, call.now);
  return { Group: groupForm(pool, group) };
});
