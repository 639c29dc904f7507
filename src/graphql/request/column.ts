import type { GraphQLFormattedError, ResponsePath } from "graphql";

/** So many FORBIDDEN errors of one column are told one by one; as soon as there are more, all of them are told as one. */
export const toldOneByOne = 10;

/** What the places of one field in a list have in common: the path without the places in lists. Null outside of lists. */
export function columnOf(path: NonNullable<GraphQLFormattedError["path"]>): string | null {
  const names = path.filter((step) => typeof step === "string");
  return names.length === path.length ? null : names.join(".");
}

/** The same, of a field that is being answered. */
export function columnAt(path: ResponsePath): string | null {
  let column = "";
  let isInList = false;
  for (let at: ResponsePath | undefined = path; at !== undefined; at = at.prev) {
    if (typeof at.key === "number") isInList = true;
    else column = column === "" ? at.key : `${at.key}.${column}`;
  }
  return isInList ? column : null;
}
