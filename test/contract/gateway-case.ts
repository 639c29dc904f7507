import type { Described } from "./contract-case.js";
import type { GatewayStage } from "./gateway-stage.js";

/** One thing that the gateway does in front of Cognito. Every case is played in the one pool that the gateway is configured for. */
export interface GatewayCase extends Described {
  run(stage: GatewayStage): Promise<void>;
}

/** A table of cases, checked one by one. */
export const gatewayCases = (...table: readonly GatewayCase[]): readonly GatewayCase[] => table;
