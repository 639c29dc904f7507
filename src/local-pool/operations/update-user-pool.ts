import { statedSettings } from "../directory/pool-settings.js";
import { command, poolOf } from "../operation.js";

/** Replaces the settings; as with the service, what is not stated goes back to its default. */
export const updateUserPool = command("UpdateUserPool", (call) => {
  const pool = poolOf(call);
  pool.settings = statedSettings(call.input, call.error);
  pool.modifiedAt = call.now;
  return {};
});
