import { cutPage } from "../directory/page.js";
import { query, userOf } from "../operation.js";
import { groupForm } from "./wire-forms.js";

/** A page of the groups of a user, whatever name the user was asked for by. */
export const adminListGroupsForUser = query("AdminListGroupsForUser", (call) => {
  const { pool, user } = userOf(call);
  const page = cutPage(
    {
      items: pool.groupsOf(user),
      keyOf: (group) => group.name,
      scope: `AdminListGroupsForUser ${pool.id} ${user.sub}`,
      limit: call.input.Limit,
      token: call.input.NextToken,
    },
    call.seal,
    call.error,
  );
  return { Groups: page.items.map((group) => groupForm(pool, group)), NextToken: page.next };
});
