import { lazy, Suspense, useEffect, useState } from "react";
import type { Session } from "./session.js";
import type { Settings } from "./settings.js";
import { SignInPage } from "./sign-in/sign-in-page.js";

const loadSignedIn = () => import("./signed-in.js");
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));

interface SignedInAs {
  readonly session: Session;
  readonly settings: Settings;
}

/** Whoever opens the console signs in; the address stays, and shows afterwards what it names. */
export function Console({ settings }: { readonly settings: Promise<Settings> }) {
  const [signedInAs, setSignedInAs] = useState<SignedInAs | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  useEffect(() => {
    // While somebody types. What cannot be loaded now is asked for again when it is needed.
    loadSignedIn().catch(() => undefined);
  }, []);
  if (signedInAs === null) {
    return <SignInPage settings={settings} notice={notice} onSignedIn={setSignedInAs} />;
  }
  const end = (why: string | null) => {
    setNotice(why);
    setSignedInAs(null);
  };
  return (
    <Suspense fallback={<p className="loading">Loading…</p>}>
      <SignedIn
        {...signedInAs}
        onSignOut={() => {
          end(null);
        }}
        onSignedOut={() => {
          end("Your session has ended. Please sign in again.");
        }}
      />
    </Suspense>
  );
}
