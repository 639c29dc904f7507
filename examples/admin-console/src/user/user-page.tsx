import { useQuery } from "@apollo/client/react";
import { Button, Skeleton } from "@mantine/core";
import { addressOf, go } from "../address.js";
import { OneUserDocument, type OneUserQuery } from "../generated/graphql.js";
import { Link } from "../link.js";
import { Notice, ProblemNotice } from "../notice.js";
import { Page } from "../page.js";
import { isHidden, queryProblem } from "../problem.js";
import { Status, statusTextOf } from "../status.js";
import { whyNoPassword } from "./permissions.js";
import { UserFacts } from "./user-facts.js";

interface UserPageProps {
  readonly pool: string;
  readonly username: string;
  readonly mySub: string;
}

/** One user: who they are, how they sign in, and what the reader may do. */
export function UserPage({ pool, username, mySub }: UserPageProps) {
  const { data, error, loading } = useQuery(OneUserDocument, {
    variables: { poolId: pool, username },
    errorPolicy: "all",
    fetchPolicy: "cache-and-network",
  });
  const user = data?.user;
  return (
    <Page
      title={user?.name ?? user?.username ?? username}
      above={<Link to={addressOf.users(pool)}>‹ Users of {pool}</Link>}
      beside={user != null && <Status status={user.status} enabled={user.enabled} />}
    >
      {user === undefined && loading && <Skeleton height={320} aria-label="Loading" />}
      {user == null && !loading && <Missing error={error} />}
      {user != null && (
        <>
          <p className="dim lead">{meaningOf(user)}</p>
          <SetPassword pool={pool} user={user} mySub={mySub} />
          <UserFacts user={user} isRefused={(field) => isHidden(error, field)} />
        </>
      )}
    </Page>
  );
}

const Missing = ({ error }: { readonly error: unknown }) =>
  error === undefined ? (
    <Notice tone="calm" title="There is no user of this name in this pool." />
  ) : (
    <ProblemNotice problem={queryProblem(error)} />
  );

type User = NonNullable<OneUserQuery["user"]>;

function meaningOf({ status, enabled, temporaryPassword }: User): string {
  if (!enabled)
    return "The account is switched off: nobody can sign in to it, whatever its password.";
  if (temporaryPassword?.expired === true) {
    return "The temporary password has expired: they cannot sign in until another one is set.";
  }
  return statusTextOf(status).meaning;
}

interface SetPasswordProps {
  readonly pool: string;
  readonly user: User;
  readonly mySub: string;
}

function SetPassword({ pool, user, mySub }: SetPasswordProps) {
  const reason = whyNoPassword(user, mySub);
  if (reason !== null) return <Notice tone="calm" title={reason} />;
  const address = addressOf.password(pool, user.username);
  return (
    <div className="actions">
      <Button
        component="a"
        href={address}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go(address);
        }}
      >
        Set a password
      </Button>
    </div>
  );
}
