import type { UserRecord } from "../../cognito/records/records.js";
import type { GatewayContext } from "../request/context.js";
import { knownPool } from "../user-pool/describe-pool.js";
import { readSessions } from "./read-sessions.js";
import { authEventsOfUser, readUserList } from "./user-lists.js";

/** So many events are looked through for a sign-in: what one call gives. */
const eventsLookedAt = 60;

/** When a user was last active, as far as the pool keeps it: by the open sessions, else by the latest sign-in that passed. */
export async function lastActiveAt(
  user: UserRecord,
  context: GatewayContext,
): Promise<Date | null> {
  const pool = knownPool(user.poolId, context);
  const ofSessions = (await pool.tracksSessions.get())
    ? ((await readSessions(user, context)) ?? []).map((session) => session.lastActiveAt)
    : [];
  const latest = latestOf(ofSessions);
  if (latest !== null || !authEventsOfUser.isKept(await pool.description.get())) return latest;
  const events = await readUserList(authEventsOfUser, user, { first: eventsLookedAt }, context);
  const signIns = events?.nodes.filter(
    ({ kind, response }) => kind === "SIGN_IN" && response === "PASS",
  );
  return latestOf(signIns?.map(({ at }) => at) ?? []);
}

/** In whatever order they come: AWS promises none. */
const latestOf = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce(
    (latest, date) => (date !== null && (latest === null || date > latest) ? date : latest),
    null,
  );
