/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query CheckPassword($poolId: ID!, $username: String!, $password: String!) {\n  checkPassword(poolId: $poolId, username: $username, password: $password) {\n    ok\n    violations\n  }\n}": typeof types.CheckPasswordDocument,
    "query Me {\n  me {\n    subject\n    issuer\n    roles\n  }\n}": typeof types.MeDocument,
    "mutation SetUserPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    poolId\n    username\n    sub\n    status\n    enabled\n    lastModifiedAt\n  }\n}": typeof types.SetUserPasswordDocument,
    "query UserPools {\n  userPools {\n    id\n    alias\n    region\n    name\n    signInAliases\n    usernameCaseSensitive\n    estimatedNumberOfUsers\n    selfSignUp\n    recoverBy\n    tier\n    mfa\n    keepsOriginalUntilVerified\n    attributes {\n      name\n      type\n      mutable\n      required\n      minLength\n      maxLength\n      minValue\n      maxValue\n      readable\n    }\n    allowedActions\n    passwordPolicy {\n      minimumLength\n      requireUppercase\n      requireLowercase\n      requireNumbers\n      requireSymbols\n      historySize\n      temporaryPasswordValidityDays\n    }\n  }\n}": typeof types.UserPoolsDocument,
    "query User($poolId: ID!, $username: String!, $attributeNames: [String!]) {\n  user(poolId: $poolId, username: $username) {\n    id\n    poolId\n    username\n    sub\n    status\n    enabled\n    createdAt\n    lastModifiedAt\n    email\n    emailVerified\n    phoneNumber\n    phoneNumberVerified\n    name\n    temporaryPassword {\n      expiresAt\n      expired\n      exact\n    }\n    mfa {\n      preferred\n      enabled\n    }\n    groups\n    identities {\n      providerName\n      providerType\n      userId\n      primary\n      linkedAt\n    }\n    attributes(names: $attributeNames) {\n      name\n      value\n    }\n  }\n}": typeof types.UserDocument,
    "query UsersByKey($keys: [UserKey!]!) {\n  usersByKey(keys: $keys) {\n    id\n    poolId\n    username\n    status\n    enabled\n  }\n}": typeof types.UsersByKeyDocument,
    "query Users($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    nodes {\n      id\n      poolId\n      username\n      status\n      enabled\n      email\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    complete\n  }\n}": typeof types.UsersDocument,
};
const documents: Documents = {
    "query CheckPassword($poolId: ID!, $username: String!, $password: String!) {\n  checkPassword(poolId: $poolId, username: $username, password: $password) {\n    ok\n    violations\n  }\n}": types.CheckPasswordDocument,
    "query Me {\n  me {\n    subject\n    issuer\n    roles\n  }\n}": types.MeDocument,
    "mutation SetUserPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    poolId\n    username\n    sub\n    status\n    enabled\n    lastModifiedAt\n  }\n}": types.SetUserPasswordDocument,
    "query UserPools {\n  userPools {\n    id\n    alias\n    region\n    name\n    signInAliases\n    usernameCaseSensitive\n    estimatedNumberOfUsers\n    selfSignUp\n    recoverBy\n    tier\n    mfa\n    keepsOriginalUntilVerified\n    attributes {\n      name\n      type\n      mutable\n      required\n      minLength\n      maxLength\n      minValue\n      maxValue\n      readable\n    }\n    allowedActions\n    passwordPolicy {\n      minimumLength\n      requireUppercase\n      requireLowercase\n      requireNumbers\n      requireSymbols\n      historySize\n      temporaryPasswordValidityDays\n    }\n  }\n}": types.UserPoolsDocument,
    "query User($poolId: ID!, $username: String!, $attributeNames: [String!]) {\n  user(poolId: $poolId, username: $username) {\n    id\n    poolId\n    username\n    sub\n    status\n    enabled\n    createdAt\n    lastModifiedAt\n    email\n    emailVerified\n    phoneNumber\n    phoneNumberVerified\n    name\n    temporaryPassword {\n      expiresAt\n      expired\n      exact\n    }\n    mfa {\n      preferred\n      enabled\n    }\n    groups\n    identities {\n      providerName\n      providerType\n      userId\n      primary\n      linkedAt\n    }\n    attributes(names: $attributeNames) {\n      name\n      value\n    }\n  }\n}": types.UserDocument,
    "query UsersByKey($keys: [UserKey!]!) {\n  usersByKey(keys: $keys) {\n    id\n    poolId\n    username\n    status\n    enabled\n  }\n}": types.UsersByKeyDocument,
    "query Users($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    nodes {\n      id\n      poolId\n      username\n      status\n      enabled\n      email\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    complete\n  }\n}": types.UsersDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CheckPassword($poolId: ID!, $username: String!, $password: String!) {\n  checkPassword(poolId: $poolId, username: $username, password: $password) {\n    ok\n    violations\n  }\n}"): typeof import('./graphql.js').CheckPasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Me {\n  me {\n    subject\n    issuer\n    roles\n  }\n}"): typeof import('./graphql.js').MeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation SetUserPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    poolId\n    username\n    sub\n    status\n    enabled\n    lastModifiedAt\n  }\n}"): typeof import('./graphql.js').SetUserPasswordDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query UserPools {\n  userPools {\n    id\n    alias\n    region\n    name\n    signInAliases\n    usernameCaseSensitive\n    estimatedNumberOfUsers\n    selfSignUp\n    recoverBy\n    tier\n    mfa\n    keepsOriginalUntilVerified\n    attributes {\n      name\n      type\n      mutable\n      required\n      minLength\n      maxLength\n      minValue\n      maxValue\n      readable\n    }\n    allowedActions\n    passwordPolicy {\n      minimumLength\n      requireUppercase\n      requireLowercase\n      requireNumbers\n      requireSymbols\n      historySize\n      temporaryPasswordValidityDays\n    }\n  }\n}"): typeof import('./graphql.js').UserPoolsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query User($poolId: ID!, $username: String!, $attributeNames: [String!]) {\n  user(poolId: $poolId, username: $username) {\n    id\n    poolId\n    username\n    sub\n    status\n    enabled\n    createdAt\n    lastModifiedAt\n    email\n    emailVerified\n    phoneNumber\n    phoneNumberVerified\n    name\n    temporaryPassword {\n      expiresAt\n      expired\n      exact\n    }\n    mfa {\n      preferred\n      enabled\n    }\n    groups\n    identities {\n      providerName\n      providerType\n      userId\n      primary\n      linkedAt\n    }\n    attributes(names: $attributeNames) {\n      name\n      value\n    }\n  }\n}"): typeof import('./graphql.js').UserDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query UsersByKey($keys: [UserKey!]!) {\n  usersByKey(keys: $keys) {\n    id\n    poolId\n    username\n    status\n    enabled\n  }\n}"): typeof import('./graphql.js').UsersByKeyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Users($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    nodes {\n      id\n      poolId\n      username\n      status\n      enabled\n      email\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    complete\n  }\n}"): typeof import('./graphql.js').UsersDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
