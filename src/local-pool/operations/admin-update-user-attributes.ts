import { changedAttributes } from "../directory/user-attributes.js";
import { command, userOf } from "../operation.js";

/** Sets, changes and, by empty values, removes attributes; aliases follow. */
export const adminUpdateUserAttributes = command("AdminUpdateUserAttributes", (call) => {
  const { pool, user } = userOf(call);
  const { UserAttributes: stated } = call.input;
  const attributes = changedAttributes(pool, user.attributes, stated, call.error);
  const rival = pool.users.rival(attributes, user);
  if (rival !== undefined) {
    throw call.error(
      "AliasExistsException",
      `An account with the ${rival.attribute} already exists.`,
    );
  }
  pool.users.setAttributes(user, attributes);
  user.touch(call.now);
  return {};
});
