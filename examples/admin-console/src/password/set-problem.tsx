import { useLazyQuery } from "@apollo/client/react";
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { momentOf } from "../dates.js";
import { LookAgainDocument } from "../generated/graphql.js";
import { ProblemNotice } from "../notice.js";
import { type Problem, queryProblem } from "../problem.js";
import { statusTextOf } from "../status.js";

interface SetProblemProps {
  readonly pool: string;
  readonly username: string;
  readonly problem: Problem;
  readonly onAgain: () => Promise<void>;
}

/** Why a password was not set, or that nobody knows, and what can be done about it. */
export function SetProblem({ pool, username, problem, onAgain }: SetProblemProps) {
  return (
    <ProblemNotice problem={problem}>
      {problem.outcome === "NOT_APPLIED" && <p>Nothing was changed.</p>}
      {problem.outcome === "UNKNOWN" && (
        <>
          <p>
            The request was sent, and no answer came that says what became of it. Setting the same
            password again does no harm, unless somebody else has set another one since.
          </p>
          <LookAgain pool={pool} username={username} />
        </>
      )}
      {problem.waitMs !== null && problem.outcome === "NOT_APPLIED" && (
        <AgainButton waitMs={problem.waitMs} onAgain={onAgain} />
      )}
    </ProblemNotice>
  );
}

interface AgainButtonProps {
  readonly waitMs: number;
  readonly onAgain: () => Promise<void>;
}

/** Can be pressed as soon as the gateway takes the request again. */
function AgainButton({ waitMs, onAgain }: AgainButtonProps) {
  const [isWaiting, setWaiting] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => {
      setWaiting(false);
    }, waitMs);
    return () => {
      clearTimeout(timer);
    };
  }, [waitMs]);
  return (
    <Button variant="default" size="xs" disabled={isWaiting} onClick={() => void onAgain()}>
      {isWaiting ? `Try again in ${Math.ceil(waitMs / 1000)} s` : "Try again"}
    </Button>
  );
}

interface LookAgainProps {
  readonly pool: string;
  readonly username: string;
}

/** Asks the pool what it knows of the user now; the status alone does not prove that the password was set. */
function LookAgain({ pool, username }: LookAgainProps) {
  const [look, { data, error, loading }] = useLazyQuery(LookAgainDocument, {
    fetchPolicy: "network-only",
  });
  const user = data?.user;
  return (
    <>
      <Button
        variant="default"
        size="xs"
        loading={loading}
        onClick={() => {
          look({ variables: { poolId: pool, username } }).catch(() => undefined);
        }}
      >
        Look the user up
      </Button>
      {user != null && (
        <p role="status">
          The pool says: {statusTextOf(user.status).label}, last changed{" "}
          {momentOf(user.lastModifiedAt)}.
        </p>
      )}
      {error !== undefined && <p>{queryProblem(error).sentence}</p>}
    </>
  );
}
