import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../notice.js";
import type { Settings } from "../settings.js";
import { type CodeChallenge, type CodeFactor, enterCode, type Step } from "./cognito.js";
import { useStep } from "./use-step.js";

interface CodeFormProps {
  readonly settings: Promise<Settings>;
  readonly challenge: CodeChallenge;
  readonly onStep: (step: Step) => Promise<string | null>;
  readonly onBack: () => void;
}

const sources: Readonly<Record<CodeFactor, string>> = {
  SOFTWARE_TOKEN_MFA: "Enter the code that your authenticator app shows now.",
  SMS_MFA: "Enter the code from the text message that was sent to you",
  EMAIL_OTP: "Enter the code from the e-mail that was sent to you",
};

const sourceOf = ({ name, sentTo }: CodeChallenge): string => {
  if (name === "SOFTWARE_TOKEN_MFA") return sources[name];
  return sentTo === undefined ? `${sources[name]}.` : `${sources[name]}: ${sentTo}`;
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
