import { useQuery } from "@apollo/client/react";
import { Skeleton } from "@mantine/core";
import { addressOf } from "../address.js";
import { SetPasswordFormDocument, type SetPasswordFormQuery } from "../generated/graphql.js";
import { Link } from "../link.js";
import { Notice, ProblemNotice } from "../notice.js";
import { Page } from "../page.js";
import { queryProblem } from "../problem.js";
import { Status } from "../status.js";
import { whyNoPassword } from "../user/permissions.js";
import { SetPasswordForm } from "./set-password-form.js";

export interface SetPasswordPageProps {
  readonly pool: string;
  readonly username: string;
  readonly mySub: string;
}

type Answer = SetPasswordFormQuery;

/** Sets a user's password: whose, which, and why. */
export function SetPasswordPage({ pool, username, mySub }: SetPasswordPageProps) {
  const { data, error, loading } = useQuery(SetPasswordFormDocument, {
    variables: { poolId: pool, username },
    errorPolicy: "all",
    fetchPolicy: "cache-and-network",
  });
  const user = data?.user;
  const who = user?.name ?? user?.username ?? username;
  return (
    <Page title="Set a password" above={<Link to={addressOf.user(pool, username)}>‹ {who}</Link>}>
      {user != null ? (
        <>
          <p className="whom">
            For <strong>{who}</strong>{" "}
            <span className="dim">
              {user.username} in {pool}
            </span>{" "}
            <Status status={user.status} enabled={user.enabled} />
          </p>
          <Body {...{ pool, user, mySub }} policy={data?.userPool?.passwordPolicy ?? null} />
        </>
      ) : loading ? (
        <Skeleton height={320} aria-label="Loading" />
      ) : error === undefined ? (
        <Notice tone="calm" title="There is no user of this name in this pool." />
      ) : (
        <ProblemNotice problem={queryProblem(error)} />
      )}
    </Page>
  );
}

interface BodyProps {
  readonly pool: string;
  readonly user: NonNullable<Answer["user"]>;
  readonly policy: NonNullable<Answer["userPool"]>["passwordPolicy"];
  readonly mySub: string;
}

function Body({ pool, user, policy, mySub }: BodyProps) {
  const reason = whyNoPassword(user, mySub);
  if (reason !== null) return <Notice tone="calm" title={reason} />;
  return <SetPasswordForm pool={pool} user={user} policy={policy} />;
}
