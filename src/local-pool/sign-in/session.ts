import type { Seal } from "../crypto/seal.js";
import type { AppClient } from "../directory/app-client.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import type { Raise } from "../service-model/service-error.js";

interface SessionCall {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly seal: Seal;
  readonly now: Date;
}

/** What a session says that still counts. */
export interface OpenSession {
  /** The one challenge that it may answer. */
  readonly challenge: string;
  /** How far the set-up of a second factor has come. */
  readonly proof: string;
}

const purposeOf = (pool: UserPool): string => `session ${pool.id}`;

/** The salt names this very setting of the password: once it is replaced, the session is worth nothing. */
export const newSession = (
  call: SessionCall,
  user: User,
  { challenge, proof }: OpenSession,
): string =>
  call.seal.seal(purposeOf(call.pool), [
    user.sub,
    call.client.id,
    user.password?.salt ?? "",
    call.now.getTime(),
    challenge,
    proof,
  ]);

/** Throws unless the session was given to this user and client, for the present password, a short while ago. */
export function requireSession(
  call: SessionCall & { readonly error: Raise<"NotAuthorizedException"> },
  user: User,
  session: string | undefined,
): OpenSession {
  const contents = call.seal.open(purposeOf(call.pool), session ?? "");
  const [sub, clientId, salt, issuedAt, challenge, proof] = contents ?? [];
  if (sub !== user.sub || clientId !== call.client.id || salt !== (user.password?.salt ?? "")) {
    throw invalidSession(call);
  }
  if (call.now.getTime() - Number(issuedAt) > call.client.sessionMinutes * 60_000) {
    throw call.error("NotAuthorizedException", "Invalid session for the user, session is expired.");
  }
  return { challenge: String(challenge), proof: String(proof) };
}

/** The user and client of a session, in the pool that gave it; whether it still counts is not asked. */
export function holderOf(
  pool: UserPool,
  seal: Seal,
  session: string,
): { readonly user: User; readonly client: AppClient } | null {
  const [sub, clientId] = seal.open(purposeOf(pool), session) ?? [];
  const user = pool.users.findBySub(String(sub));
  const client = pool.clients.get(String(clientId));
  return user === undefined || client === undefined ? null : { user, client };
}

/** https://github.com/aws-amplify/amplify-js/issues/6461 */
export const invalidSession = (call: { readonly error: Raise<"NotAuthorizedException"> }): Error =>
  call.error("NotAuthorizedException", "Invalid session for the user.");
