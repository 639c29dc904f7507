import type { SessionRecord } from "../../cognito/records/activity-records.js";
import type { UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../request/context.js";
import { knownPool } from "../user-pool/describe-pool.js";

/**
 * The open sessions of a user, newest activity first; null when the user is gone. FEATURE_UNAVAILABLE in a pool that keeps none, where
 * Cognito's list would be empty for everybody.
 */
export async function readSessions(
  { poolId, username }: UserRecord,
  context: GatewayContext,
): Promise<readonly SessionRecord[] | null> {
  if (!(await knownPool(poolId, context).tracksSessions.get())) {
    throw new GatewayError("FEATURE_UNAVAILABLE");
  }
  const { sessions, revokedSessions } = context.loaders;
  const found = await sessions.find({ poolId, username });
  if (found === null) return null;
  return [...revokedSessions.withoutRevoked(found)].sort(
    (one, other) => activeAt(other) - activeAt(one),
  );
}

const activeAt = ({ lastActiveAt, createdAt }: SessionRecord): number =>
  (lastActiveAt ?? createdAt)?.getTime() ?? 0;
