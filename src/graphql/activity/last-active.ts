import type { UserRecord } from "../../cognito/records/records.js";
import type { GatewayContext } from "../request/context.js";
import { knownPool } from "../user-pool/describe-pool.js";
import { lastUseOf, readSessions } from "./read-sessions.js";
import { authEventsOfUser, readUserList } from "./user-lists.js";

/** So many events are looked through for a sign-in: what one call gives. */
const eventsLookedAt = 60;

/** When a user was last active, as far as the pool keeps it: by the open sessions, or by the latest sign-in that passed. */
export async function lastActiveAt(
  user: UserRecord,
  context: GatewayContext,
): Promise<Date | null> {
  const pool = knownPool(user.poolId, context);
  const [sessions, signIns] = await Promise.all([
    pool.tracksSessions.get().then((isOn) => (isOn ? readSessions(user, context) : null)),
    pool.description
      .get()
      .then((described) => (authEventsOfUser.isKept(described) ? signInsOf(user, context) : null)),
  ]);
  return latestOf([...(sessions ?? []).map(lastUseOf), ...(signIns ?? [])]);
}

/** When the sign-ins were that passed, as far as one page of events tells. */
async function signInsOf(
  user: UserRecord,
  context: GatewayContext,
): Promise<readonly (Date | null)[]> {
  const events = await readUserList(authEventsOfUser, user, { first: eventsLookedAt }, context);
  const passed = events?.nodes.filter(
    ({ kind, response }) => kind === "SIGN_IN" && response === "PASS",
  );
  return passed?.map(({ at }) => at) ?? [];
}

/** In whatever order they come: AWS promises none. */
const latestOf = (dates: readonly (Date | null)[]): Date | null =>
  dates.reduce(
    (latest, date) => (date !== null && (latest === null || date > latest) ? date : latest),
    null,
  );
