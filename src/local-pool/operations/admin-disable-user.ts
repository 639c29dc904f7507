import { command, userOf } from "../operation.js";

/** Shuts a user out and revokes their tokens for good; a later password does not let them in again. */
export const adminDisableUser = command("AdminDisableUser", (call) => {
  const { user } = userOf(call);
  user.enabled = false;
  user.signIns.clear();
  user.touch(call.now);
  return {};
});
