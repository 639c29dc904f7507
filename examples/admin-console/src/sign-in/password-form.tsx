import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../notice.js";
import type { Settings } from "../settings.js";
import { signIn, type Step } from "./cognito.js";
import { useStep } from "./use-step.js";

interface PasswordFormProps {
  readonly settings: Promise<Settings>;
  readonly onStep: (step: Step) => Promise<string | null>;
}

export function PasswordForm({ settings, onStep }: PasswordFormProps) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const { refusal, isBusy, onSubmit } = useStep(async () => {
    const name = username.trim();
    if (name === "" || password === "") return "Please enter your username and your password.";
    return onStep(await signIn(await settings, name, password));
  });
  return (
    <form onSubmit={onSubmit} className="stack" noValidate>
      <h1>Sign in</h1>
      {refusal !== null && <Notice tone="bad" title={refusal} />}
      <TextInput
        label="Username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={username}
        onChange={(event) => {
          setUsername(event.currentTarget.value);
        }}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        visibilityToggleFocusable
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
        value={password}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
        }}
      />
      <Button type="submit" loading={isBusy} fullWidth>
        Sign in
      </Button>
    </form>
  );
}
