import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useEffect, useRef } from "react";
import { addressOf } from "../address.js";
import type { SetPasswordFormQuery } from "../generated/graphql.js";
import { Link } from "../link.js";
import { Notice } from "../notice.js";
import { Status } from "../status.js";
import type { Done } from "./use-set-password.js";

const warningTexts: Readonly<Record<string, string>> = {
  READBACK_FAILED:
    "The user could not be read back: the status shown is the one that this leads to.",
  STATUS_UNEXPECTED: "The status is another than this leads to: somebody else may have acted.",
  CONTACT_UNVERIFIED:
    "No address of this user is verified: they cannot recover a forgotten password by a code.",
};

interface DoneNoticeProps {
  readonly pool: string;
  readonly done: Done;
  readonly policy: NonNullable<SetPasswordFormQuery["userPool"]>["passwordPolicy"];
  readonly onAgain: () => void;
}

/** That it is done, what that means, and the password once more to be handed over. */
export function DoneNotice({ pool, done, policy, onAgain }: DoneNoticeProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="stack form">
      <Notice tone="good" title="The password was set.">
        <p>
          The status is now <Status status={done.status} enabled />
        </p>
      </Notice>
      {done.warnings.map((code) => (
        <Notice key={code} tone="wait" title={warningTexts[code] ?? `Warning: ${code}`} />
      ))}
      <section className="card">
        <h2 ref={heading} tabIndex={-1}>
          Hand it over
        </h2>
        <Handover password={done.password} />
        <ul className="plain-list">
          <li>No message was sent: telling them is up to you.</li>
          {!done.permanent && <li>{expiryOf(policy?.temporaryPasswordValidityDays)}</li>}
          <li>Sessions that are open stay open.</li>
        </ul>
      </section>
      <div className="actions">
        <Link to={addressOf.user(pool, done.username)}>Back to the user</Link>
        <Button variant="subtle" size="compact-sm" onClick={onAgain}>
          Set another
        </Button>
      </div>
    </div>
  );
}

const expiryOf = (days: number | undefined): string =>
  days === undefined
    ? "It expires if it is not used in time."
    : `It expires if it is not used within ${days} days; then set another.`;

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
