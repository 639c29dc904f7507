import { command, poolOf } from "../operation.js";

/** Deletes a pool with all that is in it, unless it is protected. */
export const deleteUserPool = command("DeleteUserPool", (call) => {
  const pool = poolOf(call);
  if (pool.settings.deletionProtection === "ACTIVE") {
    throw call.error(
      "InvalidParameterException",
      "The user pool cannot be deleted because deletion protection is activated.",
    );
  }
  call.pools.remove(pool);
  return {};
});
