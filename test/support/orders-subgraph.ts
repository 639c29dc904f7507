import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { customers } from "./sample-seed.js";

/** A customer as another subgraph knows them: by the key alone. */
export interface CustomerKey {
  readonly poolId: string;
  readonly sub: string;
}

/** Customers of whom the gateway can make nothing. */
const oddCustomers = [
  { poolId: customers, sub: "00000000-0000-4000-8000-00000000dead" },
  { poolId: customers, sub: "two words" },
  { poolId: "eu-west-1_Elsewhere", sub: "00000000-0000-4000-8000-00000000beef" },
] as const;

/** The SDL of a subgraph that refers to users without knowing more of them than `poolId` and `sub`. */
export const ordersSdl = (typeName = "User"): string => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { orders(first: Int! = 100): [Order!]! oddOrders: [Order!]! }
  type Order { id: ID! customer: ${typeName} }
  type ${typeName} @key(fields: "poolId sub", resolvable: false) { poolId: ID! sub: ID }`;

/** Starts the subgraph `orders`: any number of orders by these customers in turn, and one for each odd customer. */
export async function startOrdersSubgraph(buyers: readonly CustomerKey[], typeName?: string) {
  const ordersOf = (keys: readonly CustomerKey[], count: number) =>
    Array.from({ length: count }, (_, id) => ({ id, customer: keys[id % keys.length] }));
  const Query = {
    orders: (_: unknown, { first }: { first: number }) => ordersOf(buyers, first),
    oddOrders: () => ordersOf([buyers[0]!, ...oddCustomers], oddCustomers.length + 1),
  };
  const typeDefs = parse(ordersSdl(typeName));
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs, resolvers: { Query } }]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
    stopOnTerminationSignals: false,
  });
  const tokens: (string | undefined)[] = [];
  const { url } = await startStandaloneServer(server, {
    listen: { host: "127.0.0.1", port: 0 },
    context: async ({ req }) => {
      tokens.push(req.headers.authorization);
      return {};
    },
  });
  /** `tokens` is the Authorization header of each request so far. */
  return { url, tokens, stop: () => server.stop() };
}
