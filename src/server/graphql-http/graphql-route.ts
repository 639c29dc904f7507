import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { TokenVerifier } from "../../authorization/tokens/token-verifier.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../../graphql/request/context.js";
import { answerTypeFor } from "../answers/answer-type.js";
import { httpError } from "../answers/http-error.js";
import type { RouterCredential } from "../http/router-credential.js";
import type { InFlight } from "../load/in-flight.js";
import type { LoadGuard } from "../load/load-guard.js";
import { readReason, reasonHeader } from "./audit-reason.js";
import { allowOrigins } from "./cors.js";
import { checkGraphQLRequest, withoutHash } from "./graphql-request.js";

const path = "/graphql";

/** All that Apollo is told of a request's head: its body was read as JSON. */
const headOfRequest = new HeaderMap([["content-type", "application/json"]]);

interface GraphQLRoute {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly verifier: TokenVerifier;
  readonly inFlight: InFlight;
  readonly loadGuard: LoadGuard;
  readonly createContext: (request: FastifyRequest) => GatewayContext;
  /** See `limits` in the configuration. */
  readonly answerBytes: number;
  readonly isStopping: () => boolean;
  /** Undefined where no router is known. */
  readonly routerCredential: RouterCredential | undefined;
  /** Whether what did not come by the router is refused. */
  readonly isRouterRequired: boolean;
}

/** GraphQL for pages of these origins too; what else the host serves is for its own pages alone. */
export function addGraphQL(
  host: FastifyInstance,
  origins: readonly string[],
  route: GraphQLRoute,
): void {
  if (origins.length === 0) addGraphQLRoute(host, route);
  else {
    void host.register(async (scope) => {
      await allowOrigins(scope, origins);
      addGraphQLRoute(scope, route);
    });
  }
}

/** `POST /graphql`: which way it came, the form of the answer, the body's shape, then the token, then Apollo. */
export function addGraphQLRoute(host: FastifyInstance, route: GraphQLRoute): void {
  const { verifier, inFlight, loadGuard, isStopping } = route;
  const answer = answerer(route);
  host.post(path, {
    onRequest: (request, _reply, done) => {
      request.facts.isForGraphQL = true;
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
      const answerType = answerTypeFor(request.headers.accept);
      if (answerType === undefined) throw httpError("NOT_ACCEPTABLE");
      request.answerType = answerType;
      const { body } = request;
      checkGraphQLRequest(body);
      request.reason = readReason(request.headers[reasonHeader]);
      // Again, for the bodies that were under way when the last place was taken.
      loadGuard.check();
      loadGuard.checkQuery(body.query);
      request.principal = await verifier.verify(request.headers.authorization);
    },
    // Counted apart from the connection: a mutation goes on when its client hangs up.
    handler: (request, reply) => {
      const work = inFlight.during(() => loadGuard.during(() => answer(request, reply)));
      request.facts.work = work;
      return work;
    },
  });
  host.route({
    method: host.supportedMethods.filter((method) => method !== "POST"),
    url: path,
    handler: async (_request, reply) => {
      void reply.header("allow", "POST");
      throw httpError("METHOD_NOT_ALLOWED");
    },
  });
}

/** Lets Apollo answer a request. By its own interface for servers, in which nothing is found out that is known by then. */
function answerer({
  apollo,
  createContext,
  answerBytes,
}: Pick<GraphQLRoute, "apollo" | "createContext" | "answerBytes">) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<string> => {
    const context = createContext(request);
    request.isExecuted = true;
    try {
      const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          ...{ method: "POST", headers: headOfRequest, search: "" },
          body: withoutHash(request.body),
        },
        context: async () => context,
      });
      // Only @defer and @stream, which the schema does not have, come in pieces.
      if (body.kind !== "complete") throw new GatewayError("INTERNAL");
      // Texts of the schema, type names and errors are not counted while they are made. What was done is told at any length.
      if (!context.answer.mustBeTold && Buffer.byteLength(body.string) > answerBytes) {
        throw new GatewayError("ANSWER_TOO_LARGE", { limit: "answerBytes" });
      }
      for (const [name, value] of headers) void reply.header(name, value);
      void reply.code(status ?? 200).type(request.answerType);
      return body.string;
    } catch (error) {
      // Whatever has failed behind a write says nothing of the write.
      throw context.hasWritten ? GatewayError.of(error).with({ outcome: "UNKNOWN" }) : error;
    } finally {
      context.answer.release();
    }
  };
}
