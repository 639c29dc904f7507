import { cutPage } from "../directory/page.js";
import { query } from "../operation.js";
import { eventForm } from "./activity-forms.js";
import { watchedUserOf } from "./watched-user.js";

/** A page of the events of a user, the newest first. */
export const adminListUserAuthEvents = query("AdminListUserAuthEvents", (call) => {
  const { pool, user } = watchedUserOf(call);
  const page = cutPage(
    {
      items: user.authEvents.newestFirst(),
      keyOf: (event) => event.id,
      scope: `AdminListUserAuthEvents ${pool.id} ${user.sub}`,
      limit: call.input.MaxResults,
      token: call.input.NextToken,
    },
    call.seal,
    call.error,
  );
  return { AuthEvents: page.items.map(eventForm), NextToken: page.next };
});
