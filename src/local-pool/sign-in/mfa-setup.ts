import type { AppClient } from "../directory/app-client.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { Services } from "../operation.js";
import type { Raise } from "../service-model/service-error.js";
import { bearerOf } from "./bearer.js";
import { offeredFactors } from "./factors.js";
import { holderOf, invalidSession, requireSession } from "./session.js";
import { requireEnabled } from "./sign-in.js";

interface SetUpCall extends Services {
  readonly input: { readonly AccessToken?: string; readonly Session?: string };
  readonly now: Date;
  readonly error: Raise<
    "InvalidParameterException" | "NotAuthorizedException" | "SoftwareTokenMFANotFoundException"
  >;
}

/** Who registers an authenticator app. */
interface SetUp {
  readonly pool: UserPool;
  readonly user: User;
  /** The client of the sign-in that asked for it; null for a user who is signed in. */
  readonly client: AppClient | null;
}

/** The proof of a session after AssociateSoftwareToken. */
export const associated = "associated";

/**
 * The user of an access token, or of the session of an MFA_SETUP challenge that has come as far as `proof`; throws unless the
 * pool offers authenticator apps.
 */
export async function setUpOf(call: SetUpCall, proof: string): Promise<SetUp> {
  const { AccessToken: token, Session: session } = call.input;
  if ((token === undefined) === (session === undefined)) {
    throw call.error(
      "InvalidParameterException",
      "Either an access token or a session is required, and not both.",
    );
  }
  const setUp =
    token === undefined ? bySession(call, session ?? "", proof) : await byToken(call, token);
  requireEnabled(call, setUp.user);
  if (offeredFactors(setUp.pool).includes("SOFTWARE_TOKEN_MFA")) return setUp;
  throw call.error(
    "SoftwareTokenMFANotFoundException",
    "Software Token MFA has not been enabled by the userPool.",
  );
}

async function byToken(call: SetUpCall, token: string): Promise<SetUp> {
  // AssociateSoftwareToken does not declare UserNotFoundException.
  const error = (type: "NotAuthorizedException" | "UserNotFoundException", message: string) =>
    call.error(type === "UserNotFoundException" ? "NotAuthorizedException" : type, message);
  return { ...(await bearerOf({ ...call, error }, token)), client: null };
}

function bySession(call: SetUpCall, session: string, proof: string): SetUp {
  for (const pool of call.pools.all()) {
    const holder = holderOf(pool, call.seal, session);
    if (holder === null) continue;
    const { user, client } = holder;
    const open = requireSession({ ...call, pool, client }, user, session);
    // The user has set an app up meanwhile: a session of before must not replace it.
    const isSetUp = user.softwareTokenRegistered;
    if (open.challenge !== "MFA_SETUP" || open.proof !== proof || isSetUp) break;
    return { pool, user, client };
  }
  throw invalidSession(call);
}
