import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { configSchema } from "../../src/config/config.js";
import { createSchema, type SchemaOptions } from "../../src/graphql/schema.js";

/** The gateway's SDL as a configuration makes it; that of schema/schema.graphql when nothing is stated. */
export const gatewaySdl = (options: Partial<SchemaOptions> = {}): string =>
  createSchema({
    ...configSchema.shape.subgraph.parse(undefined),
    introspection: false,
    ...options,
  }).sdl;

/** The SDL of a subgraph, and its address where a router is to reach it. */
interface Subgraph {
  readonly name: string;
  readonly sdl: string;
  readonly url?: string;
}

interface Composed {
  /** Undefined when the subgraphs do not fit together. */
  readonly supergraph: string | undefined;
  readonly errors: readonly string[];
  readonly hints: readonly string[];
}

/** Composes subgraphs as a schema registry does. */
export function compose(...subgraphs: readonly Subgraph[]): Composed {
  const services = subgraphs.map(({ name, sdl, url = `http://${name}.example` }) => ({
    name,
    url,
    typeDefs: parse(sdl),
  }));
  const { supergraphSdl, errors, hints } = composeServices(services);
  return {
    supergraph: supergraphSdl,
    errors: (errors ?? []).map(String),
    hints: (hints ?? []).map(String),
  };
}
