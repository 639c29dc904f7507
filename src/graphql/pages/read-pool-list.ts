import type { DetailPages } from "../../loaders/detail-pages.js";
import type { Loaders } from "../../loaders/loaders.js";
import type { GatewayContext } from "../request/context.js";
import { checkFirst } from "./check-first.js";
import { connect, type ConnectionRecord } from "./connect.js";
import { mostOfPage, type PageArguments } from "./page.inputs.js";
import { SealedPlaces } from "./sealed-places.js";

/** A list that every pool has. */
export interface PoolList<Item> {
  /** Names the form of what its cursors hold, too: no cursor of an older form opens. */
  readonly kind: string;
  readonly pages: (loaders: Loaders) => DetailPages<Item>;
  readonly nameOf: (item: Item) => string;
}

/** One page of such a list. */
export async function readPoolList<Item>(
  { kind, pages, nameOf }: PoolList<Item>,
  poolId: string,
  { first, after }: Pick<PageArguments, "first" | "after">,
  { cursors, loaders }: GatewayContext,
): Promise<ConnectionRecord<Item> | null> {
  checkFirst(first, mostOfPage);
  const places = new SealedPlaces(cursors, kind, poolId);
  const from = places.open(after);
  const slice = await pages(loaders).list({ poolId, username: "" }, { first, from }, { nameOf });
  return slice === null ? null : connect(slice, places.seal);
}
