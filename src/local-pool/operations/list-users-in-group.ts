import { findGroup } from "../directory/find-group.js";
import { cutPage } from "../directory/page.js";
import { poolOf, query } from "../operation.js";
import { userForm } from "./wire-forms.js";

/** A page of the members of a group, in the order in which they joined. */
export const listUsersInGroup = query("ListUsersInGroup", (call) => {
  const pool = poolOf(call);
  const group = findGroup(pool, call.input.GroupName, call.error);
  const page = cutPage(
    {
      items: group.members,
      keyOf: (user) => user.sub,
      scope: `ListUsersInGroup ${pool.id} ${group.name}`,
      limit: call.input.Limit,
      token: call.input.NextToken,
    },
    call.seal,
    call.error,
  );
  return { Users: page.items.map((user) => userForm(user)), NextToken: page.next };
});
