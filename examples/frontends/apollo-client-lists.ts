import { type ApolloClient, InMemoryCache, type ObservableQuery } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { factsOf } from "./apollo-client.js";
import {
  UsersPageDocument,
  type UsersPageQuery,
  type UsersPageQueryVariables,
} from "./generated/graphql.js";

const pages = relayStylePagination(["poolId", "filter"]);

/** One list for each pool and filter, into which further pages are put. `scanned` becomes that of all pages. */
const users: typeof pages = {
  ...pages,
  merge(existing, incoming, options) {
    // A page that failed is null: what was read before stays.
    if (incoming === null) return existing ?? null;
    const { merge } = pages;
    const merged = typeof merge === "function" ? merge(existing, incoming, options) : null;
    if (merged === null) return null;
    const isFurther = typeof options.args?.["after"] === "string";
    const before = isFurther ? scannedOf(existing) : 0;
    return Object.assign({}, merged, { scanned: before + scannedOf(incoming) });
  },
};

const scannedOf = (list: unknown): number =>
  (list as { readonly scanned?: number } | null | undefined)?.scanned ?? 0;

export const createListCache = () =>
  new InMemoryCache({ typePolicies: { Query: { fields: { users } } } });

export const watchList = (client: ApolloClient, variables: UsersPageQueryVariables) =>
  client.watchQuery({ query: UsersPageDocument, variables, errorPolicy: "all" });

type List = ObservableQuery<UsersPageQuery, UsersPageQueryVariables>;

/** Puts the next page into the list; a list whose place is lost is begun again. Nothing is asked behind the end. */
export async function showMore(list: List): Promise<void> {
  const { hasNextPage, endCursor: after } = list.getCurrentResult().data?.users?.pageInfo ?? {};
  if (hasNextPage !== true || typeof after !== "string") return;
  const { error } = await list.fetchMore({ variables: { after }, errorPolicy: "all" });
  if (factsOf(error).some(({ code }) => code === "INVALID_CURSOR")) await list.refetch();
}
