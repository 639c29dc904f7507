import { randomUUID } from "node:crypto";
import { newSessionId, type SessionPlace } from "../activity/user-sessions.js";
import type { AppClient } from "../directory/app-client.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { epochSeconds } from "../handles/clock.js";
import type { Services } from "../operation.js";

/** Who signed in, to what, and when: the ground of every token of one sign-in. */
export interface SignIn {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly user: User;
  readonly originJti: string;
  readonly authTime: number;
}

/** The start of a new sign-in, whose tokens count until the user's are revoked. */
export function newSignIn(
  pool: UserPool,
  client: AppClient,
  user: User,
  now: Date,
  place: SessionPlace = {},
): SignIn {
  const originJti = randomUUID();
  user.signIns.add(originJti);
  if (pool.sessionTracking.isOn) {
    const session = {
      id: newSessionId("TOKEN"),
      type: "TOKEN",
      signIn: originJti,
      clientId: client.id,
      createdAt: now,
      lastActiveAt: now,
      // A refresh token is not renewed by its use, so the session is over when it expires.
      expiresAt: new Date(now.getTime() + client.refreshTokenSeconds * 1000),
      ...place,
    } as const;
    user.sessions.begin(session, pool.sessionTracking.maxPerUser);
  }
  return { pool, client, user, originJti, authTime: Math.floor(epochSeconds(now)) };
}

/** An access token and an id token, as AuthenticationResult carries them. */
export async function issueTokens(signIn: SignIn, services: Services) {
  const { pool, client, user } = signIn;
  const key = await pool.signingKey();
  const issuedAt = Math.floor(epochSeconds(services.clock.now()));
  const groups = pool.groupsOf(user).map((group) => group.name);
  const shared = {
    sub: user.sub,
    ...(groups.length > 0 ? { "cognito:groups": groups } : {}),
    iss: services.issuer(pool.id),
    origin_jti: signIn.originJti,
    event_id: randomUUID(),
    auth_time: signIn.authTime,
    iat: issuedAt,
  };
  const access = {
    ...shared,
    client_id: client.id,
    token_use: "access",
    scope: "aws.cognito.signin.user.admin",
    exp: issuedAt + client.accessTokenSeconds,
    jti: randomUUID(),
    username: user.username,
  };
  const id = {
    ...shared,
    ...attributeClaims(user),
    "cognito:username": user.username,
    aud: client.id,
    token_use: "id",
    exp: issuedAt + client.idTokenSeconds,
    jti: randomUUID(),
  };
  return {
    AccessToken: key.sign(access),
    IdToken: key.sign(id),
    ExpiresIn: client.accessTokenSeconds,
    TokenType: "Bearer",
  };
}

/** The verified flags are booleans in a token; other attributes stay strings. */
function attributeClaims(user: User): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...user.attributes].map(([name, value]) => [
      name,
      name.endsWith("_verified") ? value === "true" : value,
    ]),
  );
}

/** The token that REFRESH_TOKEN_AUTH takes: opaque to the caller, and no memory to us. */
export const issueRefreshToken = (signIn: SignIn, services: Services): string =>
  services.seal.seal(`refresh ${signIn.pool.id}`, [
    signIn.user.sub,
    signIn.client.id,
    signIn.originJti,
    signIn.authTime,
    epochSeconds(services.clock.now()) + signIn.client.refreshTokenSeconds,
  ]);

/** What a refresh token says; null when it is not ours, not this client's or too old. Whether it still counts its user knows. */
export function openRefreshToken(
  token: string,
  pool: UserPool,
  client: AppClient,
  services: Services,
): (Pick<SignIn, "originJti" | "authTime"> & { readonly sub: string }) | null {
  const contents = services.seal.open(`refresh ${pool.id}`, token);
  if (contents === null) return null;
  const [sub, clientId, originJti, authTime, expiresAt] = contents;
  const expired = Number(expiresAt) <= epochSeconds(services.clock.now());
  if (clientId !== client.id || expired) return null;
  return { sub: String(sub), originJti: String(originJti), authTime: Number(authTime) };
}
