import { ApolloClient, ApolloLink, HttpLink } from "@apollo/client";
import { SetContextLink } from "@apollo/client/link/context";
import { ErrorLink } from "@apollo/client/link/error";
import { createListCache } from "../../frontends/apollo-client-lists.js";
import { isSignedOut } from "./problem.js";
import type { Session } from "./session.js";

/** Why something is done; the gateway writes it into the audit log. */
export const reasonHeaders = (reason: string): Readonly<Record<string, string>> =>
  reason === "" ? {} : { "x-audit-reason": encodeURIComponent(reason) };

/** Asks the gateway, or a router in front of it, in the name of whoever has signed in. Nothing is repeated by itself. */
export function createClient(graphql: string, session: Session, onSignedOut: () => void) {
  const watch = new ErrorLink(({ error }) => {
    if (isSignedOut(error)) onSignedOut();
  });
  const authorize = new SetContextLink(async ({ headers }) => ({
    headers: {
      ...(headers as Record<string, string> | undefined),
      authorization: `Bearer ${await session.token()}`,
    },
  }));
  return new ApolloClient({
    link: ApolloLink.from([watch, authorize, new HttpLink({ uri: graphql })]),
    cache: createListCache(),
  });
}
