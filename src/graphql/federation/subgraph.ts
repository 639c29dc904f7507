import {
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isObjectType,
} from "graphql";
import type { ListLength } from "../answers/list-length.js";
import type { GatewayContext } from "../request/context.js";
import { entitiesResolver, type ReferenceResolver } from "./entities.js";

interface SubgraphParts {
  /** The name of the one type that other subgraphs can refer to. */
  readonly entity: string;
  readonly resolveReference: ReferenceResolver;
  /** The SDL as composition reads it. */
  readonly print: () => string;
}

/**
 * The schema with the two fields by which a router composes and queries it, and their types:
 * https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
 */
export function addSubgraphFields(schema: GraphQLSchema, parts: SubgraphParts): GraphQLSchema {
  const { query, types, ...config } = schema.toConfig();
  const entity = types.find(({ name }) => name === parts.entity);
  if (!query || !isObjectType(entity)) throw new Error(`No query leads to ${parts.entity}.`);
  const { fields, ...queryConfig } = query.toConfig();
  return new GraphQLSchema({
    ...config,
    types: types.filter((type) => type !== query),
    query: new GraphQLObjectType({
      ...queryConfig,
      fields: {
        ...fields,
        _entities: entitiesField(entity, parts.resolveReference),
        _service: serviceField(parts.print),
      },
    }),
  });
}

const representationsLength: ListLength = {
  atMost: "representations",
  argument: "representations",
};

type Field = GraphQLFieldConfig<unknown, GatewayContext>;

function entitiesField(entity: GraphQLObjectType, resolveReference: ReferenceResolver): Field {
  const Any = new GraphQLScalarType({
    name: "_Any",
    description: "A representation of an entity: `__typename` and the fields of one of its keys.",
  });
  const Entity = new GraphQLUnionType({
    name: "_Entity",
    description: "What other subgraphs can refer to.",
    types: [entity],
    resolveType: () => entity.name,
  });
  return {
    type: new GraphQLNonNull(new GraphQLList(Entity)),
    description:
      "Entities by representation, in the order asked for: null in place for an unknown one, null with an error at its place for " +
      "one that fails. As many as `limits.representations`, of `limits.userKeys` different ones; QUERY_TOO_LARGE otherwise.",
    args: {
      representations: {
        description: "What stands for the entities in other subgraphs.",
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Any))),
      },
    },
    extensions: { listLength: representationsLength },
    resolve: entitiesResolver(entity.name, resolveReference),
  };
}

function serviceField(print: () => string): Field {
  const Service = new GraphQLObjectType({
    name: "_Service",
    description: "What this subgraph tells of itself.",
    fields: {
      sdl: {
        description: "The schema as composition reads it.",
        type: new GraphQLNonNull(GraphQLString),
      },
    },
  });
  return {
    type: new GraphQLNonNull(Service),
    description: "For routers, and for what composes schemas.",
    resolve: () => ({ sdl: print() }),
  };
}
