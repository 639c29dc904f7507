import { Group } from "../directory/group.js";
import { command, poolOf } from "../operation.js";
import { groupForm } from "./wire-forms.js";

// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
const GROUPS_PER_POOL = 10_000;

/** Creates an empty group; a name that is taken is refused, and another case makes another name. */
export const createGroup = command("CreateGroup", (call) => {
  const pool = poolOf(call);
  const { GroupName, Description, Precedence, RoleArn } = call.input;
  if (pool.groups.has(GroupName)) {
    throw call.error("GroupExistsException", "A group with the name already exists.");
  }
  if (pool.groups.size >= GROUPS_PER_POOL) {
    throw call.error("LimitExceededException", "The user pool has too many groups.");
  }
  const group = new Group(GroupName, call.now, {
    description: Description,
    precedence: Precedence,
    roleArn: RoleArn,
  });
  pool.groups.set(group.name, group);
  return { Group: groupForm(pool, group) };
});
