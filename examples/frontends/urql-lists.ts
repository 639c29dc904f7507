import type { Client } from "@urql/core";
import {
  UsersPageDocument,
  type UsersPageQuery,
  type UsersPageQueryVariables,
} from "./generated/graphql.js";
import { factsOf } from "./urql.js";

type Search = Omit<UsersPageQueryVariables, "after">;

export const findPage = (client: Client, search: Search, after: string | null = null) =>
  client.query(UsersPageDocument, { ...search, after }).toPromise();

/** The page behind this one, or the first one again when its place is lost; null when there is none. */
export async function findNextPage(client: Client, search: Search, { users }: UsersPageQuery) {
  if (users?.pageInfo.hasNextPage !== true) return null;
  const next = await findPage(client, search, users.pageInfo.endCursor);
  const isLost = factsOf(next.error).some(({ code }) => code === "INVALID_CURSOR");
  return { isAgainTheFirst: isLost, page: isLost ? await findPage(client, search) : next };
}
