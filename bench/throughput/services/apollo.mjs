// Apollo Server as its guide begins: its own HTTP server, resolvers without loaders.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import * as graphql from "graphql";
import { openCalls } from "./calls.mjs";
import { createPeerSchema } from "./schema.mjs";
import { announce } from "./serve-json.mjs";
import { readUser } from "./users.mjs";

const calls = await openCalls();
const context = { calls, readUser: (username) => readUser(calls, username) };
const server = new ApolloServer({ schema: createPeerSchema(graphql) });
const { url } = await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: 0 },
  context: async () => ({ ...context }),
});
announce(url.replace(/\/$/, ""));
