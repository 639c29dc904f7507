// GraphQL Yoga with its defaults over node:http.
import { createServer } from "node:http";
import * as graphql from "graphql";
import { createYoga } from "graphql-yoga";
import { createContext } from "../throughput/services/loading-context.mjs";
import { createPeerSchema } from "../throughput/services/schema.mjs";
import { announce } from "../throughput/services/serve-json.mjs";

const yoga = createYoga({ schema: createPeerSchema(graphql), context: createContext });
const server = createServer(yoga);
server.listen(0, "127.0.0.1", () => {
  announce(`http://127.0.0.1:${server.address().port}`);
});
