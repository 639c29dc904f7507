// Mercurius, its just-in-time compiler on from the first request, in Fastify.
import fastify from "fastify";
import * as graphql from "graphql";
import mercurius from "mercurius";
import { createContext } from "../throughput/services/loading-context.mjs";
import { createPeerSchema } from "../throughput/services/schema.mjs";
import { announce } from "../throughput/services/serve-json.mjs";

const app = fastify();
await app.register(mercurius, {
  schema: createPeerSchema(graphql),
  jit: 1,
  context: createContext,
});
announce(await app.listen({ host: "127.0.0.1", port: 0 }));
