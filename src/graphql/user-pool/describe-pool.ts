import type { UserPoolDescription } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../request/context.js";

/** Shared by all fields of all requests: the pool keeps its description for a while. */
export function describePool(id: string, { pools }: GatewayContext): Promise<UserPoolDescription> {
  const pool = pools.find(id);
  if (pool === null) throw new GatewayError("INTERNAL");
  return pool.description.get();
}
