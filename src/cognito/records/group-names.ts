import type { AdminListGroupsForUserResponse } from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../../errors/gateway-error.js";

/** The largest page that Cognito gives; a user is in 100 groups at most, and pages may come short. */
const groupsPerPage = 60;
const maximumGroupPages = 10;

/** Where a page of groups begins, and how long it may be. */
interface GroupPage {
  readonly Limit: number;
  readonly NextToken: string | undefined;
}

/** The names of all of a user's groups, by a function that asks for one page; UPSTREAM_ERROR where they cannot all be told. */
export async function readGroupNames(
  ask: (page: GroupPage) => Promise<AdminListGroupsForUserResponse>,
): Promise<readonly string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < maximumGroupPages; page += 1) {
    const answer = await ask({ Limit: groupsPerPage, NextToken });
    // A user without groups has an empty list. No list at all would make a protected user look like any other.
    if (!Array.isArray(answer.Groups)) throw new GatewayError("UPSTREAM_ERROR");
    names.push(...answer.Groups.map(({ GroupName }) => GroupName ?? ""));
    NextToken = answer.NextToken;
    if (NextToken === undefined) return names;
  }
  // Whoever decides by groups must not take a part for the whole.
  throw new GatewayError("UPSTREAM_ERROR");
}
