import type { UserPoolDescription } from "../../cognito/records/records.js";
import type { UserPool } from "../../cognito/user-pool.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../request/context.js";

/** The pool of something that the request has been told. */
export function knownPool(id: string, { pools }: GatewayContext): UserPool {
  const pool = pools.find(id);
  if (pool === null) throw new GatewayError("INTERNAL");
  return pool;
}

/** Shared by all fields of all requests: the pool keeps its description for a while. */
export async function describePool(
  id: string,
  context: GatewayContext,
): Promise<UserPoolDescription> {
  return knownPool(id, context).description.get();
}
