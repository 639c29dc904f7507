/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

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
    "fragment PoolFacts on UserPool {\n  id\n  alias\n  name\n  estimatedNumberOfUsers\n}\n\nquery Caller {\n  me {\n    subject\n    roles\n    pools {\n      ...PoolFacts\n    }\n  }\n}\n\nfragment UserRow on User {\n  id\n  username\n  status\n  enabled\n  email\n  name\n  lastModifiedAt\n}\n\nquery UsersPage($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    edges {\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    scanned\n    complete\n  }\n}\n\nquery OneUser($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    ...UserRow\n    poolId\n    sub\n    createdAt\n    emailVerified\n    phoneNumber\n    phoneNumberVerified\n    mfa {\n      preferred\n      enabled\n    }\n    attributes {\n      name\n      value\n    }\n    allowedActions\n  }\n}\n\nquery SetPasswordForm($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    id\n    username\n    sub\n    name\n    status\n    enabled\n    allowedActions\n  }\n  userPool(id: $poolId) {\n    id\n    passwordPolicy {\n      minimumLength\n      requireUppercase\n      requireLowercase\n      requireNumbers\n      requireSymbols\n      historySize\n      temporaryPasswordValidityDays\n    }\n  }\n}\n\nmutation SetPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    status\n    lastModifiedAt\n  }\n}\n\nquery LookAgain($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    id\n    status\n    enabled\n    lastModifiedAt\n  }\n}": typeof types.PoolFactsFragmentDoc,
};
const documents: Documents = {
    "fragment PoolFacts on UserPool {\n  id\n  alias\n  name\n  estimatedNumberOfUsers\n}\n\nquery Caller {\n  me {\n    subject\n    roles\n    pools {\n      ...PoolFacts\n    }\n  }\n}\n\nfragment UserRow on User {\n  id\n  username\n  status\n  enabled\n  email\n  name\n  lastModifiedAt\n}\n\nquery UsersPage($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    edges {\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    scanned\n    complete\n  }\n}\n\nquery OneUser($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    ...UserRow\n    poolId\n    sub\n    createdAt\n    emailVerified\n    phoneNumber\n    phoneNumberVerified\n    mfa {\n      preferred\n      enabled\n    }\n    attributes {\n      name\n      value\n    }\n    allowedActions\n  }\n}\n\nquery SetPasswordForm($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    id\n    username\n    sub\n    name\n    status\n    enabled\n    allowedActions\n  }\n  userPool(id: $poolId) {\n    id\n    passwordPolicy {\n      minimumLength\n      requireUppercase\n      requireLowercase\n      requireNumbers\n      requireSymbols\n      historySize\n      temporaryPasswordValidityDays\n    }\n  }\n}\n\nmutation SetPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    status\n    lastModifiedAt\n  }\n}\n\nquery LookAgain($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    id\n    status\n    enabled\n    lastModifiedAt\n  }\n}": types.PoolFactsFragmentDoc,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment PoolFacts on UserPool {\n  id\n  alias\n  name\n  estimatedNumberOfUsers\n}\n\nquery Caller {\n  me {\n    subject\n    roles\n    pools {\n      ...PoolFacts\n    }\n  }\n}\n\nfragment UserRow on User {\n  id\n  username\n  status\n  enabled\n  email\n  name\n  lastModifiedAt\n}\n\nquery UsersPage($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    edges {\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    scanned\n    complete\n  }\n}\n\nquery OneUser($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    ...UserRow\n    poolId\n    sub\n    createdAt\n    emailVerified\n    phoneNumber\n    phoneNumberVerified\n    mfa {\n      preferred\n      enabled\n    }\n    attributes {\n      name\n      value\n    }\n    allowedActions\n  }\n}\n\nquery SetPasswordForm($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    id\n    username\n    sub\n    name\n    status\n    enabled\n    allowedActions\n  }\n  userPool(id: $poolId) {\n    id\n    passwordPolicy {\n      minimumLength\n      requireUppercase\n      requireLowercase\n      requireNumbers\n      requireSymbols\n      historySize\n      temporaryPasswordValidityDays\n    }\n  }\n}\n\nmutation SetPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    status\n    lastModifiedAt\n  }\n}\n\nquery LookAgain($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    id\n    status\n    enabled\n    lastModifiedAt\n  }\n}"): (typeof documents)["fragment PoolFacts on UserPool {\n  id\n  alias\n  name\n  estimatedNumberOfUsers\n}\n\nquery Caller {\n  me {\n    subject\n    roles\n    pools {\n      ...PoolFacts\n    }\n  }\n}\n\nfragment UserRow on User {\n  id\n  username\n  status\n  enabled\n  email\n  name\n  lastModifiedAt\n}\n\nquery UsersPage($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    edges {\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    scanned\n    complete\n  }\n}\n\nquery OneUser($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    ...UserRow\n    poolId\n    sub\n    createdAt\n    emailVerified\n    phoneNumber\n    phoneNumberVerified\n    mfa {\n      preferred\n      enabled\n    }\n    attributes {\n      name\n      value\n    }\n    allowedActions\n  }\n}\n\nquery SetPasswordForm($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    id\n    username\n    sub\n    name\n    status\n    enabled\n    allowedActions\n  }\n  userPool(id: $poolId) {\n    id\n    passwordPolicy {\n      minimumLength\n      requireUppercase\n      requireLowercase\n      requireNumbers\n      requireSymbols\n      historySize\n      temporaryPasswordValidityDays\n    }\n  }\n}\n\nmutation SetPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    status\n    lastModifiedAt\n  }\n}\n\nquery LookAgain($poolId: ID!, $username: String!) {\n  user(poolId: $poolId, username: $username) {\n    id\n    status\n    enabled\n    lastModifiedAt\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;