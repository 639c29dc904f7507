import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import { addressOf } from "../address.js";
import { momentOf } from "../dates.js";
import { Link } from "../link.js";
import { Notice, ProblemNotice } from "../notice.js";
import { Status } from "../status.js";
import type { Done } from "./use-set-password.js";

const warningTexts: Readonly<Record<string, string>> = {
  READBACK_FAILED:
    "The user could not be read back: the status shown is the one that this leads to.",
  STATUS_UNEXPECTED: "The status is another than this leads to: somebody else may have acted.",
  CONTACT_UNVERIFIED:
    "No address of this user is verified: they cannot recover a forgotten password by a code.",
  ANSWER_INCOMPLETE: "Not everything about the user could be told: look them up again.",
};

interface DoneNoticeProps {
  readonly pool: string;
  readonly user: { readonly username: string; readonly enabled: boolean };
  readonly done: Done;
  readonly onAgain: () => void;
}

/** That it is done, what that means, and the password once more to be handed over. */
export function DoneNotice({ pool, user, done, onAgain }: DoneNoticeProps) {
  const { status, problem, warnings } = done;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="stack form">
      {problem === null ? (
        <Notice tone="good" title="The password was set.">
          {status !== null && (
            <p>
              The status is now <Status status={status} enabled={user.enabled} />
            </p>
          )}
        </Notice>
      ) : (
        <ProblemNotice problem={problem} />
      )}
      {!user.enabled && (
        <Notice tone="wait" title="The account is switched off: nobody can sign in to it yet." />
      )}
      {warnings.map((code) => (
        <Notice key={code} tone="wait" title={warningTexts[code] ?? `Warning: ${code}`} />
      ))}
      <section className="card">
        <h2 ref={heading} tabIndex={-1}>
          Hand it over
        </h2>
        <Handover password={done.password} />
        <Advice done={done} />
      </section>
      <div className="actions">
        <Link to={addressOf.user(pool, user.username)}>Back to the user</Link>
        <Button variant="subtle" size="compact-sm" onClick={onAgain}>
          Set another
        </Button>
      </div>
    </div>
  );
}

const Advice = ({ done: { permanent, expiry } }: { readonly done: Done }) => (
  <ul className="plain-list">
    <li>No message was sent: telling them is up to you.</li>
    {permanent ? (
      <li>They keep it until they change it.</li>
    ) : (
      <li>
        They must choose another at the next sign-in
        {expiry?.expiresAt == null ? ", in time" : `, before ${momentOf(expiry.expiresAt)}`}. After
        that it has to be set again.
      </li>
    )}
    <li>Sessions that are open stay open.</li>
  </ul>
);

function Handover({ password }: { readonly password: string }) {
  const clipboard = useClipboard({ timeout: 3000 });
  return (
    <div className="handover">
      <code>{password}</code>
      <Button
        variant="default"
        size="xs"
        onClick={() => {
          clipboard.copy(password);
        }}
      >
        {clipboard.copied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}
