import { cutPage } from "../directory/page.js";
import { poolOf, query } from "../operation.js";
import { groupForm } from "./wire-forms.js";

/** A page of a pool's groups, oldest first. */
export const listGroups = query("ListGroups", (call) => {
  const pool = poolOf(call);
  const page = cutPage(
    {
      items: pool.groups.values(),
      keyOf: (group) => group.name,
      scope: `ListGroups ${pool.id}`,
      limit: call.input.Limit,
      token: call.input.NextToken,
    },
    call.seal,
    call.error,
  );
  return { Groups: page.items.map((group) => groupForm(pool, group)), NextToken: page.next };
});
