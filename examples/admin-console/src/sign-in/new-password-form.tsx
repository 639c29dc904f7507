import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../notice.js";
import type { Settings } from "../settings.js";
import { choosePassword, type NewPasswordChallenge, type Step } from "./cognito.js";
import { useStep } from "./use-step.js";

interface NewPasswordFormProps {
  readonly settings: Promise<Settings>;
  readonly challenge: NewPasswordChallenge;
  readonly onStep: (step: Step) => Promise<string | null>;
  readonly onBack: () => void;
}

/** The challenge NEW_PASSWORD_REQUIRED. The pool's rules are told to nobody who has not signed in. */
export function NewPasswordForm(props: NewPasswordFormProps) {
  const { settings, challenge, onStep, onBack } = props;
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const { refusal, isBusy, onSubmit } = useStep(async () => {
    if (password === "") return "Please choose a password.";
    if (password !== again) return "The two passwords are not the same.";
    return onStep(await choosePassword(await settings, challenge, password));
  });
  const field = { autoComplete: "new-password", visibilityToggleFocusable: true };
  return (
    <form onSubmit={onSubmit} className="stack" noValidate>
      <h1>Choose a password</h1>
      <p className="dim">
        Your password was a temporary one. Choose one of your own, and keep it to yourself.
      </p>
      {refusal !== null && <Notice tone="bad" title={refusal} />}
      <input type="hidden" autoComplete="username" value={challenge.username} readOnly />
      <PasswordInput
        {...field}
        label="New password"
        autoFocus
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the new password" }}
        value={password}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
        }}
      />
      <PasswordInput
        {...field}
        label="New password, again"
        visibilityToggleButtonProps={{ "aria-label": "Show or hide its repetition" }}
        value={again}
        onChange={(event) => {
          setAgain(event.currentTarget.value);
        }}
      />
      <Button type="submit" loading={isBusy} fullWidth>
        Set it and sign in
      </Button>
      <Button variant="subtle" onClick={onBack} fullWidth>
        Back
      </Button>
    </form>
  );
}
