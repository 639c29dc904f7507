import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { TokenVerifier } from "../authorization/token-verifier.js";
import { GatewayError } from "../errors/gateway-error.js";
import type { GatewayContext } from "../graphql/context.js";
import { isAcceptable } from "./acceptable.js";
import { checkGraphQLRequest } from "./graphql-request.js";
import type { InFlight } from "./in-flight.js";
import { refusal } from "./refusal.js";

const path = "/graphql";

interface GraphQLRoute {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly inFlight: InFlight;
  readonly createContext: (request: FastifyRequest) => GatewayContext;
  readonly isStopping: () => boolean;
}

/** `POST /graphql`: the form of the answer, the body's shape, then the token, then Apollo. */
export function addGraphQLRoute(
  host: FastifyInstance,
  { apollo, verifier, inFlight, createContext, isStopping }: GraphQLRoute,
): void {
  const handle = fastifyApolloHandler(apollo, {
    context: async (request: FastifyRequest) => createContext(request),
  });
  host.post(path, {
    onRequest: async () => {
      // Meets only connections that were open before the gateway stopped listening.
      if (isStopping()) throw new GatewayError("SHUTTING_DOWN");
    },
    preHandler: async (request) => {
      if (!isAcceptable(request.headers.accept)) throw refusal(406);
      // A Host that is none; Apollo's handler makes a URL of it.
      if (!URL.canParse(request.url, `http://${request.hostname}/`)) throw refusal(400);
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
