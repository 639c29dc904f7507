import { cutPage } from "../directory/page.js";
import { query, userOf } from "../operation.js";
import { sessionForm } from "./activity-forms.js";

// One page holds them all, says the SDK.
const LARGEST_PAGE = 125;

/** The active sessions of a user. Where they are not tracked there are none: the SDK is silent, so this is an inference. */
export const adminListUserSessions = query("AdminListUserSessions", (call) => {
  const { pool, user } = userOf(call);
  const page = cutPage(
    {
      items: pool.sessionsOf(user, call.now),
      keyOf: (session) => session.id,
      scope: `AdminListUserSessions ${pool.id} ${user.sub}`,
      limit: LARGEST_PAGE,
      token: call.input.NextToken,
    },
    call.seal,
    call.error,
  );
  return { Sessions: page.items.map(sessionForm), NextToken: page.next };
});
