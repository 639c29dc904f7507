// Hive Gateway, as docs/federation.md configures it.
export const gatewayConfig = {
  propagateHeaders: {
    // Tokens of administrators, and the router's secret, go to no other subgraph.
    fromClientToSubgraphs({ request, subgraphName }) {
      if (subgraphName !== "cognito-admin") return {};
      const secret = process.env.ROUTER_SECRET;
      return {
        authorization: request.headers.get("authorization"),
        "x-audit-reason": request.headers.get("x-audit-reason"),
        ...(secret ? { "x-router-secret": secret } : {}),
      };
    },
  },
};
