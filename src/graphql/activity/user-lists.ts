import type { AuthEventRecord, DeviceRecord } from "../../cognito/records/activity-records.js";
import type { UserPoolDescription, UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { DetailPages } from "../../loaders/detail-pages.js";
import type { Loaders } from "../../loaders/loaders.js";
import { checkFirst } from "../pages/check-first.js";
import { connect, type ConnectionRecord } from "../pages/connect.js";
import { mostOfPage, type PageArguments } from "../pages/page.inputs.js";
import { SealedPlaces } from "../pages/sealed-places.js";
import type { GatewayContext } from "../request/context.js";
import { knownPool } from "../user-pool/describe-pool.js";

/** A list that Cognito keeps of each user, in pools that are configured for it. */
interface UserList<Item> {
  /** Names the form of what its cursors hold, too: no cursor of an older form opens. */
  readonly kind: string;
  readonly pages: (loaders: Loaders) => DetailPages<Item>;
  readonly nameOf: (item: Item) => string;
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
  { kind, pages, nameOf, isKept }: UserList<Item>,
  { poolId, username }: UserRecord,
  { first, after }: Pick<PageArguments, "first" | "after">,
  context: GatewayContext,
): Promise<ConnectionRecord<Item> | null> {
  checkFirst(first, mostOfPage);
  const places = new SealedPlaces(context.cursors, kind, poolId, username);
  const from = places.open(after);
  const { description } = knownPool(poolId, context);
  const pool = await description.getAnewIf((described) => !isKept(described));
  if (!isKept(pool)) throw new GatewayError("FEATURE_UNAVAILABLE");
  const list = pages(context.loaders);
  const slice = await list.list({ poolId, username }, { first, from }, { nameOf });
  return slice === null ? null : connect(slice, places.seal);
}
