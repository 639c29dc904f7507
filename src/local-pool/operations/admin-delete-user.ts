import { command, userOf } from "../operation.js";

/** Deletes a user with its names, memberships and tokens. */
export const adminDeleteUser = command("AdminDeleteUser", (call) => {
  const { pool, user } = userOf(call);
  pool.removeUser(user);
  return {};
});
