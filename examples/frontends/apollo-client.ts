import {
  ApolloClient,
  CombinedGraphQLErrors,
  HttpLink,
  InMemoryCache,
  ServerError,
} from "@apollo/client";
import { type ErrorFacts, factsIn } from "./error-sentences.js";
import {
  SetPasswordDocument,
  type SetPasswordMutationVariables,
  type UserKey,
  type UserRowFragment,
  UserRowsDocument,
} from "./generated/graphql.js";

/** Unless there are lists, the cache needs no settings: `id` identifies a user, whichever name they were asked for by. */
export const createClient = (gateway: string, token: string, cache = new InMemoryCache()) =>
  new ApolloClient({
    link: new HttpLink({
      uri: `${gateway}/graphql`,
      headers: { authorization: `Bearer ${token}` },
    }),
    cache,
  });

/**
 * A list that repaints itself: a mutation that answers with the same `id` changes it, without a request. With
 * `errorPolicy: "all"`, what the caller may not see is null and all else arrives; the default would throw it away.
 */
export const watchUsers = (client: ApolloClient, keys: readonly UserKey[]) =>
  client.watchQuery({ query: UserRowsDocument, variables: { keys }, errorPolicy: "all" });

/** Sets a password. The list shows the status to come at once, and the old one again if there is an error. */
export const setPassword = (
  client: ApolloClient,
  user: UserRowFragment,
  variables: SetPasswordMutationVariables,
) =>
  client.mutate({
    mutation: SetPasswordDocument,
    variables,
    optimisticResponse: {
      __typename: "Mutation",
      setUserPassword: {
        __typename: "User",
        id: user.id,
        status: variables.permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
      },
    },
  });

/** Asks the pool, whatever the cache holds, and repaints every list: what to do when an outcome is not known. */
export const lookUpAgain = (client: ApolloClient, keys: readonly UserKey[]) =>
  client.query({
    query: UserRowsDocument,
    variables: { keys },
    fetchPolicy: "network-only",
    errorPolicy: "all",
  });

/**
 * The facts of an error that was thrown or stands in a result; none when the gateway did not answer. What a router refuses in its own
 * form comes as a ServerError, which has the answer's text.
 */
export function factsOf(error: unknown): readonly ErrorFacts[] {
  if (CombinedGraphQLErrors.is(error)) {
    return error.errors.map(({ extensions }) => extensions as unknown as ErrorFacts);
  }
  return ServerError.is(error) ? factsIn(error.bodyText) : [];
}
