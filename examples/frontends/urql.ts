import { Client, type CombinedError, fetchExchange } from "@urql/core";
import type { ErrorFacts } from "./error-sentences.js";
import {
  SetPasswordDocument,
  type SetPasswordMutationVariables,
  type UserKey,
  UserRowsDocument,
} from "./generated/graphql.js";

export const createClient = (gateway: string, token: string) =>
  new Client({
    url: `${gateway}/graphql`,
    // The gateway takes POST only.
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
  });

/** `data` and `error` stand side by side: what the caller may not see is null. */
export const findUsers = (client: Client, keys: readonly UserKey[]) =>
  client.query(UserRowsDocument, { keys }).toPromise();

export const setPassword = (client: Client, variables: SetPasswordMutationVariables) =>
  client.mutation(SetPasswordDocument, variables).toPromise();

export const factsOf = (error: CombinedError | undefined): readonly ErrorFacts[] =>
  (error?.graphQLErrors ?? []).map(({ extensions }) => extensions as unknown as ErrorFacts);
