// Small requests whose answers would be large, and the largest answers that are given: what comes out for each byte that
// goes in.
import { customersPoolId } from "../build/cli/demo/demo-seed.js";

const poolId = "customers";
const listed = (count, item) => Array.from({ length: count }, (_, index) => item(index));
const aliases = (field, count = 15) => listed(count, (index) => `a${index}: ${field}`).join(" ");

/** A hundred users among the customers with as many attributes as a pool can have. */
export const withLargeUsers = (seed, valueLength) => ({
  ...seed,
  pools: seed.pools.map((pool) =>
    pool.id === customersPoolId
      ? {
          ...pool,
          users: [...pool.users, ...listed(100, (index) => largeUser(index, valueLength))],
        }
      : pool,
  ),
});

const largeUser = (index, valueLength) => ({
  username: `h${index}`,
  status: "CONFIRMED",
  attributes: Object.fromEntries(
    listed(50, (number) => [`custom:a${number}`, "v".repeat(valueLength)]),
  ),
});

const keys = listed(100, (index) => ({ poolId, username: `h${index}` }));
const repeated = (count) => listed(count, () => ({ __typename: "User", poolId, username: "h0" }));
const entities = (selection, count = 1000) => [
  `query($r: [_Any!]!) { _entities(representations: $r) { ... on User { ${selection} } } }`,
  { r: repeated(count) },
];
const users = (selection) => `users(poolId: "${poolId}", first: 100) { ${selection} }`;
const attributes = "attributes { name value }";
const everyField = `id poolId username sub status enabled createdAt lastModifiedAt email emailVerified phoneNumber
  phoneNumberVerified name mfa { preferred enabled } groups temporaryPassword { expiresAt expired exact }
  identities { providerName providerType userId primary linkedAt } ${attributes} allowedActions`;

/** Query and variables, by what they ask for. */
export const largeAnswers = {
  "a user's attributes, 1000 times 15 times": entities(aliases(attributes)),
  "a list, attributes 15 times": [`{ ${users(`nodes { ${aliases(attributes)} }`)} }`],
  "a list, 15 times": [`{ ${aliases(users(`nodes { ${attributes} }`))} }`],
  "a list, nodes and edges by fragments": [
    `{ ${users("...N ...E")} } fragment N on UserConnection { nodes { ...A } }
      fragment E on UserConnection { edges { node { ...A } } } fragment A on User { ${aliases(attributes, 5)} }`,
  ],
  "users by key, 15 times": [
    `query($k: [UserKey!]!) { ${aliases(`usersByKey(keys: $k) { ${attributes} }`)} }`,
    { k: keys },
  ],
  "type names of attributes": entities(`attributes { ${aliases("__typename")} }`),
  "groups of 1000": entities("groups"),
  "allowed actions of 1000, 15 times": entities(aliases("allowedActions")),
  "second factors of 1000, 15 times": entities(aliases("mfa { preferred enabled }")),
  "identities of 1000": entities("identities { providerName userId primary linkedAt }"),
  "errors of 1000, 15 times": entities(aliases(`attributes(names: ["custom:x"]) { name value }`)),
};

export const allowedAnswers = {
  "a list of 100, every field": [`{ ${users(`nodes { ${everyField} }`)} }`],
  "100 by key, every field": [
    `query($k: [UserKey!]!) { usersByKey(keys: $k) { ${everyField} } }`,
    { k: keys },
  ],
  "attributes of one, 120 times": entities(attributes, 120),
  "15 fields of one, 1000 times": entities(
    `__typename id poolId username sub status enabled createdAt lastModifiedAt email emailVerified phoneNumber
     phoneNumberVerified name attributes(names: ["locale"]) { name value }`,
  ),
  "errors of 1000, 10 times": entities(aliases(`attributes(names: ["custom:x"]) { name }`, 10)),
  "one user, 15 times, every field": [
    `{ ${aliases(`user(poolId: "${poolId}", username: "h0") { ...F }`)} } fragment F on User { ${everyField} }`,
  ],
};
