import { command, userOf } from "../operation.js";
import { deviceOf, requireDevices } from "./device-owner.js";

/** Deletes a device from a user; sessions that began on it go on. */
export const adminForgetDevice = command("AdminForgetDevice", (call) => {
  const { pool, user } = userOf(call);
  requireDevices(pool, call.error);
  user.devices.delete(deviceOf(user, call.input.DeviceKey, call.error).key);
  return {};
});
