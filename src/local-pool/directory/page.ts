import type { Seal } from "../crypto/seal.js";
import type { Raise } from "../service-model/service-error.js";

const LARGEST_PAGE = 60;

/** What a page is cut from, and where it starts. */
export interface PageRequest<Item> {
  readonly items: Iterable<Item>;
  /** A name that an item keeps, so that a page resumes rightly although others came or went. */
  readonly keyOf: (item: Item) => string;
  /** Grows from item to item, where it is known: then a page resumes rightly although the last item shown is gone. */
  readonly placeOf?: (item: Item) => number;
  /** The list that the token belongs to: pool, operation, filter. */
  readonly scope: string;
  readonly limit: number | undefined;
  readonly token: string | undefined;
}

/** A page of items and the token of the next one, if there is more. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** Cuts one page; a token of another list or another process is refused. */
export function cutPage<Item>(
  request: PageRequest<Item>,
  seal: Seal,
  error: Raise<"InvalidParameterException">,
): Page<Item> {
  const all = [...request.items];
  const limit = request.limit === undefined || request.limit === 0 ? LARGEST_PAGE : request.limit;
  const start = request.token === undefined ? 0 : startOf(all, request, request.token, seal, error);
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  const more = start + limit < all.length && last !== undefined;
  return {
    items,
    next: more
      ? seal.seal(request.scope, [request.keyOf(last), request.placeOf?.(last) ?? start + limit])
      : undefined,
  };
}

function startOf<Item>(
  all: readonly Item[],
  request: PageRequest<Item>,
  token: string,
  seal: Seal,
  error: Raise<"InvalidParameterException">,
): number {
  const marker = seal.open(request.scope, token);
  if (marker === null) throw error("InvalidParameterException", "Invalid pagination token given.");
  const [key, position] = marker;
  const found = all.findIndex((item) => request.keyOf(item) === key);
  const { placeOf } = request;
  if (placeOf !== undefined) {
    const next = all.findIndex((item) => placeOf(item) > Number(position));
    return next >= 0 ? next : all.length;
  }
  // If the last item shown is gone, its position is the best guess left.
  return found >= 0 ? found + 1 : Math.max(0, Number(position) - 1);
}
