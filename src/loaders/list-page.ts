import { createHash } from "node:crypto";
import { maximumPageSize } from "../cognito/frugal/user-sweep.js";
import type { Page } from "../cognito/records/activity-records.js";

/** A place in a list, between two of its items. */
export interface ListPosition {
  /** The token of the page; null for the first. */
  readonly token: string | null;
  /**
   * The marks of the items of the page that come before. They find the place again after items came or went, and however many
   * items Cognito gives for the token this time.
   */
  readonly passed: readonly string[];
}

/** The place at the beginning of a list. */
export const startOfList: ListPosition = { token: null, passed: [] };

/** An item of a list. */
export interface ListedItem<Item> {
  readonly item: Item;
  /** The place after the item; made when it is asked for, since most are not. */
  readonly position: () => ListPosition;
}

/** Some items of a page, and what is known of the rest. */
export interface PageSlice<Item> {
  readonly rows: readonly ListedItem<Item>[];
  /** The place to go on from; null when there are no more items. */
  readonly next: ListPosition | null;
  /** How many items were looked at. */
  readonly scanned: number;
}

/** Which items are wanted, and by which name a place remembers them. */
export interface PageReading<Item> {
  readonly nameOf: (item: Item) => string;
  readonly isWanted?: (item: Item) => boolean;
}

/** The items of one page that come after a place and are wanted, at most `most`. */
export function readPage<Item>(
  { items, nextToken }: Page<Item>,
  place: ListPosition,
  most: number,
  { nameOf, isWanted }: PageReading<Item>,
): PageSlice<Item> {
  const markOf = (item: Item) => markOfName(nameOf(item));
  const rows: ListedItem<Item>[] = [];
  const passed = new Set(place.passed);
  const nextPage =
    nextToken === null
      ? null
      : { token: nextToken, passed: stillToPass(items.length, () => items.map(markOf), passed) };
  let scanned = 0;
  let scannedForRows = 0;
  for (const [index, item] of items.entries()) {
    if (passed.size > 0 && passed.has(markOf(item))) continue;
    scanned += 1;
    if (isWanted !== undefined && !isWanted(item)) continue;
    const last = rows.at(-1);
    // One more than asked for is only looked at: it tells that there are more.
    if (last !== undefined && rows.length === most) {
      return { rows, next: last.position(), scanned: scannedForRows };
    }
    scannedForRows = scanned;
    // After the last item of a page the next page begins: going on from there costs no second look at this one.
    const isLast = index === items.length - 1 && nextPage !== null;
    rows.push({
      item,
      position: () =>
        isLast ? nextPage : placeAfter(items.slice(0, index + 1).map(markOf), place),
    });
  }
  return { rows, next: nextPage, scanned };
}

function placeAfter(before: readonly string[], { token, passed }: ListPosition): ListPosition {
  const marks = new Set([...passed, ...before]);
  return { token, passed: [...marks].slice(-maximumPageSize) };
}

/**
 * Which items the next page has to pass by as well: a page that is shorter than it was has left them to the next one. None of them
 * comes any more after a page of others.
 */
function stillToPass(
  length: number,
  marksOf: () => readonly string[],
  passed: ReadonlySet<string>,
): readonly string[] {
  if (passed.size === 0) return [];
  const marks = new Set(marksOf());
  const others = [...passed].filter((mark) => !marks.has(mark));
  return others.length === passed.size && length > 0 ? [] : others;
}

/** Stands for an item in a cursor, which may hold sixty: two of a page have the same once in 10^11 pages. */
const markOfName = (name: string): string =>
  createHash("sha256").update(name).digest("base64url").slice(0, 8);
