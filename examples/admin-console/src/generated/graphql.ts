/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A second factor of multi-factor authentication (MFA). */
export type MfaMethod =
  /** A code sent by e-mail. */
  | 'EMAIL_OTP'
  /** A code sent in a text message. */
  | 'SMS_MFA'
  /** A code of an authenticator app (TOTP, RFC 6238). */
  | 'SOFTWARE_TOKEN_MFA'
  /** A factor that this version of the gateway does not know. */
  | 'UNKNOWN'
  /** A passkey, where the pool takes it as a second factor (WebAuthn). */
  | 'WEB_AUTHN';

/** A rule that a password can break: of the pool's policy (`UserPool.passwordPolicy`), or of Cognito for every password. The `violations` of INVALID_PASSWORD have the same names. */
export type PasswordRule =
  /** A blank at either end, which Cognito takes from nobody, whatever the policy. */
  | 'LEADING_OR_TRAILING_SPACE'
  /** A line break between other characters, which Cognito takes from nobody, whatever the policy. */
  | 'LINE_BREAK'
  /** None of a to z, and the policy asks for one. */
  | 'NO_LOWERCASE'
  /** None of 0 to 9, and the policy asks for one. */
  | 'NO_NUMBER'
  /** No punctuation of ASCII and no blank between other characters, and the policy asks for a symbol. */
  | 'NO_SYMBOL'
  /** None of A to Z, and the policy asks for one. */
  | 'NO_UPPERCASE'
  /** Longer than 256 characters (UTF-16 code units). */
  | 'TOO_LONG'
  /** Shorter than the policy's `minimumLength`. */
  | 'TOO_SHORT';

/** Something that a caller may do to a user. */
export type UserAction =
  /** `setUserMfa` and `removeAuthenticatorApp`. */
  | 'CHANGE_MFA'
  /** `confirmUser`. */
  | 'CONFIRM'
  /** `deleteUser`. */
  | 'DELETE'
  /** `disableUser`. */
  | 'DISABLE'
  /** `enableUser`. */
  | 'ENABLE'
  /** `forgetUserDevice`. */
  | 'FORGET_DEVICE'
  /** `issueTemporaryPassword`; with `signOut: true` it needs SIGN_OUT as well. */
  | 'ISSUE_TEMPORARY_PASSWORD'
  /** `rateAuthEvent`. */
  | 'RATE_EVENT'
  /** See sessions, devices, sign-in events and the last activity. */
  | 'READ_ACTIVITY'
  /** See e-mail address, phone number and name. */
  | 'READ_CONTACT'
  /** See the second factors and the groups. */
  | 'READ_SECURITY'
  /** `resendInvitation`. */
  | 'RESEND_INVITATION'
  /** `resetUserPassword`. */
  | 'RESET_PASSWORD'
  /** `setUserPassword` with `permanent: true`. */
  | 'SET_PERMANENT_PASSWORD'
  /** `setUserPassword` with `permanent: false`. */
  | 'SET_TEMPORARY_PASSWORD'
  /** `signOutUser` and `revokeUserSession`. */
  | 'SIGN_OUT';

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

/** Something that a caller may do in a user pool. */
export type UserPoolAction =
  /** `createUser`. */
  | 'CREATE_USER'
  /** List and search the pool's users. */
  | 'LIST_USERS'
  /** See sessions, devices, sign-in events and the last activity of the pool's users. */
  | 'READ_ACTIVITY'
  /** See one attribute of the pool's users at least; which ones, `attributes { readable }` says. */
  | 'READ_ATTRIBUTES'
  /** See e-mail address, phone number, name and linked identities of the pool's users, and search by them. */
  | 'READ_CONTACT'
  /** See the pool's groups. */
  | 'READ_GROUPS'
  /** See the second factors and the groups of the pool's users. */
  | 'READ_SECURITY';

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

export type PoolFactsFragment = { readonly __typename: 'UserPool', readonly id: string, readonly alias: string, readonly name: string | null, readonly estimatedNumberOfUsers: number | null, readonly allowedActions: ReadonlyArray<UserPoolAction> | null };

export type CallerQueryVariables = Exact<{ [key: string]: never; }>;


export type CallerQuery = { readonly __typename: 'Query', readonly me: { readonly __typename: 'Principal', readonly subject: string, readonly roles: ReadonlyArray<string>, readonly pools: ReadonlyArray<{ readonly __typename: 'UserPool', readonly id: string, readonly alias: string, readonly name: string | null, readonly estimatedNumberOfUsers: number | null, readonly allowedActions: ReadonlyArray<UserPoolAction> | null }> } | null };

export type UserRowFragment = { readonly __typename: 'User', readonly id: string, readonly username: string, readonly status: UserStatus, readonly enabled: boolean, readonly email: string | null, readonly name: string | null, readonly lastModifiedAt: string | null };

export type UsersPageQueryVariables = Exact<{
  poolId: string | number;
  filter?: UserFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type UsersPageQuery = { readonly __typename: 'Query', readonly users: { readonly __typename: 'UserConnection', readonly scanned: number, readonly complete: boolean, readonly edges: ReadonlyArray<{ readonly __typename: 'UserEdge', readonly node: { readonly __typename: 'User', readonly id: string, readonly username: string, readonly status: UserStatus, readonly enabled: boolean, readonly email: string | null, readonly name: string | null, readonly lastModifiedAt: string | null } }>, readonly pageInfo: { readonly __typename: 'PageInfo', readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type OneUserQueryVariables = Exact<{
  poolId: string | number;
  username: string;
}>;


export type OneUserQuery = { readonly __typename: 'Query', readonly user: { readonly __typename: 'User', readonly poolId: string, readonly sub: string | null, readonly createdAt: string | null, readonly emailVerified: boolean | null, readonly phoneNumber: string | null, readonly phoneNumberVerified: boolean | null, readonly groups: ReadonlyArray<string> | null, readonly allowedActions: ReadonlyArray<UserAction> | null, readonly id: string, readonly username: string, readonly status: UserStatus, readonly enabled: boolean, readonly email: string | null, readonly name: string | null, readonly lastModifiedAt: string | null, readonly mfa: { readonly __typename: 'UserMfa', readonly preferred: MfaMethod | null, readonly enabled: ReadonlyArray<MfaMethod> } | null, readonly identities: ReadonlyArray<{ readonly __typename: 'LinkedIdentity', readonly providerName: string }> | null, readonly attributes: ReadonlyArray<{ readonly __typename: 'UserAttribute', readonly name: string, readonly value: string | null }> | null, readonly temporaryPassword: { readonly __typename: 'TemporaryPassword', readonly expiresAt: string | null, readonly expired: boolean | null, readonly exact: boolean } | null } | null };

export type ExpiryFragment = { readonly __typename: 'TemporaryPassword', readonly expiresAt: string | null, readonly expired: boolean | null, readonly exact: boolean };

export type SetPasswordFormQueryVariables = Exact<{
  poolId: string | number;
  username: string;
}>;


export type SetPasswordFormQuery = { readonly __typename: 'Query', readonly user: { readonly __typename: 'User', readonly id: string, readonly username: string, readonly sub: string | null, readonly name: string | null, readonly status: UserStatus, readonly enabled: boolean, readonly allowedActions: ReadonlyArray<UserAction> | null } | null, readonly userPool: { readonly __typename: 'UserPool', readonly id: string, readonly passwordPolicy: { readonly __typename: 'PasswordPolicy', readonly minimumLength: number, readonly requireUppercase: boolean, readonly requireLowercase: boolean, readonly requireNumbers: boolean, readonly requireSymbols: boolean, readonly historySize: number, readonly temporaryPasswordValidityDays: number } | null } | null };

export type SetPasswordMutationVariables = Exact<{
  poolId: string | number;
  username: string;
  password: string;
  permanent: boolean;
}>;


export type SetPasswordMutation = { readonly __typename: 'Mutation', readonly setUserPassword: { readonly __typename: 'User', readonly id: string, readonly status: UserStatus, readonly lastModifiedAt: string | null, readonly temporaryPassword: { readonly __typename: 'TemporaryPassword', readonly expiresAt: string | null, readonly expired: boolean | null, readonly exact: boolean } | null } | null };

export type CheckPasswordQueryVariables = Exact<{
  poolId: string | number;
  username: string;
  password: string;
}>;


export type CheckPasswordQuery = { readonly __typename: 'Query', readonly checkPassword: { readonly __typename: 'PasswordCheck', readonly ok: boolean, readonly violations: ReadonlyArray<PasswordRule> } | null };

export type LookAgainQueryVariables = Exact<{
  poolId: string | number;
  username: string;
}>;


export type LookAgainQuery = { readonly __typename: 'Query', readonly user: { readonly __typename: 'User', readonly id: string, readonly status: UserStatus, readonly enabled: boolean, readonly lastModifiedAt: string | null } | null };

export const PoolFactsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PoolFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserPool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"estimatedNumberOfUsers"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}}]}}]} as unknown as DocumentNode<PoolFactsFragment, unknown>;
export const UserRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"lastModifiedAt"}}]}}]} as unknown as DocumentNode<UserRowFragment, unknown>;
export const ExpiryFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Expiry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TemporaryPassword"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expired"}},{"kind":"Field","name":{"kind":"Name","value":"exact"}}]}}]} as unknown as DocumentNode<ExpiryFragment, unknown>;
export const CallerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Caller"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}},{"kind":"Field","name":{"kind":"Name","value":"pools"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PoolFacts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PoolFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserPool"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"alias"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"estimatedNumberOfUsers"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}}]}}]} as unknown as DocumentNode<CallerQuery, CallerQueryVariables>;
export const UsersPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UsersPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UserFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},"defaultValue":{"kind":"IntValue","value":"25"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"poolId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserRow"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scanned"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"lastModifiedAt"}}]}}]} as unknown as DocumentNode<UsersPageQuery, UsersPageQueryVariables>;
export const OneUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OneUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"poolId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}}},{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserRow"}},{"kind":"Field","name":{"kind":"Name","value":"poolId"}},{"kind":"Field","name":{"kind":"Name","value":"sub"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"emailVerified"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumberVerified"}},{"kind":"Field","name":{"kind":"Name","value":"mfa"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"preferred"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}},{"kind":"Field","name":{"kind":"Name","value":"groups"}},{"kind":"Field","name":{"kind":"Name","value":"identities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"providerName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attributes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}},{"kind":"Field","name":{"kind":"Name","value":"temporaryPassword"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Expiry"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"User"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"lastModifiedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Expiry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TemporaryPassword"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expired"}},{"kind":"Field","name":{"kind":"Name","value":"exact"}}]}}]} as unknown as DocumentNode<OneUserQuery, OneUserQueryVariables>;
export const SetPasswordFormDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SetPasswordForm"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"poolId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}}},{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"sub"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"allowedActions"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userPool"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"passwordPolicy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minimumLength"}},{"kind":"Field","name":{"kind":"Name","value":"requireUppercase"}},{"kind":"Field","name":{"kind":"Name","value":"requireLowercase"}},{"kind":"Field","name":{"kind":"Name","value":"requireNumbers"}},{"kind":"Field","name":{"kind":"Name","value":"requireSymbols"}},{"kind":"Field","name":{"kind":"Name","value":"historySize"}},{"kind":"Field","name":{"kind":"Name","value":"temporaryPasswordValidityDays"}}]}}]}}]}}]} as unknown as DocumentNode<SetPasswordFormQuery, SetPasswordFormQueryVariables>;
export const SetPasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetPassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"permanent"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setUserPassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"poolId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}}},{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}},{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}},{"kind":"Argument","name":{"kind":"Name","value":"permanent"},"value":{"kind":"Variable","name":{"kind":"Name","value":"permanent"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"lastModifiedAt"}},{"kind":"Field","name":{"kind":"Name","value":"temporaryPassword"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Expiry"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Expiry"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"TemporaryPassword"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"expired"}},{"kind":"Field","name":{"kind":"Name","value":"exact"}}]}}]} as unknown as DocumentNode<SetPasswordMutation, SetPasswordMutationVariables>;
export const CheckPasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CheckPassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"password"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkPassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"poolId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}}},{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}},{"kind":"Argument","name":{"kind":"Name","value":"password"},"value":{"kind":"Variable","name":{"kind":"Name","value":"password"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ok"}},{"kind":"Field","name":{"kind":"Name","value":"violations"}}]}}]}}]} as unknown as DocumentNode<CheckPasswordQuery, CheckPasswordQueryVariables>;
export const LookAgainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LookAgain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"username"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"poolId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"poolId"}}},{"kind":"Argument","name":{"kind":"Name","value":"username"},"value":{"kind":"Variable","name":{"kind":"Name","value":"username"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"lastModifiedAt"}}]}}]}}]} as unknown as DocumentNode<LookAgainQuery, LookAgainQueryVariables>;