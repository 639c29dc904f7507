import type { LocalPoolSeed } from "../../src/local-pool/seed/seed.js";
import { sampleSeed } from "./sample-seed.js";

const customAttributes = 50;

/** The sample pools, and among the customers a hundred users, `h0` to `h99`, with as many attributes as a pool can have. */
export const seedOfLargeUsers = (valueLength = 10): LocalPoolSeed => ({
  ...sampleSeed,
  pools: sampleSeed.pools.map((pool) =>
    pool.name.startsWith("Customers")
      ? { ...pool, users: [...(pool.users ?? []), ...largeUsers(valueLength)] }
      : pool,
  ),
});

const largeUsers = (valueLength: number) =>
  Array.from({ length: 100 }, (_, index) => ({
    username: `h${index}`,
    status: "CONFIRMED" as const,
    attributes: Object.fromEntries([
      ["email", `h${index}@example.com`],
      ["email_verified", "true"],
      ...Array.from({ length: customAttributes }, (_attribute, number) => [
        `custom:a${number}`,
        "v".repeat(valueLength),
      ]),
    ]) as Record<string, string>,
    groups: ["buyers", "staff"],
  }));

/** A request of GraphQL. */
export interface Asking {
  readonly query: string;
  readonly variables?: object;
}

const repeated = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => item(index)).join(" ");
const aliases = (field: string, count = 15) => repeated(count, (index) => `a${index}: ${field}`);

const userKeys = Array.from({ length: 100 }, (_, index) => ({
  poolId: "customers",
  username: `h${index}`,
}));
const representations = Array.from({ length: 1000 }, () => ({
  __typename: "User",
  poolId: "customers",
  username: "h0",
}));
const entities = (selection: string): Asking => ({
  query: `query($r: [_Any!]!) { _entities(representations: $r) { ... on User { ${selection} } } }`,
  variables: { r: representations },
});

/** Small requests whose answers would be large: the one that ended a process, and its neighbours. */
export const largeAnswers: Readonly<Record<string, Asking>> = {
  "attributes of one user, 1000 times 15 times": entities(aliases("attributes { name value }")),
  "attributes of a list, 15 times": {
    query: `{ users(poolId: "customers", first: 100) { nodes { ${aliases("attributes { name value }")} } } }`,
  },
  "many lists by aliases": {
    query: `{ ${aliases(`users(poolId: "customers", first: 100) { nodes { attributes { name } } }`)} }`,
  },
  "a list whose length is a variable": {
    query: `query($n: Int!) { users(poolId: "customers", first: $n) { nodes { ${aliases("attributes { name value }", 9)} } } }`,
    variables: { n: 100 },
  },
  "a list of nodes and edges through fragments": {
    query: `{ users(poolId: "customers", first: 100) { ...N ...E } }
      fragment N on UserConnection { nodes { ...A ...B } } fragment E on UserConnection { edges { node { ...B ...A } } }
      fragment A on User { ${aliases("attributes { name value }", 5)} } fragment B on User { ${repeated(5, (index) => `b${index}: attributes { name value }`)} }`,
  },
  "users by key, by aliases": {
    query: `query($k: [UserKey!]!) { ${aliases("usersByKey(keys: $k) { attributes { name value } }")} }`,
    variables: { k: userKeys },
  },
  "type names": entities(`attributes { ${aliases("__typename")} }`),
  "groups of many": entities("groups"),
  "allowed actions of many": entities(aliases("allowedActions")),
  "second factors of many": entities(aliases("mfa { preferred enabled }")),
  "identities of many": entities("identities { providerName userId primary linkedAt }"),
  "errors by the cell": entities(aliases(`attributes(names: ["custom:a1"]) { name value }`)),
};

const everyField = `id poolId username sub status enabled createdAt lastModifiedAt email emailVerified phoneNumber
  phoneNumberVerified name mfa { preferred enabled } groups temporaryPassword { expiresAt expired exact }
  identities { providerName providerType userId primary linkedAt } attributes { name value } allowedActions`;

/** What clients need: as many users as a request may ask for, with all that there is to know of each. */
export const allowedAnswers: Readonly<Record<string, Asking>> = {
  "a list of 100 users, with every field": {
    query: `{ users(poolId: "customers", first: 100) { nodes { ${everyField} } pageInfo { hasNextPage endCursor } } }`,
  },
  "100 users by key, with every field": {
    query: `query($k: [UserKey!]!) { usersByKey(keys: $k) { ${everyField} } }`,
    variables: { k: userKeys },
  },
  "100 entities, with every field": {
    query: `query($r: [_Any!]!) { _entities(representations: $r) { ... on User { ${everyField} } } }`,
    variables: { r: userKeys.map((key) => ({ __typename: "User", ...key })) },
  },
  "1000 entities, with 15 fields": entities(
    `__typename id poolId username sub status enabled createdAt lastModifiedAt email emailVerified phoneNumber
     phoneNumberVerified name attributes(names: ["locale"]) { name value }`,
  ),
  "one user, 15 times": {
    query: `{ ${aliases(`user(poolId: "customers", username: "h0") { ...F }`)} } fragment F on User { ${everyField} }`,
  },
};
