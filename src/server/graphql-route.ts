import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { TokenVerifier } from "../authorization/token-verifier.js";
import type { GatewayContext } from "../graphql/context.js";
import { checkGraphQLRequest } from "./graphql-request.js";
import { refusal } from "./http-host.js";
import type { InFlight } from "./in-flight.js";

const path = "/graphql";

interface GraphQLRoute {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly inFlight: InFlight;
  readonly createContext: (request: FastifyRequest) => GatewayContext;
}

/** `POST /graphql`: the body's shape, then the token, then Apollo. */
export function addGraphQLRoute(
  host: FastifyInstance,
  { apollo, verifier, inFlight, createContext }: GraphQLRoute,
): void {
  const handle = fastifyApolloHandler(apollo, {
    context: async (request: FastifyRequest) => createContext(request),
  });
  host.post(path, {
    preHandler: async (request) => {
      checkGraphQLRequest(request.body);
      request.principal = await verifier.verify(request.headers.authorization);
    },
    // Counted apart from the connection: a mutation goes on when its client hangs up.
    handler: (request, reply) => inFlight.during(async () => handle.call(host, request, reply)),
  });
  host.route({
    method: ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"],
    url: path,
    handler: async (_request, reply) => {
      void reply.header("allow", "POST");
      throw refusal(405);
    },
  });
}
