import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";
import { reasonHeader } from "./audit-reason.js";

/** What frontends send along: the token, why somebody asks, and what clients and tracing add by themselves. */
const allowedHeaders = [
  "authorization",
  "content-type",
  reasonHeader,
  "x-request-id",
  "apollo-require-preflight",
  "x-apollo-operation-name",
  "apollographql-client-name",
  "apollographql-client-version",
  "traceparent",
  "tracestate",
];

/** How long a browser may remember the answer to a preflight. */
const maxAgeSeconds = 600;

/**
 * Lets pages of listed origins ask (https://fetch.spec.whatwg.org/#http-cors-protocol). Without credentials: identity is the bearer
 * token, which no browser sends by itself. To a page of another origin the answer is as if there were no such protocol.
 */
export async function allowOrigins(
  host: FastifyInstance,
  origins: readonly string[],
): Promise<void> {
  const listed = new Set(origins);
  await host.register(cors, {
    origin: (origin, decide) => {
      decide(null, origin !== undefined && listed.has(origin) ? [origin] : false);
    },
    methods: ["POST"],
    allowedHeaders,
    exposedHeaders: ["x-request-id", "retry-after"],
    maxAge: maxAgeSeconds,
    // What is no preflight by its headers would be refused in a form of the plugin's own.
    strictPreflight: false,
  });
}
