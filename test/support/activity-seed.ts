import type { PoolSeed, UserSeed } from "../../src/local-pool/seed/seed.js";

/** Ids in the forms that AWS documents. */
export const seededSession = "tknm5k9p2q7r4s8t1v6w3x0y5z2b";
const seededSsoSession = "ssom5k9p2q7r4s8t1v6w3x0y5z2b";
export const seededDevice = "eu-west-1_a1b2c3d4-0000-4000-8000-000000000001";
export const seededEvent = "c0ffee00-0000-4000-8000-000000000001";

/** One session of tokens with the SSO session that it came from, one device and one sign-in event, of any user. */
export const activitySeed = {
  sessions: [
    { id: seededSsoSession, type: "SSO" },
    { id: seededSession, type: "TOKEN", originSessionId: seededSsoSession },
  ],
  devices: [{ key: seededDevice, name: "Phone" }],
  authEvents: [{ id: seededEvent }],
} as const satisfies Partial<UserSeed>;

/** What a seed says of a pool that keeps all of these. */
export const activityFacts = {
  mfa: "OPTIONAL",
  sessionTracking: true,
  rememberDevices: true,
  threatProtection: "AUDIT",
  tier: "PLUS",
} as const satisfies Partial<PoolSeed>;
