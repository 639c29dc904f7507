import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from "fastify";
import type { Principal } from "../authorization/principal.js";
import type { Config } from "../config/config.js";
import { errorCodes } from "../errors/error-codes.js";
import { GatewayError } from "../errors/gateway-error.js";
import type { InFlight } from "./in-flight.js";
import { logError, type Logger } from "./logger.js";
import type { Metrics } from "./metrics.js";
import { toPublicError } from "./public-error.js";
import { requestIdFor } from "./request-id.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is calling; null until the token has been verified. */
    principal: Principal | null;
  }
}

const maximumHeaderBytes = 16_384;
const maximumHeaders = 100;

interface HttpHostParts {
  readonly limits: Config["limits"];
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly inFlight: InFlight;
}

/** An HTTP server with the limits, headers and error answers that every route of the gateway shares. */
export function createHttpHost({
  limits,
  logger,
  metrics,
  inFlight,
}: HttpHostParts): FastifyInstance {
  const host = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    genReqId: (request) => requestIdFor(request.headers["x-request-id"]),
    requestIdHeader: false,
    return503OnClosing: true,
    forceCloseConnections: "idle",
    routerOptions: { ignoreTrailingSlash: false },
    http: {
      maxHeaderSize: maximumHeaderBytes,
      headersTimeout: limits.headersTimeoutMs,
      // Node looks for slow clients every 30 seconds unless told otherwise.
      connectionsCheckingInterval: 1000,
    },
  });
  host.server.maxHeadersCount = maximumHeaders;
  host.decorateRequest("principal", null);
  host.removeAllContentTypeParsers();
  host.addContentTypeParser(
    "application/json",
    { parseAs: "string" },
    host.getDefaultJsonParser("error", "error"),
  );
  host.addHook("onRequest", async (request, reply) => {
    reply.raw.once("close", inFlight.enter());
    void reply.headers({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": request.id,
    });
  });
  host.setNotFoundHandler(() => {
    throw refusal(404);
  });
  host.setErrorHandler((error: FastifyError | GatewayError, request, reply) => {
    const failure = toGatewayError(error);
    metrics.countRequest("none", failure.code);
    logError(logger, failure, { requestId: request.id });
    const status = failure.code === "BAD_USER_INPUT" ? statusOf(error) : undefined;
    return sendError(reply, failure, status, request.id);
  });
  return host;
}

/** A request that is refused for what HTTP says of it, with the status that HTTP has for that. */
export const refusal = (statusCode: 404 | 405): GatewayError =>
  Object.assign(new GatewayError("BAD_USER_INPUT"), { statusCode });

const statusOf = (error: object): number | undefined =>
  "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : undefined;

/** Answers as GraphQL answers, so that a client needs one way only to read an error. */
function sendError(
  reply: FastifyReply,
  error: GatewayError,
  status: number | undefined,
  requestId: string,
): FastifyReply {
  if (error.code === "UNAUTHENTICATED") {
    // RFC 6750 section 3; no error attribute, since nothing is told about a token.
    void reply.header("www-authenticate", "Bearer");
  }
  return reply
    .code(status ?? errorCodes[error.code].httpStatus)
    .type("application/json; charset=utf-8")
    .send({ errors: [toPublicError(error, {}, requestId)] });
}

/** Fastify's own complaints are about the request; their texts quote it, so only their kind is kept. */
function toGatewayError(error: FastifyError | GatewayError): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error.statusCode === 413) return new GatewayError("QUERY_TOO_LARGE");
  const isComplaint = error.statusCode !== undefined && error.statusCode < 500;
  return new GatewayError(isComplaint ? "BAD_USER_INPUT" : "INTERNAL", {}, { cause: error });
}
