import { command, userOf } from "../operation.js";

/**
 * Ends a session, and those it is linked to if that is asked for. That a session which this user does not have is a
 * ResourceNotFoundException is an inference.
 */
export const adminRevokeUserSession = command("AdminRevokeUserSession", (call) => {
  const { pool, user } = userOf(call);
  const { SessionId: id, RevokeAssociatedSessions: others = "NONE" } = call.input;
  const session = pool.sessionsOf(user, call.now).find((candidate) => candidate.id === id);
  if (session === undefined) {
    throw call.error("ResourceNotFoundException", "Session does not exist.");
  }
  const linked = others === "LINKED" ? user.sessions.linkedTo(session, call.now) : [];
  for (const ended of [session, ...linked]) user.sessions.end(ended);
  return {};
});
