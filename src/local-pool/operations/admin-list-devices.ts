import { cutPage } from "../directory/page.js";
import { query } from "../operation.js";
import { deviceForm } from "./activity-forms.js";
import { deviceOwnerOf } from "./device-owner.js";

/** A page of the devices of a user, those that are not remembered included. */
export const adminListDevices = query("AdminListDevices", (call) => {
  const { pool, user } = deviceOwnerOf(call);
  const page = cutPage(
    {
      items: user.devices.values(),
      keyOf: (device) => device.key,
      scope: `AdminListDevices ${pool.id} ${user.sub}`,
      limit: call.input.Limit,
      token: call.input.PaginationToken,
    },
    call.seal,
    call.error,
  );
  return { Devices: page.items.map(deviceForm), PaginationToken: page.next };
});
