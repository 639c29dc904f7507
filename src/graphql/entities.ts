import type { GraphQLField, GraphQLFieldResolver } from "graphql";
import { GatewayError } from "../errors/gateway-error.js";
import type { GatewayContext } from "./context.js";

interface EntitiesArguments {
  readonly representations: readonly unknown[];
}

type EntitiesResolver = GraphQLFieldResolver<unknown, GatewayContext, EntitiesArguments>;

/**
 * Puts the gateway's limits and manners before the resolver of @apollo/subgraph, which takes any number of
 * representations and fails them all for one that it cannot read.
 */
export function guardEntities(field: GraphQLField<unknown, GatewayContext>, entity: string): void {
  const resolve = field.resolve as EntitiesResolver | undefined;
  if (resolve === undefined) return;
  const guarded: EntitiesResolver = (source, { representations }, context, info) => {
    countRepresentations(context, representations);
    const odd = representations.filter((representation) => !isOf(entity, representation));
    if (odd.length > mostOddOnes) throw new GatewayError("BAD_USER_INPUT", argument);
    return representations.map((representation) => {
      // An error in place of an entity fails that item alone.
      if (!isOf(entity, representation)) return new GatewayError("BAD_USER_INPUT", argument);
      const [user] = resolve(source, { representations: [representation] }, context, info) as [
        unknown,
      ];
      return user;
    });
  };
  field.resolve = guarded;
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
const mostOddOnes = 10;

const argument = { argument: "representations" };

function isOf(entity: string, representation: unknown): boolean {
  return (
    typeof representation === "object" &&
    representation !== null &&
    "__typename" in representation &&
    representation.__typename === entity
  );
}
