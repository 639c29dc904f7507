import { changedAttributes } from "../directory/user-attributes.js";
import { command, userOf } from "../operation.js";

/** Removes attributes, and the names that they gave; those that the user does not have are no mistake. */
export const adminDeleteUserAttributes = command("AdminDeleteUserAttributes", (call) => {
  const { pool, user } = userOf(call);
  const stated = call.input.UserAttributeNames.map((Name) => ({ Name, Value: "" }));
  pool.users.setAttributes(user, changedAttributes(pool, user.attributes, stated, call.error));
  user.touch(call.now);
  return {};
});
