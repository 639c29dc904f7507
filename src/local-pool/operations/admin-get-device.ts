import { query } from "../operation.js";
import { deviceForm } from "./activity-forms.js";
import { deviceOf, deviceOwnerOf } from "./device-owner.js";

/** One device of a user. */
export const adminGetDevice = query("AdminGetDevice", (call) => {
  const { user } = deviceOwnerOf(call);
  return { Device: deviceForm(deviceOf(user, call.input.DeviceKey, call.error)) };
});
