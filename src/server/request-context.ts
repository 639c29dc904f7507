import type { FastifyRequest } from "fastify";
import type { Authorizer } from "../authorization/authorizer.js";
import type { UserPools } from "../cognito/user-pools.js";
import type { Config } from "../config/config.js";
import { GatewayError } from "../errors/gateway-error.js";
import type { GatewayContext } from "../graphql/context.js";
import { Cursors } from "../graphql/pagination/cursors.js";
import type { SetLimits } from "../graphql/user/set-limits.js";
import { createLoaders } from "../loaders/loaders.js";

interface ContextParts {
  readonly authorizer: Authorizer;
  readonly pools: UserPools;
  readonly setLimits: SetLimits;
}

/** Makes the context of each request, of what the gateway shares and what belongs to the request alone. */
export function contextFactory(
  { limits, secrets }: Config,
  { authorizer, pools, setLimits }: ContextParts,
): (request: FastifyRequest) => GatewayContext {
  const cursors = new Cursors(secrets?.cursor);
  return ({ id, principal, isFromRouter }) => {
    if (principal === null) throw new GatewayError("UNAUTHENTICATED");
    return {
      requestId: id,
      access: authorizer.accessOf(principal),
      isFromRouter,
      pools,
      loaders: createLoaders(pools, limits),
      cursors,
      setLimits,
      warnings: [],
      hasWritten: false,
      attributeNames: new Set(),
      maximumUserKeys: limits.userKeys,
    };
  };
}
