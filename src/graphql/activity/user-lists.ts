import type { AuthEventRecord, DeviceRecord } from "../../cognito/records/activity-records.js";
import type { UserPoolDescription, UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { ConnectionRecord } from "../pages/connect.js";
import type { PageArguments } from "../pages/page.inputs.js";
import { type OwnedList, readList } from "../pages/read-list.js";
import type { GatewayContext } from "../request/context.js";
import { knownPool } from "../user-pool/describe-pool.js";

/** A list that Cognito keeps of each user, in pools that are configured for it. */
interface UserList<Item> extends OwnedList<Item> {
  readonly isKept: (pool: UserPoolDescription) => boolean;
}

export const devicesOfUser: UserList<DeviceRecord> = {
  kind: "devices/1",
  pages: ({ devices }) => devices,
  nameOf: ({ key }) => key,
  isKept: ({ remembersDevices }) => remembersDevices,
};

export const authEventsOfUser: UserList<AuthEventRecord> = {
  kind: "authEvents/1",
  pages: ({ authEvents }) => authEvents,
  nameOf: ({ id }) => id,
  isKept: ({ recordsAuthEvents }) => recordsAuthEvents,
};

/** One page of such a list; null when the user is gone. FEATURE_UNAVAILABLE in a pool that keeps none, which is not asked for it. */
export async function readUserList<Item>(
  list: UserList<Item>,
  { poolId, username }: UserRecord,
  page: Pick<PageArguments, "first" | "after">,
  context: GatewayContext,
): Promise<ConnectionRecord<Item> | null> {
  const { isKept } = list;
  const requireList = async () => {
    const { description } = knownPool(poolId, context);
    const pool = await description.getAnewIf((described) => !isKept(described));
    if (!isKept(pool)) throw new GatewayError("FEATURE_UNAVAILABLE");
  };
  return readList(list, { poolId, name: username, requireList }, page, context);
}
