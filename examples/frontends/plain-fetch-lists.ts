import { setTimeout } from "node:timers/promises";
import { sentenceFor, waitOf } from "./error-sentences.js";
import {
  UsersPageDocument,
  type UsersPageQueryVariables,
  type UserRowFragment,
} from "./generated/graphql.js";
import { ask } from "./plain-fetch.js";

interface Found {
  readonly users: readonly UserRowFragment[];
  readonly scanned: number;
  /** False when the bound came before the end. */
  readonly isAll: boolean;
}

/** Reads page after page, with so many requests at most: a pool can have millions of users. */
export async function readAll(
  gateway: string,
  token: string,
  search: Omit<UsersPageQueryVariables, "after">,
  maximumRequests: number,
): Promise<Found> {
  let users: UserRowFragment[] = [];
  let scanned = 0;
  let after: string | null = null;
  for (let request = 0; request < maximumRequests; request += 1) {
    const answer: Awaited<ReturnType<typeof askPage>> = await askPage(gateway, token, {
      ...search,
      after,
    });
    const page = answer.data?.users;
    if (page === undefined || page === null) {
      const facts = answer.errors?.[0]?.extensions;
      const wait = facts === undefined ? null : waitOf(facts);
      if (facts?.code === "INVALID_CURSOR") [users, scanned, after] = [[], 0, null];
      else if (wait !== null) await setTimeout(wait);
      else throw new Error(facts === undefined ? "No answer." : sentenceFor(facts));
      continue;
    }
    users.push(...page.edges.map(({ node }) => node));
    scanned += page.scanned;
    if (!page.pageInfo.hasNextPage) return { users, scanned, isAll: true };
    after = page.pageInfo.endCursor;
  }
  return { users, scanned, isAll: false };
}

const askPage = (gateway: string, token: string, variables: UsersPageQueryVariables) =>
  ask(gateway, token, UsersPageDocument, variables);
