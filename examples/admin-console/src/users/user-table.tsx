import { addressOf } from "../address.js";
import { dayOf } from "../dates.js";
import type { UserRowFragment } from "../generated/graphql.js";
import { Link } from "../link.js";
import { Status } from "../status.js";

interface UserTableProps {
  readonly pool: string;
  readonly users: readonly UserRowFragment[];
  readonly hidesContact: boolean;
}

/** The users that were found. On a narrow screen each row becomes a card; the roles keep it a table for those who hear it. */
export function UserTable({ pool, users, hidesContact }: UserTableProps) {
  return (
    <table className="users" role="table" aria-label="Users">
      <thead role="rowgroup">
        <tr role="row">
          {["User", "E-mail", "Status", "Last changed"].map((heading) => (
            <th key={heading} scope="col" role="columnheader">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {users.map((user) => (
          <UserTableRow key={user.id} pool={pool} user={user} hidesContact={hidesContact} />
        ))}
      </tbody>
    </table>
  );
}

interface UserTableRowProps {
  readonly pool: string;
  readonly user: UserRowFragment;
  readonly hidesContact: boolean;
}

function UserTableRow({ pool, user, hidesContact }: UserTableRowProps) {
  return (
    <tr role="row">
      <th scope="row" role="rowheader" className="who">
        <Link to={addressOf.user(pool, user.username)} className="row-link">
          {user.name ?? user.username}
        </Link>
        {user.name !== null && <span className="dim">{user.username}</span>}
      </th>
      <td role="cell" className="contact">
        {user.email ?? (hidesContact ? <span className="hidden">Not visible to you</span> : "–")}
      </td>
      <td role="cell">
        <Status status={user.status} enabled={user.enabled} />
      </td>
      <td role="cell" className="date">
        {dayOf(user.lastModifiedAt)}
      </td>
    </tr>
  );
}
