import { command, userOf } from "../operation.js";

/** Lets a disabled user in again, with the status it had. */
export const adminEnableUser = command("AdminEnableUser", (call) => {
  const { user } = userOf(call);
  user.enabled = true;
  user.touch(call.now);
  return {};
});
