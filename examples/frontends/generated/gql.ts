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
    "fragment UserRow on User {\n  id\n  username\n  status\n  email\n}\n\nquery UserRows($keys: [UserKey!]!) {\n  usersByKey(keys: $keys) {\n    ...UserRow\n  }\n}\n\nmutation SetPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    status\n  }\n}": typeof types.UserRowFragmentDoc,
    "query UsersPage($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    edges {\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    scanned\n    complete\n  }\n}": typeof types.UsersPageDocument,
};
const documents: Documents = {
    "fragment UserRow on User {\n  id\n  username\n  status\n  email\n}\n\nquery UserRows($keys: [UserKey!]!) {\n  usersByKey(keys: $keys) {\n    ...UserRow\n  }\n}\n\nmutation SetPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    status\n  }\n}": types.UserRowFragmentDoc,
    "query UsersPage($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    edges {\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    scanned\n    complete\n  }\n}": types.UsersPageDocument,
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
export function graphql(source: "fragment UserRow on User {\n  id\n  username\n  status\n  email\n}\n\nquery UserRows($keys: [UserKey!]!) {\n  usersByKey(keys: $keys) {\n    ...UserRow\n  }\n}\n\nmutation SetPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    status\n  }\n}"): (typeof documents)["fragment UserRow on User {\n  id\n  username\n  status\n  email\n}\n\nquery UserRows($keys: [UserKey!]!) {\n  usersByKey(keys: $keys) {\n    ...UserRow\n  }\n}\n\nmutation SetPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {\n  setUserPassword(\n    poolId: $poolId\n    username: $username\n    password: $password\n    permanent: $permanent\n  ) {\n    id\n    status\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query UsersPage($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    edges {\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    scanned\n    complete\n  }\n}"): (typeof documents)["query UsersPage($poolId: ID!, $filter: UserFilter, $first: Int! = 25, $after: String) {\n  users(poolId: $poolId, filter: $filter, first: $first, after: $after) {\n    edges {\n      node {\n        ...UserRow\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    scanned\n    complete\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;