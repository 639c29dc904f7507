// Apollo Gateway in front of the supergraph in the file that is named, as docs/federation.md configures it.
import { readFileSync } from "node:fs";
import { ApolloGateway, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { GraphQLError } from "graphql";

class AdminGateway extends RemoteGraphQLDataSource {
  willSendRequest({ request, context }) {
    const { authorization, reason } = context;
    if (authorization) request.http.headers.set("authorization", authorization);
    if (reason) request.http.headers.set("x-audit-reason", reason);
    const secret = process.env.ROUTER_SECRET;
    if (secret) request.http.headers.set("x-router-secret", secret);
  }

  // Without this a request that is refused as a whole loses its code, and shows the subgraph's address to the client.
  async errorFromResponse(response) {
    const body = await this.parseBody(response);
    const { message = "The subgraph failed.", extensions } = body.errors?.[0] ?? {};
    return new GraphQLError(message, { extensions });
  }
}

const supergraphSdl = readFileSync(process.argv[2], "utf8");
const server = new ApolloServer({
  gateway: new ApolloGateway({
    supergraphSdl,
    // Tokens of administrators, and the router's secret, go to no other subgraph.
    buildService: ({ name, url }) =>
      name === "cognito-admin" ? new AdminGateway({ url }) : new RemoteGraphQLDataSource({ url }),
  }),
  includeStacktraceInErrorResponses: false,
});
const { url } = await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: 0 },
  context: async ({ req: { headers } }) => ({
    authorization: headers.authorization,
    reason: headers["x-audit-reason"],
  }),
});
process.stdout.write(`${JSON.stringify({ msg: "listening", url })}\n`);
