import { ApolloProvider, useQuery } from "@apollo/client/react";
import { Button, Skeleton } from "@mantine/core";
import "@mantine/core/styles/Skeleton.css";
import { type ReactNode, useEffect, useState } from "react";
import { addressOf, go, usePlace } from "./address.js";
import { createClient } from "./client.js";
import { CallerDocument, type CallerQuery } from "./generated/graphql.js";
import { Link } from "./link.js";
import { Notice, ProblemNotice } from "./notice.js";
import { Page } from "./page.js";
import { SetPasswordPage } from "./password/set-password-page.js";
import { queryProblem } from "./problem.js";
import type { Session } from "./session.js";
import type { Settings } from "./settings.js";
import { UserPage } from "./user/user-page.js";
import { UserListPage } from "./users/user-list-page.js";

interface SignedInProps {
  readonly session: Session;
  readonly settings: Settings;
  readonly onSignOut: () => void;
  /** When the gateway takes the session for ended. */
  readonly onSignedOut: () => void;
}

/** Everything behind the sign-in. What was asked for is in its client, and gone with it. */
export function SignedIn({ session, settings, onSignOut, onSignedOut }: SignedInProps) {
  const [client] = useState(() => createClient(settings.graphql, session, onSignedOut));
  return (
    <ApolloProvider client={client}>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Shell username={session.username} onSignOut={onSignOut} />
    </ApolloProvider>
  );
}

interface ShellProps {
  readonly username: string;
  readonly onSignOut: () => void;
}

function Shell({ username, onSignOut }: ShellProps) {
  const { data, error } = useQuery(CallerDocument);
  const roles = data?.me?.roles.join(", ") ?? "";
  return (
    <>
      <header className="bar">
        <Link to={addressOf.start} className="brand">
          User console
        </Link>
        <span className="bar-end">
          <span className="caller">
            <strong>{username}</strong>
            {roles !== "" && <span className="dim"> {roles}</span>}
          </span>
          <Button variant="default" size="xs" onClick={onSignOut}>
            Sign out
          </Button>
        </span>
      </header>
      {data?.me == null ? (
        error === undefined ? (
          <Waiting />
        ) : (
          <Page title="Something failed">
            <ProblemNotice problem={queryProblem(error)} />
          </Page>
        )
      ) : (
        <Screen me={data.me} />
      )}
    </>
  );
}

const Waiting = () => (
  <main className="page" aria-busy="true">
    <Skeleton height={32} width={200} />
    <Skeleton height={280} mt="lg" />
  </main>
);

/** The screen that the address names. */
function Screen({ me }: { readonly me: NonNullable<CallerQuery["me"]> }): ReactNode {
  const place = usePlace();
  const [first] = me.pools;
  useEffect(() => {
    if (place.screen === "start" && first !== undefined) {
      go(addressOf.users(first.alias), { replace: true });
    }
  }, [place.screen, first]);
  if (first === undefined) {
    return (
      <Page title="No user pools">
        <Notice tone="calm" title="No user pool is open to you. Ask an operator for a role." />
      </Page>
    );
  }
  switch (place.screen) {
    case "start":
      return <Waiting />;
    case "users":
      return <UserListPage key={place.pool} pool={place.pool} pools={me.pools} />;
    case "user":
      return <UserPage key={place.username} {...place} mySub={me.subject} />;
    case "password":
      return <SetPasswordPage key={place.username} {...place} mySub={me.subject} />;
    case "nowhere":
      return (
        <Page title="There is nothing here">
          <p>
            <Link to={addressOf.start}>To the users</Link>
          </p>
        </Page>
      );
  }
}
