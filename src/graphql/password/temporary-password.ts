import type { UserRecord } from "../../cognito/records/records.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { GatewayContext } from "../request/context.js";
import type { TemporaryPasswordRecord } from "./temporary-password.type.js";

const millisecondsPerDay = 86_400_000;

/**
 * What can be told of a user's temporary password; null for a user who has none. Costs the pool's description, which the
 * pool keeps and which all users share, and nothing for a user of another status.
 */
export async function readTemporaryPassword(
  { id, poolId, status, lastModifiedAt }: UserRecord,
  { pools, givenTemporaryPassword, now }: GatewayContext,
): Promise<TemporaryPasswordRecord | null> {
  if (status !== "FORCE_CHANGE_PASSWORD") return null;
  if (lastModifiedAt === null) return { expiresAt: null, expired: null, exact: false };
  const pool = pools.find(poolId);
  if (pool === null) throw new GatewayError("INTERNAL");
  const { temporaryPasswordValidityDays: days } = (await pool.description.get()).passwordPolicy;
  const expiresAt = new Date(lastModifiedAt.getTime() + days * millisecondsPerDay);
  return {
    expiresAt,
    expired: expiresAt.getTime() <= now(),
    exact: givenTemporaryPassword.has(id),
  };
}
