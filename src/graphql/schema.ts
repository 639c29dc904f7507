import "reflect-metadata";
import { getDocumentNodeFromSchema } from "@graphql-tools/utils";
import { GraphQLSchema, Kind, print as printDocument, printSchema } from "graphql";
import { buildSchemaSync } from "type-graphql";
import { UserActivityResolver } from "./activity/user-activity.resolver.js";
import { countAnswers } from "./answers/count-answer.js";
import { checkListLengths } from "./answers/list-length.js";
import {
  addFederationDirectives,
  type FederationDirective,
} from "./federation/federation-directives.js";
import { federationGuards } from "./federation/federation-guards.js";
import { addSubgraphFields } from "./federation/subgraph.js";
import { resolveUserReference } from "./federation/user.reference.js";
import { collectGuards, enforceGuards, type Guards } from "./guards/enforce-guards.js";
import { installMutations } from "./mutations/mutation-field.js";
import { MutationResolver } from "./mutations.js";
import { PrincipalResolver } from "./principal/principal.resolver.js";
import { type Names, rename } from "./rename.js";
import { UserResolver } from "./user-fields.resolver.js";
import { UserGroupResolver } from "./user-group/user-group.resolver.js";
import { UserMembershipResolver } from "./user-group/user-membership.resolver.js";
import { UserPoolActivityResolver } from "./user-pool/user-pool-activity.resolver.js";
import { UserPoolDirectoryResolver } from "./user-pool/user-pool-directory.resolver.js";
import { UserPoolFactsResolver } from "./user-pool/user-pool-facts.resolver.js";
import { UserPoolResolver } from "./user-pool/user-pool.resolver.js";

export interface SchemaOptions extends Names {
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
  /** The SDL as clients see it: without the directives and fields of federation, which not every tool can read. */
  readonly apiSdl: string;
}

/** The classes that declare the fields of the schema. */
export const resolvers = [
  UserResolver,
  UserActivityResolver,
  UserMembershipResolver,
  UserPoolResolver,
  UserPoolFactsResolver,
  UserPoolActivityResolver,
  UserPoolDirectoryResolver,
  UserGroupResolver,
  PrincipalResolver,
  MutationResolver,
] as const;

/**
 * Builds the schema; throws when a field of any type has no guard, a list does not say how long it can be, or a field of `Mutation`
 * was declared in any other way than as a row of `mutations`.
 */
export function createSchema(options: SchemaOptions): GatewaySchema {
  const declared = buildSchemaSync({
    resolvers: [...resolvers],
    // Validation errors of class-validator carry the arguments, the password among them.
    validate: false,
    // It would ask the schema about itself. Apollo Server checks what it is given, and a test that it can be composed.
    skipCheck: true,
  });
  installMutations(declared);
  rename(declared, options);
  const guards = collectGuards(declared);
  let printed: string | undefined;
  // Once, and only when somebody asks: no start needs the text.
  const print = () => (printed ??= printSubgraph(declared, { ...options, guards }));
  const schema = addSubgraphFields(declared, {
    entity: options.typeName,
    resolveReference: resolveUserReference,
    print,
  });
  enforceGuards(schema, new Map([...guards, ...federationGuards(options)]));
  checkListLengths(schema);
  countAnswers(schema);
  return {
    schema,
    get sdl() {
      return print();
    },
    get apiSdl() {
      return `${printSchema(new GraphQLSchema(declared.toConfig()))}\n`;
    },
  };
}

/** What composition reads: what was declared, without what federation adds by itself. */
function printSubgraph(
  declared: GraphQLSchema,
  options: SchemaOptions & { readonly guards: Guards },
): string {
  const named = new GraphQLSchema(declared.toConfig());
  const { document, used } = addFederationDirectives(getDocumentNodeFromSchema(named), options);
  const types = document.definitions.filter(({ kind }) => kind !== Kind.SCHEMA_DEFINITION);
  // Without a schema definition the root types go by their names, which composition prefers.
  return `${linkHeader(options.federationVersion, used)}\n\n${printDocument({ ...document, definitions: types })}\n`;
}

/** Links the federation directives that the schema uses, and no others. */
function linkHeader(version: string, used: readonly string[]): string {
  const imports = used.map((name) => `"@${name}"`).join(", ");
  return `extend schema\n  @link(url: "https://specs.apollo.dev/federation/v${version}", import: [${imports}])`;
}
