import "reflect-metadata";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/resolverMap.js";
import { getDocumentNodeFromSchema } from "@graphql-tools/utils";
import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
  isScalarType,
  Kind,
  type NameNode,
  parse,
  print as printDocument,
  visit,
} from "graphql";
import { buildSchemaSync, createResolversMap } from "type-graphql";
import type { GatewayContext } from "./context.js";
import { guardEntities } from "./entities.js";
import { addFederationDirectives, type FederationDirective } from "./federation-directives.js";
import { collectGuards, enforceGuards, type Guards } from "./guards/enforce-guards.js";
import { federationGuards } from "./guards/federation-guards.js";
import { PrincipalResolver } from "./principal/principal.resolver.js";
import { resolveUserReference } from "./user/user.reference.js";
import { UserResolver } from "./user/user.resolver.js";
import { UserPoolResolver } from "./user-pool/user-pool.resolver.js";

export interface SchemaOptions {
  /** What the type `User` is called, for a supergraph that has a `User` already. */
  readonly typeName: string;
  /** Put before the names of all other types of the gateway's own. */
  readonly typePrefix?: string | undefined;
  readonly federationVersion: string;
  /** The directives by which a router can refuse early; the gateway never relies on them. */
  readonly directives: readonly FederationDirective[];
  /** Whether `_service { sdl }` answers every caller, if no router has a credential. */
  readonly introspection: boolean;
  /** Whether a router has a credential: then `_service { sdl }` answers what comes by it, and nothing else. */
  readonly hasRouter?: boolean;
}

export interface GatewaySchema {
  /** The executable subgraph, every field guarded. */
  readonly schema: GraphQLSchema;
  /** The SDL as composition reads it. */
  readonly sdl: string;
}

const userType = "User";

/** Builds the schema; throws when a field of any type has no guard. */
export function createSchema(options: SchemaOptions): GatewaySchema {
  const declared = buildSchemaSync({
    resolvers: [UserResolver, UserPoolResolver, PrincipalResolver],
    // Validation errors of class-validator carry the arguments, the password among them.
    validate: false,
    // It would ask the schema about itself. The subgraph, below, is checked when it is built.
    skipCheck: true,
  });
  const guards = collectGuards(declared);
  const rename = renaming(declared, options);
  const { document, used } = addFederationDirectives(getDocumentNodeFromSchema(declared), {
    ...options,
    guards,
  });
  const link = linkHeader(options.federationVersion, used);
  const types = renameTypes(document, rename);
  const typeDefs = { ...types, definitions: [...parse(link).definitions, ...types.definitions] };
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: createResolvers(declared, rename) }]);
  let printed: string | undefined;
  // Once, and only when somebody asks: no start needs the text.
  const print = () => (printed ??= `${link}\n\n${printDocument(types)}\n`);
  // What composition reads is what was declared, not the expanded schema that @apollo/subgraph would print.
  const { _service: service, _entities: entities } = schema.getQueryType()?.getFields() ?? {};
  if (service !== undefined) service.resolve = () => ({ sdl: print() });
  if (entities !== undefined) {
    guardEntities(entities as GraphQLField<unknown, GatewayContext>, options.typeName);
  }
  enforceGuards(schema, new Map([...renameGuards(guards, rename), ...federationGuards(options)]));
  return {
    schema,
    get sdl() {
      return print();
    },
  };
}

/** Links the federation directives that the schema uses, and no others. */
function linkHeader(version: string, used: readonly string[]): string {
  const imports = used.map((name) => `"@${name}"`).join(", ");
  return `extend schema\n  @link(url: "https://specs.apollo.dev/federation/v${version}", import: [${imports}])`;
}

type Rename = (name: string) => string;

/** Types that every subgraph may have, and has to call so. */
const sharedTypes: ReadonlySet<string> = new Set(["Query", "Mutation", "PageInfo"]);

function renaming(declared: GraphQLSchema, { typeName, typePrefix = "" }: SchemaOptions): Rename {
  return (name) => {
    if (name === userType) return typeName;
    const type = declared.getType(name);
    // Scalars are the same in every subgraph; federation's own types are not declared here.
    const isOwn = type !== undefined && !isScalarType(type) && !sharedTypes.has(name);
    return isOwn ? `${typePrefix}${name}` : name;
  };
}

function renameTypes(document: DocumentNode, rename: Rename): DocumentNode {
  const renamed = (name: NameNode): NameNode => ({ kind: Kind.NAME, value: rename(name.value) });
  const definition = <Node extends { readonly name: NameNode }>(node: Node): Node => ({
    ...node,
    name: renamed(node.name),
  });
  return visit(document, {
    NamedType: ({ kind, name }) => ({ kind, name: renamed(name) }),
    ObjectTypeDefinition: definition,
    InputObjectTypeDefinition: definition,
    EnumTypeDefinition: definition,
    // Without a schema definition the root types go by their names, which composition prefers.
    SchemaDefinition: () => null,
  });
}

function createResolvers(declared: GraphQLSchema, rename: Rename) {
  const resolvers = Object.entries(createResolversMap(declared)).map(([name, value]) => [
    rename(name),
    name === userType
      ? Object.assign({}, value, { __resolveReference: resolveUserReference })
      : value,
  ]);
  return Object.fromEntries(resolvers) as GraphQLResolverMap<GatewayContext>;
}

function renameGuards(guards: Guards, rename: Rename): Guards {
  return new Map(
    [...guards].map(([coordinate, guard]) => {
      const [type = "", field = ""] = coordinate.split(".");
      return [`${rename(type)}.${field}`, guard];
    }),
  );
}
