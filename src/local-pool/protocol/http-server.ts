import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { ServiceError } from "../service-model/service-error.js";
import { handleCall, type Engine, type WireReply } from "./call-handler.js";

const LARGEST_BODY_BYTES = 1_048_576;

/** The HTTP face of the pool: AWS JSON on POST /, public keys and health on GET. Pages of no other origin may ask. */
export function createHttpServer(engine: Engine, origins: ReadonlySet<string>): Server {
  const server = createServer((request, response) => {
    serve(request, response, engine, origins).catch(() => {
      response.destroy();
    });
  });
  // Longer than clients keep an idle connection, so that none is closed under a request.
  server.keepAliveTimeout = 120_000;
  return server;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  engine: Engine,
  origins: ReadonlySet<string>,
): Promise<void> {
  const { origin } = request.headers;
  // A page in a browser must not drive the pool; without CORS headers it could still send.
  if (origin !== undefined && !origins.has(origin)) {
    sendJson(response, 403, { message: "Requests from other sites are refused." });
    return;
  }
  if (origin !== undefined) allowOrigin(response, origin);
  if (origin !== undefined && request.method === "OPTIONS") {
    response.writeHead(204).end();
    return;
  }
  if (request.method === "GET") {
    await serveDocument(request.url?.split("?")[0] ?? "/", response, engine);
    return;
  }
  const target = request.headers["x-amz-target"];
  if (request.method !== "POST" || typeof target !== "string") {
    sendJson(response, 404, { message: "Not found." });
    return;
  }
  const body = await readBody(request);
  if (body === null) {
    sendJson(response, 413, { __type: "RequestEntityTooLargeException" });
    return;
  }
  const received = {
    method: "POST",
    target: request.url ?? "/",
    headers: headersOf(request),
    body,
  };
  // The service's own clock: clients correct theirs by it.
  response.setHeader("date", engine.signatureClock.now().toUTCString());
  sendReply(response, await handleCall({ target, received }, engine));
}

const headersOf = (request: IncomingMessage): ReadonlyMap<string, readonly string[]> =>
  new Map(Object.entries(request.headersDistinct).map(([name, values]) => [name, values ?? []]));

/** A page may sign people in, as it may at Cognito; it may not sign requests, so it cannot administer them. */
function allowOrigin(response: ServerResponse, origin: string): void {
  response.setHeader("vary", "origin");
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-allow-methods", "POST");
  response.setHeader("access-control-allow-headers", "content-type, x-amz-target");
  response.setHeader("access-control-max-age", "7200");
}

async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function sendReply(response: ServerResponse, reply: WireReply): void {
  switch (reply.kind) {
    case "hang":
      return;
    case "cut":
      response.destroy();
      return;
    case "answer":
      response.writeHead(reply.status, {
        "content-type": reply.contentType ?? "application/x-amz-json-1.1",
        "content-length": Buffer.byteLength(reply.body),
        "x-amzn-requestid": reply.requestId,
        ...(reply.error === undefined ? {} : errorHeaders(reply.error)),
      });
      response.end(reply.body);
  }
}

/** As user pools send them: https://github.com/aws/aws-cli/issues/3348. A header cannot hold every sign of a text. */
const errorHeaders = ({ type, message }: ServiceError) => ({
  "x-amzn-errortype": `${type}:`,
  "x-amzn-errormessage": message.replaceAll(/[^ -~]/gu, "?"),
});

const DOCUMENT =
  /^\/(?<poolId>[\w-]+)\/\.well-known\/(?<document>jwks\.json|openid-configuration)$/u;

async function serveDocument(
  path: string,
  response: ServerResponse,
  engine: Engine,
): Promise<void> {
  if (path === "/health") {
    sendJson(response, 200, { status: "ok", notice: "local emulator, not AWS" });
    return;
  }
  const { poolId = "", document } = DOCUMENT.exec(path)?.groups ?? {};
  const pool = engine.pools.get(poolId);
  if (pool === undefined) {
    sendJson(response, 404, { message: "Not found." });
  } else if (document === "jwks.json") {
    sendJson(response, 200, { keys: [(await pool.signingKey()).publicJwk] });
  } else {
    const issuer = engine.issuer(pool.id);
    sendJson(response, 200, {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code", "token"],
      subject_types_supported: ["public"],
    });
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
