import { useQuery } from "@apollo/client/react";
import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { useCallback, useMemo, useState } from "react";
import { footOf } from "../../../frontends/list-sentences.js";
import { addressOf, go, useQueryString } from "../address.js";
import { type PoolFactsFragment, UsersPageDocument } from "../generated/graphql.js";
import { Notice, ProblemNotice } from "../notice.js";
import { Page } from "../page.js";
import { failuresOf, queryProblem } from "../problem.js";
import { SearchForm } from "./search-form.js";
import { filterOf, queryStringOf, readSearch, type Search } from "./search.js";
import { UserTable } from "./user-table.js";

interface UserListPageProps {
  readonly pool: string;
  readonly pools: readonly PoolFactsFragment[];
}

/** The users of one pool: found by what they begin with, page after page. */
export function UserListPage({ pool, pools }: UserListPageProps) {
  const queryString = useQueryString();
  const search = useMemo(() => readSearch(queryString), [queryString]);
  const onSearch = useCallback(
    (next: Search) => {
      go(`${addressOf.users(pool)}${queryStringOf(next)}`, { replace: true });
    },
    [pool],
  );
  const list = useUsers(pool, search);
  const { estimatedNumberOfUsers: estimate, allowedActions } =
    pools.find(({ id, alias }) => id === pool || alias === pool) ?? {};
  const hidesContact = allowedActions?.includes("READ_CONTACT") === false;
  return (
    <Page
      title="Users"
      beside={
        <NativeSelect
          className="pool"
          aria-label="User pool"
          value={pool}
          data={pools.map(({ alias }) => alias)}
          onChange={({ currentTarget: { value } }) => {
            go(addressOf.users(value));
          }}
        />
      }
    >
      <SearchForm search={search} hidesContact={hidesContact} onSearch={onSearch} />
      <UserList pool={pool} list={list} estimate={estimate ?? null} hidesContact={hidesContact} />
    </Page>
  );
}

type List = ReturnType<typeof useUsers>;

function useUsers(pool: string, search: Search) {
  const variables = { poolId: pool, filter: filterOf(search), first: 25 };
  const { data, error, loading, fetchMore, refetch } = useQuery(UsersPageDocument, {
    variables,
    errorPolicy: "all",
    // What the pool says now, however the list was left.
    fetchPolicy: "cache-and-network",
  });
  const [moreError, setMoreError] = useState<unknown>(undefined);
  const connection = data?.users;
  const showMore = async () => {
    setMoreError(undefined);
    const after = connection?.pageInfo.endCursor ?? null;
    const page = await fetchMore({ variables: { after }, errorPolicy: "all" });
    const codes = failuresOf(page.error).map(({ facts }) => facts.code);
    if (codes.includes("INVALID_CURSOR")) await refetch();
    else if (page.data?.users == null) setMoreError(page.error);
  };
  const users = connection?.edges.map(({ node }) => node);
  const foot = connection == null ? null : footOf(connection, connection.edges.length);
  return { users, foot, error, moreError, loading, showMore, refetch };
}

interface UserListProps {
  readonly pool: string;
  readonly list: List;
  readonly estimate: number | null;
  readonly hidesContact: boolean;
}

function UserList({ pool, list, estimate, hidesContact }: UserListProps) {
  const { users, foot, error, moreError, loading, showMore, refetch } = list;
  if (users === undefined || foot === null) {
    if (loading) return <Skeleton height={320} aria-label="Loading" />;
    return (
      <ProblemNotice problem={queryProblem(error)}>
        <Button variant="default" size="xs" onClick={() => void refetch()}>
          Try again
        </Button>
      </ProblemNotice>
    );
  }
  return (
    <section aria-busy={loading}>
      {users.length === 0 ? (
        <Notice tone="calm" title="Nobody was found." />
      ) : (
        <UserTable pool={pool} users={users} hidesContact={hidesContact} />
      )}
      {moreError !== undefined && <ProblemNotice problem={queryProblem(moreError)} />}
      <div className="foot">
        {(users.length > 0 || foot.mayGoOn) && (
          <span role="status" className="dim">
            {foot.text}
            {estimate !== null && ` The pool has about ${estimate.toLocaleString()} users.`}
          </span>
        )}
        {foot.mayGoOn && (
          <Button variant="default" loading={loading} onClick={() => void showMore()}>
            Show more
          </Button>
        )}
      </div>
    </section>
  );
}
