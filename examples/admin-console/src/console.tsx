import { useEffect, useState } from "react";
import type { Session } from "./session.js";
import type { Settings } from "./settings.js";
import { SignInPage } from "./sign-in/sign-in-page.js";

/** All that is not needed before somebody has signed in. */
const loadRest = () => import("./signed-in.js");

interface SignedInAs {
  readonly session: Session;
  readonly settings: Settings;
  readonly SignedIn: Awaited<ReturnType<typeof loadRest>>["SignedIn"];
}

/** Whoever opens the console signs in; the address stays, and shows afterwards what it names. */
export function Console({ settings }: { readonly settings: Promise<Settings> }) {
  const [signedInAs, setSignedInAs] = useState<SignedInAs | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  useEffect(() => {
    // While somebody types. What cannot be loaded now is asked for again when it is needed.
    loadRest().catch(() => undefined);
  }, []);
  if (signedInAs === null) {
    // Not a lazy component: React would hold back for a while what it had nearly at once.
    const enter = async (as: Omit<SignedInAs, "SignedIn">) => {
      const { SignedIn } = await loadRest();
      setSignedInAs({ ...as, SignedIn });
    };
    return <SignInPage settings={settings} notice={notice} onSignedIn={enter} />;
  }
  const { SignedIn, ...as } = signedInAs;
  const end = (why: string | null) => {
    setNotice(why);
    setSignedInAs(null);
  };
  return (
    <SignedIn
      {...as}
      onSignOut={() => {
        end(null);
      }}
      onSignedOut={() => {
        end("Your session has ended. Please sign in again.");
      }}
    />
  );
}
