import { useEffect, useState } from "react";
import { Notice } from "../notice.js";
import { createSession, type Session } from "../session.js";
import type { Settings } from "../settings.js";
import type { NewPasswordChallenge, Tokens } from "./cognito.js";
import { NewPasswordForm } from "./new-password-form.js";
import { PasswordForm } from "./password-form.js";

interface SignInPageProps {
  readonly settings: Promise<Settings>;
  readonly notice: string | null;
  readonly onSignedIn: (as: { session: Session; settings: Settings }) => Promise<void>;
}

/** The first screen: username and password and, if that was a temporary one, one of the person's own. */
export function SignInPage({ settings, notice, onSignedIn }: SignInPageProps) {
  const [challenge, setChallenge] = useState<NewPasswordChallenge | null>(null);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => {
    document.title = "Sign in – User console";
    settings.catch(() => {
      setBroken(true);
    });
  }, [settings]);
  const enter = async (username: string, tokens: Tokens) => {
    const known = await settings;
    await onSignedIn({ session: createSession(known, username, tokens), settings: known });
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
        {challenge === null ? (
          <PasswordForm settings={settings} onTokens={enter} onChallenge={setChallenge} />
        ) : (
          <NewPasswordForm
            settings={settings}
            challenge={challenge}
            onTokens={enter}
            onBack={() => {
              setChallenge(null);
            }}
          />
        )}
      </div>
    </main>
  );
}
