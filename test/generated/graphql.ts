/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** An attribute by which users of a pool may be named and sign in, beside the username. */
export type SignInAlias =
  /** The e-mail address, once verified. */
  | 'EMAIL'
  /** The phone number, once verified. */
  | 'PHONE_NUMBER'
  /** The preferred username. */
  | 'PREFERRED_USERNAME';

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

/** What the value of an attribute must be. Cognito keeps and tells all of them as texts. */
export type UserAttributeType =
  /** `true` or `false`. */
  | 'BOOLEAN'
  /** A date and time. */
  | 'DATE_TIME'
  /** A number within `minValue` and `maxValue`. */
  | 'NUMBER'
  /** Any text within `minLength` and `maxLength`. */
  | 'STRING'
  /** A type that this version of the gateway does not know. */
  | 'UNKNOWN';

/** An address by which a user can be reached. */
export type UserContactKind =
  /** The e-mail address. */
  | 'EMAIL'
  /** The phone number, by text message. */
  | 'PHONE_NUMBER';

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

/** Whether a user pool asks for a second factor. */
export type UserPoolMfa =
  /** Nobody is asked for one. */
  | 'OFF'
  /** Users are asked who have set one up. */
  | 'OPTIONAL'
  /** Everybody is asked; a user who has none must set one up at the next sign-in. */
  | 'REQUIRED'
  /** A setting that this version of the gateway does not know. */
  | 'UNKNOWN';

/** A feature plan of Cognito. https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html */
export type UserPoolTier =
  /** The plan that new pools have unless another is chosen. */
  | 'ESSENTIALS'
  /** The plan with the fewest features. */
  | 'LITE'
  /** The plan with threat protection. */
  | 'PLUS'
  /** A plan that this version of the gateway does not know, or that is not told. */
  | 'UNKNOWN';

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

export type CheckPasswordQueryVariables = Exact<{
  poolId: string | number;
  username: string;
  password: string;
}>;


export type CheckPasswordQuery = { readonly checkPassword: { readonly ok: boolean, readonly violations: ReadonlyArray<PasswordRule> } | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly me: { readonly subject: string, readonly issuer: string, readonly roles: ReadonlyArray<string> } | null };

export type SetUserPasswordMutationVariables = Exact<{
  poolId: string | number;
  username: string;
  password: string;
  permanent: boolean;
}>;


export type SetUserPasswordMutation = { readonly setUserPassword: { readonly id: string, readonly poolId: string, readonly username: string, readonly sub: string | null, readonly status: UserStatus, readonly enabled: boolean, readonly lastModifiedAt: string | null } | null };

export type UserPoolsQueryVariables = Exact<{ [key: string]: never; }>;


export type UserPoolsQuery = { readonly userPools: ReadonlyArray<{ readonly id: string, readonly alias: string, readonly region: string, readonly name: string | null, readonly signInAliases: ReadonlyArray<SignInAlias> | null, readonly usernameCaseSensitive: boolean | null, readonly estimatedNumberOfUsers: number | null, readonly selfSignUp: boolean | null, readonly recoverBy: ReadonlyArray<UserContactKind> | null, readonly tier: UserPoolTier | null, readonly mfa: UserPoolMfa | null, readonly keepsOriginalUntilVerified: ReadonlyArray<UserContactKind> | null, readonly allowedActions: ReadonlyArray<UserPoolAction> | null, readonly attributes: ReadonlyArray<{ readonly name: string, readonly type: UserAttributeType, readonly mutable: boolean, readonly required: boolean, readonly minLength: number | null, readonly maxLength: number | null, readonly minValue: string | null, readonly maxValue: string | null, readonly readable: boolean }> | null, readonly passwordPolicy: { readonly minimumLength: number, readonly requireUppercase: boolean, readonly requireLowercase: boolean, readonly requireNumbers: boolean, readonly requireSymbols: boolean, readonly historySize: number, readonly temporaryPasswordValidityDays: number } | null }> | null };

export type UserQueryVariables = Exact<{
  poolId: string | number;
  username: string;
  attributeNames?: ReadonlyArray<string> | string | null | undefined;
}>;


export type UserQuery = { readonly user: { readonly id: string, readonly poolId: string, readonly username: string, readonly sub: string | null, readonly status: UserStatus, readonly enabled: boolean, readonly createdAt: string | null, readonly lastModifiedAt: string | null, readonly email: string | null, readonly emailVerified: boolean | null, readonly phoneNumber: string | null, readonly phoneNumberVerified: boolean | null, readonly name: string | null, readonly groups: ReadonlyArray<string> | null, readonly temporaryPassword: { readonly expiresAt: string | null, readonly expired: boolean | null, readonly exact: boolean } | null, readonly mfa: { readonly preferred: MfaMethod | null, readonly enabled: ReadonlyArray<MfaMethod> } | null, readonly identities: ReadonlyArray<{ readonly providerName: string, readonly providerType: string | null, readonly userId: string, readonly primary: boolean, readonly linkedAt: string | null }> | null, readonly attributes: ReadonlyArray<{ readonly name: string, readonly value: string | null }> | null } | null };

export type UsersByKeyQueryVariables = Exact<{
  keys: ReadonlyArray<UserKey> | UserKey;
}>;


export type UsersByKeyQuery = { readonly usersByKey: ReadonlyArray<{ readonly id: string, readonly poolId: string, readonly username: string, readonly status: UserStatus, readonly enabled: boolean } | null> | null };

export type UsersQueryVariables = Exact<{
  poolId: string | number;
  filter?: UserFilter | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type UsersQuery = { readonly users: { readonly complete: boolean, readonly nodes: ReadonlyArray<{ readonly id: string, readonly poolId: string, readonly username: string, readonly status: UserStatus, readonly enabled: boolean, readonly email: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const CheckPasswordDocument = new TypedDocumentString(`
    query CheckPassword($poolId: ID!, $username: String!, $password: String!) {
  checkPassword(poolId: $poolId, username: $username, password: $password) {
    ok
    violations
  }
}
    `) as unknown as TypedDocumentString<CheckPasswordQuery, CheckPasswordQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    subject
    issuer
    roles
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const SetUserPasswordDocument = new TypedDocumentString(`
    mutation SetUserPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {
  setUserPassword(
    poolId: $poolId
    username: $username
    password: $password
    permanent: $permanent
  ) {
    id
    poolId
    username
    sub
    status
    enabled
    lastModifiedAt
  }
}
    `) as unknown as TypedDocumentString<SetUserPasswordMutation, SetUserPasswordMutationVariables>;
export const UserPoolsDocument = new TypedDocumentString(`
    query UserPools {
  userPools {
    id
    alias
    region
    name
    signInAliases
    usernameCaseSensitive
    estimatedNumberOfUsers
    selfSignUp
    recoverBy
    tier
    mfa
    keepsOriginalUntilVerified
    attributes {
      name
      type
      mutable
      required
      minLength
      maxLength
      minValue
      maxValue
      readable
    }
    allowedActions
    passwordPolicy {
      minimumLength
      requireUppercase
      requireLowercase
      requireNumbers
      requireSymbols
      historySize
      temporaryPasswordValidityDays
    }
  }
}
    `) as unknown as TypedDocumentString<UserPoolsQuery, UserPoolsQueryVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($poolId: ID!, $username: String!, $attributeNames: [String!]) {
  user(poolId: $poolId, username: $username) {
    id
    poolId
    username
    sub
    status
    enabled
    createdAt
    lastModifiedAt
    email
    emailVerified
    phoneNumber
    phoneNumberVerified
    name
    temporaryPassword {
      expiresAt
      expired
      exact
    }
    mfa {
      preferred
      enabled
    }
    groups
    identities {
      providerName
      providerType
      userId
      primary
      linkedAt
    }
    attributes(names: $attributeNames) {
      name
      value
    }
  }
}
    `) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
export const UsersByKeyDocument = new TypedDocumentString(`
    query UsersByKey($keys: [UserKey!]!) {
  usersByKey(keys: $keys) {
    id
    poolId
    username
    status
    enabled
  }
}
    `) as unknown as TypedDocumentString<UsersByKeyQuery, UsersByKeyQueryVariables>;
export const UsersDocument = new TypedDocumentString(`
    query Users($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {
  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {
    nodes {
      id
      poolId
      username
      status
      enabled
      email
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    complete
  }
}
    `) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;