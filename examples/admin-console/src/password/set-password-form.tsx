import { Button, PasswordInput, Radio, TextInput } from "@mantine/core";
import "@mantine/core/styles/Radio.css";
import { type SubmitEvent, useState } from "react";
import type { SetPasswordFormQuery } from "../generated/graphql.js";
import { may } from "../user/permissions.js";
import { DoneNotice } from "./done-notice.js";
import { generatePassword } from "./generated-password.js";
import { rulesOf } from "./password-rules.js";
import { RuleList } from "./rule-list.js";
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
  const { set, again, problem, done, isBusy } = useSetPassword();
  const send = () =>
    set({ poolId: pool, username: user.username, password, permanent: isPermanent }, reason.trim());
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isBusy) void send();
  };
  if (done !== null) {
    const restart = () => {
      setPassword("");
      again();
    };
    return <DoneNotice pool={pool} done={done} policy={policy} onAgain={restart} />;
  }
  return (
    <form onSubmit={submit} className="stack form" noValidate>
      <KindChoice user={user} isPermanent={isPermanent} onChange={setPermanent} />
      <PasswordField
        {...{ policy, password }}
        violations={problem?.violations ?? []}
        onChange={setPassword}
      />
      <TextInput
        label="Reason"
        description="Optional. Written into the audit log, with your name."
        maxLength={256}
        value={reason}
        onChange={({ currentTarget: { value } }) => {
          setReason(value);
        }}
      />
      {problem !== null && (
        <SetProblem pool={pool} username={user.username} problem={problem} onAgain={send} />
      )}
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

interface PasswordFieldProps {
  readonly policy: SetPasswordFormProps["policy"];
  readonly password: string;
  readonly violations: readonly string[];
  readonly onChange: (password: string) => void;
}

function PasswordField({ policy, password, violations, onChange }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div>
      <div className="field-and-button">
        <PasswordInput
          label="New password"
          autoComplete="off"
          data-1p-ignore
          spellCheck={false}
          aria-describedby="password-rules"
          visible={isShown}
          onVisibilityChange={setShown}
          visibilityToggleFocusable
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
          value={password}
          onChange={({ currentTarget: { value } }) => {
            onChange(value);
          }}
        />
        {policy !== null && (
          <Button
            variant="default"
            onClick={() => {
              onChange(generatePassword(policy));
              setShown(true);
            }}
          >
            Generate
          </Button>
        )}
      </div>
      {policy === null ? (
        <p className="dim">The rules of the pool cannot be shown at the moment.</p>
      ) : (
        <RuleList
          id="password-rules"
          rules={rulesOf(policy)}
          password={password}
          violations={violations}
        />
      )}
    </div>
  );
}
