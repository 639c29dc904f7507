import { Group } from "../directory/group.js";
import { command, poolOf } from "../operation.js";
import { groupForm } from "./wire-forms.js";

/** Creates an empty group; a name that is taken is refused. */
export const createGroup = command("CreateGroup", (call) => {
  const pool = poolOf(call);
  const { GroupName, Description, Precedence, RoleArn } = call.input;
  if (pool.groups.has(GroupName)) {
    throw call.error("GroupExistsException", "A group with the name already exists.");
  }
  const group = new Group(GroupName, call.now, Description, Precedence, RoleArn);
  pool.groups.set(group.name, group);
  return { Group: groupForm(pool, group) };
});
