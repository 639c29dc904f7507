// What Cognito knows of a pool's groups, identity providers and app clients, in the gateway's words. Of the last two it is what names
// them and no more, since their settings hold secrets. The schema's classes implement these records.
import type {
  AdminListGroupsForUserResponse,
  GroupType,
  ProviderDescription,
  UserPoolClientDescription,
} from "@aws-sdk/client-cognito-identity-provider";
import { GatewayError } from "../../errors/gateway-error.js";

/** A group of a pool (GroupType). */
export interface GroupRecord {
  /** Opaque, made from the pool and the name. */
  readonly id: string;
  readonly poolId: string;
  readonly name: string;
  readonly description: string | null;
  /** The lowest wins; null counts as none, not as 0. */
  readonly precedence: number | null;
  readonly roleArn: string | null;
  readonly createdAt: Date | null;
  readonly lastModifiedAt: Date | null;
}

/** The largest page that Cognito gives; a user is in 100 groups at most, and pages may come short. */
const groupsPerPage = 60;
const maximumGroupPages = 10;

/** Where a page of groups begins, and how long it may be. */
interface GroupPage {
  readonly Limit: number;
  readonly NextToken: string | undefined;
}

/** All of a user's groups, by a function that asks for one page; UPSTREAM_ERROR where they cannot all be told. */
export async function readGroups(
  poolId: string,
  ask: (page: GroupPage) => Promise<AdminListGroupsForUserResponse>,
): Promise<readonly GroupRecord[]> {
  const groups: GroupRecord[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < maximumGroupPages; page += 1) {
    const answer = await ask({ Limit: groupsPerPage, NextToken });
    // A user without groups has an empty list. No list at all would make a protected user look like any other.
    if (!Array.isArray(answer.Groups)) throw new GatewayError("UPSTREAM_ERROR");
    groups.push(...answer.Groups.map((group) => toGroup(poolId, group)));
    NextToken = answer.NextToken;
    if (NextToken === undefined) return groups;
  }
  // Policies judge by groups, and must not take a part for the whole.
  throw new GatewayError("UPSTREAM_ERROR");
}

/** Puts a group into the gateway's words. */
export function toGroup(poolId: string, group: GroupType): GroupRecord {
  const name = given(group.GroupName);
  return {
    id: encodeGroupId(poolId, name),
    poolId,
    name,
    description: group.Description ?? null,
    precedence: group.Precedence ?? null,
    roleArn: group.RoleArn ?? null,
    createdAt: group.CreationDate ?? null,
    lastModifiedAt: group.LastModifiedDate ?? null,
  };
}

/** A group's global id: opaque to callers, and never that of a user who has the same name. */
const encodeGroupId = (poolId: string, name: string): string =>
  Buffer.from(JSON.stringify(["group", poolId, name])).toString("base64url");

export const identityProviderTypes = [
  "SAML",
  "OIDC",
  "GOOGLE",
  "FACEBOOK",
  "LOGIN_WITH_AMAZON",
  "SIGN_IN_WITH_APPLE",
  "UNKNOWN",
] as const;

/** What an identity provider is (IdentityProviderTypeType); `UNKNOWN` stands for a type that this version has not heard of. */
export type IdentityProviderType = (typeof identityProviderTypes)[number];

/** An identity provider of a pool (ProviderDescription). */
export interface IdentityProviderRecord {
  readonly name: string;
  readonly type: IdentityProviderType;
  readonly createdAt: Date | null;
  readonly lastModifiedAt: Date | null;
}

/** An app client of a pool (UserPoolClientDescription). */
export interface AppClientRecord {
  readonly id: string;
  readonly name: string;
}

const providerTypeOf: ReadonlyMap<string | undefined, IdentityProviderType> = new Map([
  ["SAML", "SAML"],
  ["OIDC", "OIDC"],
  ["Google", "GOOGLE"],
  ["Facebook", "FACEBOOK"],
  ["LoginWithAmazon", "LOGIN_WITH_AMAZON"],
  ["SignInWithApple", "SIGN_IN_WITH_APPLE"],
]);

/** Puts a row of ListIdentityProviders into the gateway's words. */
export function toIdentityProvider(row: ProviderDescription): IdentityProviderRecord {
  return {
    name: given(row.ProviderName),
    type: providerTypeOf.get(row.ProviderType) ?? "UNKNOWN",
    createdAt: row.CreationDate ?? null,
    lastModifiedAt: row.LastModifiedDate ?? null,
  };
}

/** Puts a row of ListUserPoolClients into the gateway's words. */
export function toAppClient(row: UserPoolClientDescription): AppClientRecord {
  return { id: given(row.ClientId), name: given(row.ClientName) };
}

/** A row that does not say what it is about is not Cognito's. */
function given(text: string | undefined): string {
  if (text === undefined) throw new GatewayError("UPSTREAM_ERROR");
  return text;
}
