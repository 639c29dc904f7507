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
  const { tracksSessions } = knownPool(poolId, context);
  await requireKept(tracksSessions.getAnewIf((isOn) => !isOn));
  const { sessions, revokedSessions } = context.loaders;
  const found = await sessions.find({ poolId, username });
  if (found === null) return null;
  // Where tracking has been switched off meanwhile, everybody's list is empty.
  if (found.length === 0) await requireKept(tracksSessions.getAnewIf(() => true));
  return [...revokedSessions.withoutRevoked({ poolId, username }, found)].sort(
    (one, other) => activeAt(other) - activeAt(one),
  );
}

async function requireKept(isOn: Promise<boolean>): Promise<void> {
  if (!(await isOn)) throw new GatewayError("FEATURE_UNAVAILABLE");
}

/** When a session was last used; it was when it began, where Cognito says nothing else. */
export const lastUseOf = ({ lastActiveAt, createdAt }: SessionRecord): Date | null =>
  lastActiveAt ?? createdAt;

const activeAt = (session: SessionRecord): number => lastUseOf(session)?.getTime() ?? 0;
