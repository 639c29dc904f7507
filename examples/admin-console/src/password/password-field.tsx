import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import { generatePassword } from "./generated-password.js";
import { type Policy, rulesOf } from "./password-rules.js";
import { RuleList } from "./rule-list.js";

interface PasswordFieldProps {
  /** Null when the pool does not tell it at the moment. */
  readonly policy: Policy | null;
  readonly password: string;
  /** Rules that the gateway has found broken. */
  readonly violations: readonly string[];
  readonly onChange: (password: string) => void;
}

/** A password to type or to have made, and the rules of the pool, which tell while somebody types. */
export function PasswordField({ policy, password, violations, onChange }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <div>
      <div className="field-and-button">
        <PasswordInput
          label="New password"
          // It is somebody else's: a password manager is not to keep it.
          autoComplete="off"
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
        <p className="dim" id="password-rules">
          The rules of the pool cannot be shown at the moment.
        </p>
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
