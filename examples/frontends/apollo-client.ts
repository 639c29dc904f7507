import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache } from "@apollo/client";
import type { ErrorFacts } from "./error-sentences.js";
import {
  SetPasswordDocument,
  type SetPasswordMutationVariables,
  type UserKey,
  type UserRowFragment,
  UserRowsDocument,
} from "./generated/graphql.js";

/** The cache needs no settings: `id` identifies a user, whichever name they were asked for by. */
export const createClient = (gateway: string, token: string) =>
  new ApolloClient({
    link: new HttpLink({
      uri: `${gateway}/graphql`,
      headers: { authorization: `Bearer ${token}` },
    }),
    cache: new InMemoryCache(),
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

/** The facts of an error that was thrown or stands in a result; none when the gateway did not answer. */
export const factsOf = (error: unknown): readonly ErrorFacts[] =>
  CombinedGraphQLErrors.is(error)
    ? error.errors.map(({ extensions }) => extensions as unknown as ErrorFacts)
    : [];
