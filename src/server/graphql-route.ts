import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { TokenVerifier } from "../authorization/token-verifier.js";
import { GatewayError } from "../errors/gateway-error.js";
import type { GatewayContext } from "../graphql/context.js";
import { isAcceptable } from "./acceptable.js";
import { readReason, reasonHeader } from "./audit-reason.js";
import { checkGraphQLRequest } from "./graphql-request.js";
import type { InFlight } from "./in-flight.js";
import type { LoadGuard } from "./load-guard.js";
import { refusal } from "./refusal.js";
import type { RouterCredential } from "./router-credential.js";

const path = "/graphql";

interface GraphQLRoute {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly inFlight: InFlight;
  readonly loadGuard: LoadGuard;
  readonly createContext: (request: FastifyRequest) => GatewayContext;
  readonly isStopping: () => boolean;
  /** Undefined where no router is known. */
  readonly routerCredential: RouterCredential | undefined;
  /** Whether what did not come by the router is refused. */
  readonly isRouterRequired: boolean;
}

/** `POST /graphql`: which way it came, the form of the answer, the body's shape, then the token, then Apollo. */
export function addGraphQLRoute(host: FastifyInstance, route: GraphQLRoute): void {
  const { apollo, verifier, inFlight, loadGuard, createContext, isStopping } = route;
  const handle = fastifyApolloHandler(apollo, {
    context: async (request: FastifyRequest) => createContext(request),
  });
  host.post(path, {
    onRequest: (request, _reply, done) => {
      // Meets only connections that were open before the gateway stopped listening.
      if (isStopping()) throw new GatewayError("SHUTTING_DOWN");
      // Before anything is spent on the request, its body included.
      loadGuard.check();
      request.isFromRouter = route.routerCredential?.isPresentedBy(request.raw) ?? false;
      // Before body and token are read. 403 and not 401: no token would help.
      if (route.isRouterRequired && !request.isFromRouter) throw new GatewayError("FORBIDDEN");
      done();
    },
    preHandler: async (request) => {
      if (!isAcceptable(request.headers.accept)) throw refusal(406);
      // A Host that is none; Apollo's handler makes a URL of it.
      if (!URL.canParse(request.url, `http://${request.hostname}/`)) throw refusal(400);
      const { body } = request;
      checkGraphQLRequest(body);
      request.reason = readReason(request.headers[reasonHeader]);
      // Again, for the bodies that were under way when the last place was taken.
      loadGuard.check();
      loadGuard.checkQuery(body.query);
      request.principal = await verifier.verify(request.headers.authorization);
    },
    // Counted apart from the connection: a mutation goes on when its client hangs up.
    handler: (request, reply) =>
      inFlight.during(() => loadGuard.during(async () => handle.call(host, request, reply))),
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
