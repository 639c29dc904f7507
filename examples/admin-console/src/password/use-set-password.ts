import type { ApolloClient } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useState } from "react";
import { sentences } from "../../../frontends/error-sentences.js";
import { reasonHeaders } from "../client.js";
import {
  CheckPasswordDocument,
  type ExpiryFragment,
  SetPasswordDocument,
  type UserStatus,
} from "../generated/graphql.js";
import { mutationProblem, type Problem } from "../problem.js";

/** What is to be set. */
export interface Order {
  readonly poolId: string;
  readonly username: string;
  readonly password: string;
  readonly permanent: boolean;
}

/** A password that was set, to be handed over once. */
export interface Done extends Order {
  /** Null when the answer could not be shown. */
  readonly status: UserStatus | null;
  readonly expiry: ExpiryFragment | null;
  readonly warnings: readonly string[];
  /** What was missing in the answer, although it was done. */
  readonly problem: Problem | null;
}

type Result =
  | { readonly done: Done; readonly problem: null }
  | { readonly done: null; readonly problem: Problem };

/** Sets a password once for each time that a person asks for it, and says what became of it. */
export function useSetPassword() {
  const client = useApolloClient();
  const [result, setResult] = useState<Result | null>(null);
  const [isBusy, setBusy] = useState(false);
  const set = async (order: Order, reason: string) => {
    setBusy(true);
    setResult(null);
    const violations = await check(client, order);
    setResult(
      violations.length > 0
        ? { done: null, problem: brokenRules(violations) }
        : await send(client, order, reason),
    );
    setBusy(false);
  };
  const clear = () => {
    setResult(null);
  };
  return { set, clear, problem: result?.problem ?? null, done: result?.done ?? null, isBusy };
}

/** Asks for the broken rules first: a refused set would stand in the audit log. Without an answer the set itself will tell. */
async function check(client: ApolloClient, { poolId, username, password }: Order) {
  const { data } = await client.query({
    query: CheckPasswordDocument,
    variables: { poolId, username, password },
    // A cache would keep the password in its key.
    fetchPolicy: "no-cache",
    errorPolicy: "all",
  });
  return data?.checkPassword?.violations ?? [];
}

const brokenRules = (violations: readonly string[]): Problem => ({
  code: undefined,
  sentence: sentences["INVALID_PASSWORD"] ?? "",
  outcome: "NOT_APPLIED",
  violations,
  waitMs: null,
  requestId: undefined,
  auditId: undefined,
});

interface Warnings {
  readonly warnings?: readonly { readonly code: string }[];
}

async function send(client: ApolloClient, order: Order, reason: string): Promise<Result> {
  const { data, error, extensions } = await client.mutate({
    mutation: SetPasswordDocument,
    variables: { ...order },
    context: { headers: reasonHeaders(reason) },
    errorPolicy: "all",
  });
  const user = data?.setUserPassword ?? null;
  const problem = error === undefined ? null : mutationProblem(error);
  if (problem !== null && problem.outcome !== "APPLIED") return { done: null, problem };
  // Neither a user nor an error is no answer of the gateway.
  if (problem === null && user === null) return { done: null, problem: mutationProblem(null) };
  const { warnings = [] } = (extensions ?? {}) as Warnings;
  const done = {
    ...order,
    status: user?.status ?? null,
    expiry: user?.temporaryPassword ?? null,
    warnings: warnings.map(({ code }) => code),
    problem,
  };
  return { done, problem: null };
}
