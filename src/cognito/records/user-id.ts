/** A user's global id: opaque to callers, the same for every name by which the user was asked for. */
export function encodeUserId(poolId: string, username: string): string {
  return Buffer.from(JSON.stringify([poolId, username])).toString("base64url");
}

/** The pool and canonical username in an id, or null for anything that `encodeUserId` did not make. */
export function decodeUserId(id: string): { poolId: string; username: string } | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(id, "base64url").toString());
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 2) return null;
  const [poolId, username] = parts as unknown[];
  if (typeof poolId !== "string" || typeof username !== "string") return null;
  return encodeUserId(poolId, username) === id ? { poolId, username } : null;
}
