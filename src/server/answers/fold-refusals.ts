import type { GraphQLFormattedError } from "graphql";
import { columnOf, toldOneByOne } from "../../graphql/request/column.js";

type Errors = readonly GraphQLFormattedError[];

/**
 * Makes one error of the FORBIDDEN errors of a column that has been refused in many rows: the first of them, with their count.
 * `counted` says how often each was, those counted for which no error was made; null when none was so often.
 */
export function foldRefusals(errors: Errors, counted: ReadonlyMap<string, number> | null): Errors {
  if (counted === null && errors.length <= toldOneByOne) return errors;
  const columns = errors.map((error) =>
    error.extensions?.["code"] === "FORBIDDEN" ? columnOf(error.path ?? []) : null,
  );
  const made = new Map<string, number>();
  for (const column of columns) if (column !== null) made.set(column, (made.get(column) ?? 0) + 1);
  const told = new Set<string>();
  return errors.flatMap((error, index) => {
    const column = columns[index] ?? null;
    if (column === null) return [error];
    // Rows that were refused as a whole were counted by nobody.
    const count = Math.max(counted?.get(column) ?? 0, made.get(column) ?? 0);
    if (count <= toldOneByOne) return [error];
    if (told.has(column)) return [];
    told.add(column);
    return [{ ...error, extensions: { ...error.extensions, count } }];
  });
}
