import { findGroup } from "../directory/find-group.js";
import { command, userOf } from "../operation.js";

/** Ends a membership; a user who is no member stays none. */
export const adminRemoveUserFromGroup = command("AdminRemoveUserFromGroup", (call) => {
  const { pool, user } = userOf(call);
  findGroup(pool, call.input.GroupName, call.error).members.delete(user);
  return {};
});
