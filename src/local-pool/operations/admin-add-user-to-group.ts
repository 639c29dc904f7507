import { findGroup } from "../directory/find-group.js";
import { command, userOf } from "../operation.js";

// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
const GROUPS_PER_USER = 100;

/** Makes a user a member; once more changes nothing. */
export const adminAddUserToGroup = command("AdminAddUserToGroup", (call) => {
  const { pool, user } = userOf(call);
  const { members } = findGroup(pool, call.input.GroupName, call.error);
  if (!members.has(user) && pool.groupsOf(user).length >= GROUPS_PER_USER) {
    throw call.error("LimitExceededException", "The user is in too many groups.");
  }
  members.add(user);
  return {};
});
