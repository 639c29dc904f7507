import { command, userOf } from "../operation.js";

/** Shuts a user out; a later password does not let it in again. */
export const adminDisableUser = command("AdminDisableUser", (call) => {
  const { user } = userOf(call);
  user.enabled = false;
  user.touch(call.now);
  return {};
});
