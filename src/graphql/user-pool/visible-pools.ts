import type { UserPoolSettings } from "../../cognito/records/records.js";
import type { GatewayContext } from "../request/context.js";

/** The configured pools that the caller may see, in the order of the configuration. */
export const visiblePools = ({ access, pools }: GatewayContext): UserPoolSettings[] =>
  pools.all.map(({ settings }) => settings).filter(({ id }) => access.may("pool:read", id));
