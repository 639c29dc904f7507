/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What an attribute is to be like: as UserTextFilter. FORBIDDEN for an attribute that the caller may not see. */
export type UserAttributeFilter = {
  /** Has this text somewhere. Cognito cannot look for it: the gateway reads the list and compares. */
  readonly contains?: string | null | undefined;
  /** Is this text. */
  readonly equals?: string | null | undefined;
  /** The attribute's name, such as `locale` or `custom:tier`. */
  readonly name: string;
  /** Begins with this text. */
  readonly startsWith?: string | null | undefined;
};

/** Which users: those for whom all that is given holds. Cognito applies one condition of equals or startsWith, on any field but `attribute`; the gateway applies the rest while it reads the list, so a filter that has such a condition is cheap and any other one reads the pool. FORBIDDEN for what the caller may not see of a user. At most 20 conditions. */
export type UserFilter = {
  /** Any attribute by its name, custom ones included. Cognito cannot look for it: the gateway reads the list and compares. */
  readonly attribute?: UserAttributeFilter | null | undefined;
  /** The username, the e-mail address, the phone number or the name has this text somewhere. Cognito cannot look for it: the gateway reads the list and compares. */
  readonly contains?: string | null | undefined;
  /** The e-mail address. */
  readonly email?: UserTextFilter | null | undefined;
  /** Whether the account is switched on. */
  readonly enabled?: boolean | null | undefined;
  /** The attribute `family_name`. */
  readonly familyName?: UserTextFilter | null | undefined;
  /** The attribute `given_name`. */
  readonly givenName?: UserTextFilter | null | undefined;
  /** The user is a member of this group, whose name is given exactly, 1 to 128 characters. Cognito lists the members (ListUsersInGroup), and the gateway applies the rest of the filter. Nobody when the pool has no such group. Not within `or`. FORBIDDEN without `group:list-members` and `user:read-security`, or in a pool that does not show it (`pools.<alias>.shows`). https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
  readonly group?: string | null | undefined;
  /** The full name. */
  readonly name?: UserTextFilter | null | undefined;
  /** At least one of these holds as well. Cognito cannot look for it: the gateway reads the list and compares. */
  readonly or?: ReadonlyArray<UserFilter> | null | undefined;
  /** The phone number. */
  readonly phoneNumber?: UserTextFilter | null | undefined;
  /** The attribute `preferred_username`. */
  readonly preferredUsername?: UserTextFilter | null | undefined;
  /** The user's status. */
  readonly status?: UserStatus | null | undefined;
  /** The `sub` attribute. */
  readonly sub?: UserTextFilter | null | undefined;
  /** The canonical username. */
  readonly username?: UserTextFilter | null | undefined;
};

/** Names one user in one user pool. */
export type UserKey = {
  /** The id of a configured user pool, or its alias from the gateway's configuration. Any other pool is FORBIDDEN. */
  readonly poolId: string | number;
  /** The username; or an alias attribute (e-mail address, phone number, preferred username) if the pool signs in by it and it is verified; or the sub of a local user; or the username of a user from an identity provider. 1 to 128 letters, marks, symbols, digits and punctuation, no blanks; BAD_USER_INPUT otherwise. */
  readonly username: string;
};

/** Where a user stands between sign-up and signing in (Cognito's UserStatusType). Whether the account is switched off is told by `enabled`, not by the status. */
export type UserStatus =
  /** No longer used by Cognito. */
  | 'ARCHIVED'
  /** The user was disabled because of a possible security threat. */
  | 'COMPROMISED'
  /** Confirmed, with a password of their own: the user can sign in at once. The status after a permanent password was set, and after a user has replaced a temporary one. */
  | 'CONFIRMED'
  /** Signs in through a SAML, OpenID Connect or social identity provider. Setting a password would make the profile CONFIRMED and open to local sign-in as well, which AWS advises against; the gateway refuses it with FEDERATED_USER unless expressly granted. */
  | 'EXTERNAL_PROVIDER'
  /** Has a temporary password. The next sign-in with it answers with the challenge NEW_PASSWORD_REQUIRED, and the user becomes CONFIRMED by choosing a password. When the temporary password has expired, the user cannot sign in any more and an administrator must set it again; the status does not show the expiry. */
  | 'FORCE_CHANGE_PASSWORD'
  /** The user must ask for a code and choose a new password before they can sign in, or an administrator sets one. */
  | 'RESET_REQUIRED'
  /** Signed up, but not confirmed yet: the user cannot sign in. */
  | 'UNCONFIRMED'
  /** A status that this version of the gateway does not know. */
  | 'UNKNOWN';

/** What a text is to be like: all that is given, and at least one thing. Upper and lower case are the same, except where Cognito compares and the pool tells them apart. No text may be empty. */
export type UserTextFilter = {
  /** Has this text somewhere. Cognito cannot look for it: the gateway reads the list and compares. */
  readonly contains?: string | null | undefined;
  /** Is this text. */
  readonly equals?: string | null | undefined;
  /** Begins with this text. */
  readonly startsWith?: string | null | undefined;
};

export type UserRowFragment = { readonly __typename: 'User', readonly id: string, readonly username: string, readonly status: UserStatus, readonly email: string | null };

export type UserRowsQueryVariables = Exact<{
  keys: ReadonlyArray<UserKey> | UserKey;
}>;


export type UserRowsQuery = { readonly __typename: 'Query', readonly usersByKey: ReadonlyArray<{ readonly __typename: 'User', readonly id: string, readonly username: string, readonly status: UserStatus, readonly email: string | null } | null> | null };

export type SetPasswordMutationVariables = Exact<{
  poolId: string | number;
  username: string;
  password: string;
  permanent: boolean;
}>;


export type SetPasswordMutation = { readonly __typename: 'Mutation', readonly setUserPassword: { readonly __typename: 'User', readonly id: string, readonly status: UserStatus } | null };

export type UsersPageQueryVariables = Exact<{
  poolId: string | number;
  filter?: UserFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type UsersPageQuery = { readonly __typename: 'Query', readonly users: { readonly __typename: 'UserConnection', readonly scanned: number, readonly complete: boolean, readonly edges: ReadonlyArray<{ readonly __typename: 'UserEdge', readonly node: { readonly __typename: 'User', readonly id: string, readonly username: string, readonly status: UserStatus, readonly email: string | null } }>, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export const UserRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]} as unknown as DocumentNode<UserRowFragment, unknown>;
export const UserRowsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserRows"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"keys"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UserKey"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"usersByKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"keys"},"value":{"kind":"Variable","name":{"kind":"Name","value":"keys"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserRow"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]} as unknown as DocumentNode<UserRowsQuery, UserRowsQueryVariables>;
export const SetPasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetPassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"permanent"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setUserPassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"poolId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}}},{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}},{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"permanent"},"value":{"kind":"Variable","name":{"kind":"Name","value":"permanent"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]} as unknown as DocumentNode<SetPasswordMutation, SetPasswordMutationVariables>;
export const UsersPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UsersPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UserFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"poolId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserRow"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scanned"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]} as unknown as DocumentNode<UsersPageQuery, UsersPageQueryVariables>;