import type { DetailPages } from "../../loaders/detail-pages.js";
import type { ListPosition, PageSlice } from "../../loaders/list-page.js";
import type { Loaders } from "../../loaders/loaders.js";
import type { GatewayContext } from "../request/context.js";
import { checkFirst } from "./check-first.js";
import { connect, type ConnectionRecord } from "./connect.js";
import { mostOfPage, type PageArguments } from "./page.inputs.js";
import { SealedPlaces } from "./sealed-places.js";

/** A list that everything of its kind has: every pool, every user or every group. */
export interface OwnedList<Item> {
  /** Names the form of what its cursors hold, too: no cursor of an older form opens. */
  readonly kind: string;
  readonly pages: (loaders: Loaders) => DetailPages<Item>;
  readonly nameOf: (item: Item) => string;
}

/** The pool, or the user or the group of that name in it, that has the list. */
interface Owner {
  readonly poolId: string;
  readonly name?: string;
  /** Asked once the arguments are found good, before Cognito is; throws where the owner has no such list. */
  readonly requireList?: () => Promise<void>;
}

interface ListSlice<Item> extends PageSlice<Item> {
  readonly seal: (place: ListPosition) => string;
}

/** One page of such a list; null when its owner is gone. */
export async function readSlice<Item>(
  { kind, pages, nameOf }: OwnedList<Item>,
  { poolId, name = "", requireList }: Owner,
  { first, after }: Pick<PageArguments, "first" | "after">,
  { cursors, loaders }: GatewayContext,
): Promise<ListSlice<Item> | null> {
  checkFirst(first, mostOfPage);
  const places = new SealedPlaces(cursors, kind, poolId, name);
  const from = places.open(after);
  await requireList?.();
  const slice = await pages(loaders).list({ poolId, username: name }, { first, from }, { nameOf });
  return slice === null ? null : { ...slice, seal: places.seal };
}

/** The same as a connection. */
export async function readList<Item>(
  list: OwnedList<Item>,
  owner: Owner,
  page: Pick<PageArguments, "first" | "after">,
  context: GatewayContext,
): Promise<ConnectionRecord<Item> | null> {
  const slice = await readSlice(list, owner, page, context);
  return slice === null ? null : connect(slice, slice.seal);
}
