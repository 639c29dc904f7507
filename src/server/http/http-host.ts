import type { Server } from "node:http";
import type { SecureContextOptions } from "node:tls";
import fastify, {
  type FastifyError,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { Principal } from "../../authorization/principal.js";
import type { Config } from "../../config/config.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { RequestFacts } from "../../graphql/request/request-facts.js";
import type { AnswerType } from "../answers/answer-type.js";
import { type HttpError, httpError } from "../answers/http-error.js";
import { refusalOf } from "../answers/refusal.js";
import type { InFlight } from "../load/in-flight.js";
import { logError, type Logger } from "../observability/logger.js";
import type { Metrics } from "../observability/metrics.js";
import { RequestLines } from "../observability/request-line.js";
import { checkHeaders, maximumHeaders } from "./check-headers.js";
import { answerUnreadable, answerWhatNodeWould } from "./connection-errors.js";
import { addJsonParser } from "./json-body.js";
import { requestIdFor } from "./request-id.js";
import { UnansweredRequests } from "./unanswered-requests.js";
import { UnreadAnswers } from "./unread-answers.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is calling; null until the token has been verified. */
    principal: Principal | null;
    /** Why the caller asks, if they say so. */
    reason: string | undefined;
    /** Whether it carries the router's credential: which way it came, never who asks. */
    isFromRouter: boolean;
    /** What the log tells of the request at its end. */
    facts: RequestFacts;
    /** The form of GraphQL answers that the client takes. */
    answerType: AnswerType;
    /** Whether it was handed over to GraphQL, which may have done something by now. */
    isExecuted: boolean;
  }
}

interface HttpHostParts {
  readonly limits: Config["limits"];
  readonly listen: Pick<Config["listen"], "keepAliveTimeoutMs">;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly inFlight: InFlight;
  /** Whether clients had better open their next connection elsewhere. */
  readonly isStopping: () => boolean;
  /** Whether a request must name loopback as its host. */
  readonly isOnLoopbackOnly?: boolean | undefined;
  /** Certificate and key of a host that speaks TLS; with authorities of clients, it asks clients for theirs. */
  readonly tls?: SecureContextOptions | undefined;
}

/** An HTTP server with the limits, headers and error answers that every route of the gateway shares. */
export function createHttpHost(parts: HttpHostParts): FastifyInstance {
  const { isStopping } = parts;
  const lines = new RequestLines(parts.logger, parts.metrics);
  const begin = (request: FastifyRequest, reply: FastifyReply) => {
    // Fastify decorates no request whose path it cannot read.
    Object.assign(request, { principal: null, facts: { isForGraphQL: false, codes: [] } });
    lines.watch(request, reply.raw);
    setCommonHeaders(request, reply);
  };
  const { report, reportUnreadable } = reporters(parts, lines);
  const answerError = errorHandler(report);
  const unanswered = new UnansweredRequests(() => parts.inFlight.enter());
  const host = fastify({
    ...serverOptions(parts),
    // Outside of all hooks: a path that cannot be read has no route.
    frameworkErrors: (error, request, reply) => {
      begin(request, reply);
      answerError(error, request, reply);
    },
    clientErrorHandler: (error, socket) => {
      // Written now, it would be taken for the answer of the request before, perhaps of a write.
      if (unanswered.endAfterAnswers(socket)) return;
      answerUnreadable(error, socket, unanswered.mayAnswer(socket), reportUnreadable);
    },
  });
  unanswered.watch(host.server);
  answerWhatNodeWould(host.server, unanswered, reportUnreadable);
  decorateRequests(host);
  boundServer(host.server, parts.limits);
  addJsonParser(host, parts.limits.jsonDepth);
  // Hooks that wait for nothing are not async: each promise is one more turn for every request.
  host.addHook("onRequest", (request, reply, done) => {
    begin(request, reply);
    checkHeaders(request.raw, parts.isOnLoopbackOnly ?? false);
    done();
  });
  host.addHook("onSend", (_request, reply, _payload, done) => {
    if (isStopping()) void reply.header("connection", "close");
    done();
  });
  watchUnread(host, parts);
  host.setNotFoundHandler(() => {
    throw httpError("NOT_FOUND");
  });
  host.setErrorHandler(answerError);
  return host;
}

function boundServer(server: Server, limits: Config["limits"]): void {
  // Node drops what is too many; one more is let in, so that it can be refused instead.
  server.maxHeadersCount = maximumHeaders + 1;
  // Node closes what comes beyond it, unread.
  server.maxConnections = limits.connections;
}

function decorateRequests(host: FastifyInstance): void {
  host.decorateRequest("principal", null);
  host.decorateRequest("reason", undefined);
  host.decorateRequest("isFromRouter", false);
  // Of each request its own, from its beginning.
  host.decorateRequest("facts", null as unknown as RequestFacts);
  host.decorateRequest("answerType", "application/json; charset=utf-8");
  host.decorateRequest("isExecuted", false);
}

/** Keeps what clients do not read within bounds, on every route. */
function watchUnread(host: FastifyInstance, { limits, metrics }: HttpHostParts): void {
  const unread = new UnreadAnswers(limits, (reason) => {
    metrics.countUnreadAnswer(reason);
  });
  host.addHook("onSend", ({ raw }, reply, payload, done) => {
    unread.add(raw, reply.raw, lengthOf(payload));
    done();
  });
  host.addHook("onClose", (_host, done) => {
    unread.stop();
    done();
  });
}

/** What is no text is no answer to a query, and never large. */
const lengthOf = (payload: unknown): number =>
  typeof payload === "string" || Buffer.isBuffer(payload) ? payload.length : 0;

function serverOptions({ limits, listen, tls }: HttpHostParts) {
  const http = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    // Node looks for slow clients every 30 seconds unless told otherwise.
    connectionsCheckingInterval: 1000,
    // Node would answer without a body, and before the headers are counted: also when Host is among those it dropped.
    requireHostHeader: false,
  };
  return {
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: listen.keepAliveTimeoutMs,
    genReqId: (request: { headers: NodeJS.Dict<string | string[]> }) =>
      requestIdFor(request.headers["x-request-id"]),
    requestIdHeader: false,
    // The routes themselves know what may still be asked, and answer in the gateway's form.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    routerOptions: { ignoreTrailingSlash: false },
    // No route has a schema; what compiles them is not even loaded.
    schemaController: {
      compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas },
    },
    http,
    https: tls === undefined ? null : { ...http, ...tlsOptions(limits, tls) },
    // Fastify's types tell the two servers apart; all that is used here is the same for both.
  } as const as FastifyHttpOptions<Server>;
}

function noSchemas(): never {
  throw new Error("Bodies are checked by the gateway's own code, not by a route's schema.");
}

const tlsOptions = (limits: Config["limits"], tls: SecureContextOptions) => ({
  ...tls,
  // As long as for headers: before the handshake nobody has asked for anything.
  handshakeTimeout: limits.headersTimeoutMs,
  requestCert: tls.ca !== undefined,
  // A browser has no certificate, and needs none: the token decides. The router's is looked at with each request.
  rejectUnauthorized: false,
});

function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": request.id,
  });
}

/** Count and log a request that was refused before GraphQL saw it; what could not be read has no line unless it is written here. */
function reporters({ metrics, logger }: HttpHostParts, lines: RequestLines) {
  const report = (error: GatewayError, requestId: string): void => {
    metrics.countRequest("none", error.code);
    const { token } = error.logFields;
    if (token !== undefined) metrics.countRefusedToken(token);
    logError(logger, error, { requestId });
  };
  const reportUnreadable = (error: HttpError, requestId: string): void => {
    report(error, requestId);
    lines.writeUnreadable(requestId, error);
  };
  return { report, reportUnreadable };
}

function errorHandler(report: (error: GatewayError, requestId: string) => void) {
  return (error: FastifyError | GatewayError, request: FastifyRequest, reply: FastifyReply) => {
    const failure = fromFastifyError(error);
    report(failure, request.id);
    request.facts.codes = [failure.code];
    const { status, type, headers, body } = refusalOf(failure, {
      requestId: request.id,
      accept: request.headers.accept,
      outcome: request.isExecuted ? undefined : "NOT_APPLIED",
      status: failure.code === "BAD_USER_INPUT" ? statusOf(error) : undefined,
    });
    void reply.code(status).headers(headers).type(type).send(body);
  };
}

const statusOf = (error: object): number | undefined =>
  "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : undefined;

/** Fastify's own complaints are about the request; their texts quote it, so only their kind is kept. */
function fromFastifyError(error: FastifyError | GatewayError): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error.statusCode === 413) return new GatewayError("QUERY_TOO_LARGE", { limit: "bodyBytes" });
  const { statusCode } = error;
  if (statusCode === undefined || statusCode >= 500) return GatewayError.of(error);
  return httpError(statusCode === 415 ? "UNSUPPORTED_MEDIA_TYPE" : "MALFORMED_HTTP", {
    cause: error,
  });
}
