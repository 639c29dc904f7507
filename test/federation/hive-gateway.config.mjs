// Hive Gateway, as docs/federation.md configures it.
export const gatewayConfig = {
  propagateHeaders: {
    // Tokens of administrators go to no other subgraph.
    fromClientToSubgraphs({ request, subgraphName }) {
      if (subgraphName !== "cognito-admin") return {};
      return { authorization: request.headers.get("authorization") };
    },
  },
};
