import { randomUUID } from "node:crypto";
import { randomId } from "../crypto/random-id.js";
import { createAppClient } from "../directory/app-client.js";
import { Group } from "../directory/group.js";
import { newIdentity } from "../directory/identities/linked-identities.js";
import { completePolicy } from "../directory/password-policy.js";
import type { Pools } from "../directory/pools.js";
import { hasFormOf } from "../directory/user-attributes.js";
import { UserPool } from "../directory/user-pool.js";
import { User } from "../directory/user.js";
import { daysAfter } from "../handles/clock.js";
import { plantActivity } from "./plant-activity.js";
import { factSettings, seededMethods, seededSchema } from "./pool-facts-seed.js";
import type { LocalPoolSeed, PoolSeed, UserSeed } from "./seed.js";

/** Puts the pools of a seed in place. */
export function plantSeed(seed: LocalPoolSeed, pools: Pools, now: Date): void {
  for (const pool of seed.pools) pools.add(createPool(pool, now));
}

function createPool(seed: PoolSeed, now: Date): UserPool {
  const { schema, customAttributes } = seededSchema(seed);
  const pool = new UserPool(
    seed.id ?? `local_${randomId(9)}`,
    seed.name,
    now,
    {
      caseSensitive: seed.caseSensitive ?? true,
      aliasAttributes: seed.aliasAttributes ?? [],
      usernameAttributes: seed.usernameAttributes ?? [],
    },
    {
      passwordPolicy: completePolicy(seed.passwordPolicy),
      mfaConfiguration: seed.mfa ?? "OFF",
      deletionProtection: "INACTIVE",
      ...factSettings(seed),
    },
    customAttributes,
  );
  pool.schema = schema;
  pool.mfaMethods = seededMethods(seed);
  pool.sessionTracking = { ...pool.sessionTracking, isOn: seed.sessionTracking ?? false };
  for (const { accessTokenValidityMinutes: minutes, ...stated } of seed.clients ?? []) {
    const lifetime = minutes === undefined ? {} : { accessTokenSeconds: minutes * 60 };
    const client = createAppClient({ createdAt: now, ...stated, ...lifetime });
    pool.clients.set(client.id, client);
  }
  for (const { name, description, precedence } of seed.groups ?? []) {
    pool.groups.set(name, new Group(name, now, { description, precedence }));
  }
  for (const provider of seed.identityProviders ?? []) {
    pool.identityProviders.set(provider.name, { ...provider, createdAt: now });
  }
  for (const user of seed.users ?? []) plantUser(pool, user, now);
  return pool;
}

/**
 * Creates a user, or changes one of that username: what the seed states is set, the rest stays. Reaches states that
 * no operation leads to, and takes an alias from whoever held it.
 */
export function plantUser(pool: UserPool, seed: UserSeed, now: Date): void {
  const passwordSetAt = daysAfter(now, -(seed.passwordAgeDays ?? 0));
  const planted = plantedUser(pool, seed.username);
  const user = planted ?? newUser(pool, seed, passwordSetAt);
  user.status = seed.status;
  user.enabled = seed.enabled ?? user.enabled;
  if (seed.password !== undefined) {
    user.setPassword(seed.password, passwordSetAt);
  }
  pool.users.setAttributes(
    user,
    new Map([
      ...user.attributes,
      ...Object.entries(seed.attributes ?? {}),
      ...(seed.identities === undefined
        ? []
        : [["identities", identitiesOf(seed.identities, user)] as const]),
    ]),
  );
  if (seed.groups !== undefined) joinExactly(pool, user, seed.groups);
  plantFactors(user, seed);
  plantActivity(pool, user, seed, now);
  // Nothing has happened to a new user since their password was set.
  user.touch(planted === undefined ? passwordSetAt : now);
}

/** A key for codes is that of an app, whether it is switched on or not. */
function plantFactors(user: User, { mfa, prefersMfa = true, totpSecret, hasPasskey }: UserSeed) {
  if (mfa !== undefined) {
    user.mfa = mfa;
    user.preferredMfa = prefersMfa ? mfa[0] : undefined;
    user.softwareTokenRegistered = mfa.includes("SOFTWARE_TOKEN_MFA");
  }
  user.softwareTokenRegistered ||= totpSecret !== undefined;
  user.totpSecret = totpSecret ?? user.totpSecret;
  user.hasPasskey = hasPasskey ?? user.hasPasskey;
}

/** The attribute as Cognito writes it, of a user who has had these accounts from the first. */
const identitiesOf = (identities: NonNullable<UserSeed["identities"]>, { createdAt }: User) =>
  JSON.stringify(
    identities.map(({ userId, providerName, providerType = "OIDC", primary = true }) =>
      newIdentity({ userId, providerName, providerType, primary }, createdAt),
    ),
  );

/** The user of a seed's username. An alias or a sub is somebody else's, and may be that name all the same. */
function plantedUser(pool: UserPool, name: string): User | undefined {
  const address = addressOf(pool, name);
  return address === undefined
    ? pool.users.findByUsername(name)
    : pool.users.rival(new Map([[address, name]]))?.user;
}

/** The attribute that a seed's username is where the address is the sign-in name. */
const addressOf = (pool: UserPool, name: string): string | undefined =>
  pool.users.rules.usernameAttributes.find((attribute) => hasFormOf(attribute, name));

/** Where the address is the sign-in name, it becomes an attribute and the username is the sub. */
function newUser(pool: UserPool, seed: UserSeed, passwordSetAt: Date): User {
  const createdAt = seed.createdAt === undefined ? passwordSetAt : new Date(seed.createdAt);
  const sub = seed.sub ?? randomUUID();
  const address = addressOf(pool, seed.username);
  const username = address === undefined ? seed.username : sub;
  const user = new User(username, createdAt, seed.status, sub);
  if (address !== undefined) user.attributes = new Map([[address, seed.username]]);
  pool.users.add(user);
  return user;
}

function joinExactly(pool: UserPool, user: User, names: readonly string[]): void {
  for (const group of pool.groups.values()) group.members.delete(user);
  for (const name of names) pool.groups.get(name)?.members.add(user);
}
