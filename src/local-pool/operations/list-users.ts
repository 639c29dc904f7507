import { cutPage } from "../directory/page.js";
import { parseUserFilter } from "../directory/user-filter.js";
import { poolOf, query } from "../operation.js";
import { userForm } from "./wire-forms.js";

/** A page of users, oldest first; the token holds for this pool and this filter only. */
export const listUsers = query("ListUsers", (call) => {
  const pool = poolOf(call);
  const { Filter: filter = "", AttributesToGet: only, Limit, PaginationToken } = call.input;
  const matches = parseUserFilter(filter, pool.users, call.error);
  const page = cutPage(
    {
      items: [...pool.users.all()].filter(matches),
      keyOf: (user) => user.sub,
      placeOf: (user) => pool.users.placeOf(user),
      scope: `ListUsers ${pool.id} ${filter}`,
      limit: Limit,
      token: PaginationToken,
    },
    call.seal,
    call.error,
  );
  return { Users: page.items.map((user) => userForm(user, only)), PaginationToken: page.next };
});
