import { findGroup } from "../directory/find-group.js";
import { command, userOf } from "../operation.js";

/** Makes a user a member; once more changes nothing. */
export const adminAddUserToGroup = command("AdminAddUserToGroup", (call) => {
  const { pool, user } = userOf(call);
  findGroup(pool, call.input.GroupName, call.error).members.add(user);
  return {};
});
