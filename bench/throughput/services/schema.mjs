// The gateway's schema for other servers, with resolvers such as one writes first. It is built by the graphql-js that the
// server itself uses: two copies of that library do not know each other's types.
import { readFileSync } from "node:fs";
import { URL } from "node:url";
import { poolId } from "../population.mjs";
import { listUsers, setPassword, setPasswordUnchecked } from "./users.mjs";

const declared = readFileSync(new URL("../../../schema/schema.graphql", import.meta.url), "utf8");

/** What @apollo/subgraph adds, and the mutation that makes as few calls as can be. */
const added = `
directive @key(fields: String!) repeatable on OBJECT
directive @shareable on OBJECT | FIELD_DEFINITION
directive @authenticated on FIELD_DEFINITION | OBJECT | ENUM | SCALAR
directive @tag(name: String!) repeatable on FIELD_DEFINITION | OBJECT | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
directive @cost(weight: Int!) on FIELD_DEFINITION
directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean) on FIELD_DEFINITION
scalar _Any
union _Entity = User
extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
extend type Mutation {
  setUserPasswordUnchecked(poolId: ID!, username: String!, password: String!, permanent: Boolean! = false): User
}`;

/** `context.readUser(username)` answers with a user or null; `context.calls` makes the calls themselves. */
const resolvers = {
  Query: {
    user: (_root, { username }, context) => context.readUser(username),
    usersByKey: (_root, { keys }, context) =>
      Promise.all(keys.map(({ username }) => context.readUser(username))),
    users: (_root, { first }, { calls }) => listUsers(calls, first),
    _entities: (_root, { representations }, context) =>
      Promise.all(representations.map(({ username }) => context.readUser(username))),
  },
  Mutation: {
    setUserPassword: (_root, input, { calls }) => setPassword(calls, input),
    setUserPasswordUnchecked: (_root, input, { calls }) => setPasswordUnchecked(calls, input),
  },
};

export function createPeerSchema({ buildSchema }) {
  const schema = buildSchema(declared.replace(/^extend schema[^]*?\n\n/, "") + added);
  for (const [type, fields] of Object.entries(resolvers)) {
    const declaredFields = schema.getType(type).getFields();
    for (const [name, resolve] of Object.entries(fields)) {
      declaredFields[name].resolve = (root, args, context, info) => {
        if (args.poolId !== undefined && args.poolId !== poolId) throw new Error("No such pool.");
        return resolve(root, args, context, info);
      };
    }
  }
  schema.getType("DateTime").serialize = (date) => date.toISOString();
  schema.getType("_Entity").resolveType = () => "User";
  return schema;
}
