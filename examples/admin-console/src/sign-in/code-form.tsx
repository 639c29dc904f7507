import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../notice.js";
import type { Settings } from "../settings.js";
import { type CodeChallenge, enterCode, type Step } from "./cognito.js";
import { useStep } from "./use-step.js";

interface CodeFormProps {
  readonly settings: Promise<Settings>;
  readonly challenge: CodeChallenge;
  readonly onStep: (step: Step) => Promise<string | null>;
  readonly onBack: () => void;
}

const sourceOf = ({ name, sentTo }: CodeChallenge): string => {
  if (name === "SOFTWARE_TOKEN_MFA") return "Enter the code that your authenticator app shows now.";
  const message = name === "SMS_MFA" ? "text message" : "e-mail";
  const where = sentTo === undefined ? "." : `: ${sentTo}`;
  return `Enter the code from the ${message} that was sent to you${where}`;
};

/** A second factor that is answered with a code. */
export function CodeForm({ settings, challenge, onStep, onBack }: CodeFormProps) {
  const [code, setCode] = useState("");
  const { refusal, isBusy, onSubmit } = useStep(async () => {
    const digits = code.replaceAll(/\s/g, "");
    if (digits === "") return "Please enter the code.";
    return onStep(await enterCode(await settings, challenge, digits));
  });
  return (
    <form onSubmit={onSubmit} className="stack" noValidate>
      <h1>Second factor</h1>
      <p className="dim">{sourceOf(challenge)}</p>
      {refusal !== null && <Notice tone="bad" title={refusal} />}
      <TextInput
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={(event) => {
          setCode(event.currentTarget.value);
        }}
      />
      <Button type="submit" loading={isBusy} fullWidth>
        Sign in
      </Button>
      <Button variant="subtle" onClick={onBack} fullWidth>
        Back
      </Button>
    </form>
  );
}
