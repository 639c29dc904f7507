import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";

/** What of a subgraph's SDL has no link to federation. */
export const peopleSdl = `
  type Query { me: User user(id: ID!): User users(first: Int! = 2): People! }
  type User @key(fields: "id") { id: ID! penName: String! }
  type People { nodes: [User!]! pageInfo: PageInfo! }
  type PageInfo @shareable {
    hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
  }`;

/** The same with its link, as a router composes it. */
export const linkedPeopleSdl = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  ${peopleSdl}`;

const people = ["Ann", "Bea"].map((penName, id) => ({ id: String(id), penName }));
const pageInfo = {
  hasNextPage: false,
  hasPreviousPage: false,
  startCursor: "first of the people",
  endCursor: "last of the people",
};

/** Starts a subgraph that has `me`, `user`, `users`, a `User` and a `PageInfo` of its own. */
export async function startPeopleSubgraph() {
  const Query = {
    me: () => people[0],
    user: (_: unknown, { id }: { id: string }) => people[Number(id)],
    users: () => ({ nodes: people, pageInfo }),
  };
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(linkedPeopleSdl), resolvers: { Query } }]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
  return { url, stop: () => server.stop() };
}
