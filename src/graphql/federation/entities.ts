import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../request/context.js";

interface EntitiesArguments {
  readonly representations: readonly unknown[];
}

/** What a router sent in place of an entity, of which only key fields are read. */
export type Representation = Readonly<Record<string, unknown>>;

/** The entity of a representation, null when there is none. Must reject, never throw: what is thrown fails all the others. */
export type ReferenceResolver = (
  representation: Representation,
  context: GatewayContext,
  info: GraphQLResolveInfo,
) => Promise<unknown>;

/** Resolves each representation by itself, within the gateway's limits: one that fails, or that nobody can read, fails alone. */
export function entitiesResolver(
  entity: string,
  resolveReference: ReferenceResolver,
): GraphQLFieldResolver<unknown, GatewayContext, EntitiesArguments> {
  return (_source, { representations }, context, info) => {
    countRepresentations(context, representations);
    const malformed = representations.filter((representation) => !isOf(entity, representation));
    if (malformed.length > maximumMalformed) throw new GatewayError("BAD_USER_INPUT", argument);
    return representations.map((representation) =>
      isOf(entity, representation)
        ? resolveReference(representation, context, info)
        : new GatewayError("BAD_USER_INPUT", argument),
    );
  };
}

/**
 * Refuses too many before any is looked up. There are two limits, since some routers send a representation as often as it
 * occurs: a repetition costs no look-up, but its place in the answer.
 */
function countRepresentations(context: GatewayContext, representations: readonly unknown[]): void {
  context.representationsAsked += representations.length;
  if (context.representationsAsked > context.maximumRepresentations) {
    throw new GatewayError("QUERY_TOO_LARGE", { limit: "representations" });
  }
  const different = new Set(
    representations.map((representation) => JSON.stringify(representation)),
  );
  if (different.size > context.maximumUserKeys) {
    throw new GatewayError("QUERY_TOO_LARGE", { limit: "userKeys" });
  }
}

/** No router sends more; an error for each costs more than all else that a request can make the gateway do. */
const maximumMalformed = 10;

const argument = { argument: "representations" };

function isOf(entity: string, representation: unknown): representation is Representation {
  return (
    typeof representation === "object" &&
    representation !== null &&
    "__typename" in representation &&
    representation.__typename === entity
  );
}
