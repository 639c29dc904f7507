import type { GateLimits } from "../../src/cognito/gate/pool-gate.js";

/** Small enough to be filled in a test. */
export const gateLimits: GateLimits = {
  readsUnderWay: 3,
  readsWaiting: 2,
  writesUnderWay: 2,
  writesWaiting: 1,
  placeWaitMs: 1000,
  breakerFaults: 3,
  breakerOpenMs: 2000,
};
