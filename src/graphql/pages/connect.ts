import type { ListPosition, PageSlice } from "../../loaders/list-page.js";
import type { PageInfoRecord } from "./page-info.type.js";

export interface EdgeRecord<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface ConnectionRecord<Node> {
  readonly edges: readonly EdgeRecord<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfoRecord;
}

/** A part of a list as a connection. Edges and cursors are made when they are asked for: most clients want the last cursor only. */
export function connect<Node>(
  { rows, next }: Pick<PageSlice<Node>, "rows" | "next">,
  seal: (place: ListPosition) => string,
): ConnectionRecord<Node> {
  const end = next ?? rows.at(-1)?.position();
  const pageInfo: PageInfoRecord = {
    hasNextPage: next !== null,
    hasPreviousPage: false,
    get startCursor() {
      return rows[0] === undefined ? null : seal(rows[0].position());
    },
    get endCursor() {
      return end === undefined ? null : seal(end);
    },
  };
  return {
    get edges() {
      return rows.map(({ item, position }): EdgeRecord<Node> => ({
        node: item,
        get cursor() {
          return seal(position());
        },
      }));
    },
    nodes: rows.map(({ item }) => item),
    pageInfo,
  };
}
