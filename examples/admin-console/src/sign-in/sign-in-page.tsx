import { useEffect, useState } from "react";
import { Notice } from "../notice.js";
import { createSession, type Session } from "../session.js";
import type { Settings } from "../settings.js";
import { CodeForm } from "./code-form.js";
import type { CodeChallenge, NewPasswordChallenge, Step } from "./cognito.js";
import { NewPasswordForm } from "./new-password-form.js";
import { PasswordForm } from "./password-form.js";

interface SignInPageProps {
  readonly settings: Promise<Settings>;
  readonly notice: string | null;
  readonly onSignedIn: (as: { session: Session; settings: Settings }) => Promise<void>;
}

/** The first screen: username and password, and what Cognito asks for behind them. */
export function SignInPage({ settings, notice, onSignedIn }: SignInPageProps) {
  const [challenge, setChallenge] = useState<NewPasswordChallenge | CodeChallenge | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    document.title = "Sign in – User console";
    settings.catch(() => {
      setBroken(true);
    });
  }, [settings]);
  const proceed = async (step: Step): Promise<string | null> => {
    if (step.kind === "refused") return step.sentence;
    if (step.kind === "challenged") setChallenge(step.challenge);
    else {
      const known = await settings;
      const session = createSession(known, step.username, step.tokens);
      await onSignedIn({ session, settings: known });
    }
    return null;
  };
  const onBack = () => {
    setChallenge(null);
  };
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <p className="brand">User console</p>
        {isBroken && (
          <Notice
            tone="bad"
            title="The console's settings cannot be read. Please reload the page."
          />
        )}
        {notice !== null && challenge === null && <Notice tone="wait" title={notice} />}
        {challenge === null && <PasswordForm settings={settings} onStep={proceed} />}
        {challenge?.name === "NEW_PASSWORD_REQUIRED" && (
          <NewPasswordForm {...{ settings, challenge, onBack }} onStep={proceed} />
        )}
        {challenge !== null && challenge.name !== "NEW_PASSWORD_REQUIRED" && (
          <CodeForm {...{ settings, challenge, onBack }} onStep={proceed} />
        )}
      </div>
    </main>
  );
}
