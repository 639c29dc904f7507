import { Button, Radio, TextInput } from "@mantine/core";
import "@mantine/core/styles/Radio.css";
import { type SubmitEvent, useState } from "react";
import type { SetPasswordFormQuery } from "../generated/graphql.js";
import { may } from "../user/permissions.js";
import { DoneNotice } from "./done-notice.js";
import { PasswordField } from "./password-field.js";
import { SetProblem } from "./set-problem.js";
import { useSetPassword } from "./use-set-password.js";

interface SetPasswordFormProps {
  readonly pool: string;
  readonly user: NonNullable<SetPasswordFormQuery["user"]>;
  readonly policy: NonNullable<SetPasswordFormQuery["userPool"]>["passwordPolicy"];
}

export function SetPasswordForm({ pool, user, policy }: SetPasswordFormProps) {
  const [isPermanent, setPermanent] = useState(!may(user, "SET_TEMPORARY_PASSWORD"));
  const [password, setPassword] = useState("");
  const [reason, setReason] = useState("");
  const { set, clear, problem, done, isBusy } = useSetPassword();
  // What was said of the last password is not true of the next one.
  const change = (next: string) => {
    setPassword(next);
    clear();
  };
  const order = { poolId: pool, username: user.username, password, permanent: isPermanent };
  const send = () => set(order, reason.trim());
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isBusy) void send();
  };
  if (done !== null) {
    const again = () => {
      change("");
    };
    return <DoneNotice {...{ pool, user, done }} onAgain={again} />;
  }
  return (
    <form onSubmit={submit} className="card form" noValidate>
      <KindChoice user={user} isPermanent={isPermanent} onChange={setPermanent} />
      {problem !== null && (
        <SetProblem pool={pool} username={user.username} problem={problem} onAgain={send} />
      )}
      <PasswordField
        {...{ policy, password }}
        violations={problem?.violations ?? []}
        onChange={change}
      />
      <TextInput
        label="Reason (optional)"
        description="Stands in the audit log beside your name."
        maxLength={256}
        value={reason}
        onChange={({ currentTarget: { value } }) => {
          setReason(value);
        }}
      />
      <Button type="submit" loading={isBusy}>
        {isPermanent ? "Set the permanent password" : "Set the temporary password"}
      </Button>
    </form>
  );
}

interface KindChoiceProps {
  readonly user: SetPasswordFormProps["user"];
  readonly isPermanent: boolean;
  readonly onChange: (isPermanent: boolean) => void;
}

/** What the caller may not do stays in sight, with the reason: the same page for everybody. */
function KindChoice({ user, isPermanent, onChange }: KindChoiceProps) {
  const mayNot = "Your role does not allow this.";
  const mayTemporary = may(user, "SET_TEMPORARY_PASSWORD");
  const mayPermanent = may(user, "SET_PERMANENT_PASSWORD");
  return (
    <Radio.Group
      label="Kind of password"
      value={isPermanent ? "permanent" : "temporary"}
      onChange={(value) => {
        onChange(value === "permanent");
      }}
    >
      <div className="choices">
        <Radio
          value="temporary"
          label="Temporary"
          description={
            mayTemporary ? "They must choose one of their own at the next sign-in." : mayNot
          }
          disabled={!mayTemporary}
        />
        <Radio
          value="permanent"
          label="Permanent"
          description={
            mayPermanent ? "They keep it. Whoever knows it can sign in as them." : mayNot
          }
          disabled={!mayPermanent}
        />
      </div>
    </Radio.Group>
  );
}
