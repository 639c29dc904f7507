import { checkShape, type ShapeMistake } from "./service-model/check-shape.js";
import {
  aliasAttributes,
  attributeName,
  explicitAuthFlows,
  groupName,
  mfaConfiguration,
  password,
  passwordPolicy,
  poolName,
  username,
  usernameAttributes,
  userPoolId,
} from "./service-model/member-shapes.js";
import {
  flag,
  integer,
  list,
  structure,
  text,
  textMap,
  word,
  type ValueOf,
} from "./service-model/shape.js";
import { userStatuses } from "./user.js";

const clientSeed = structure(["name"], {
  id: text({ min: 1, max: 128, pattern: /^[\w+]+$/u }),
  name: poolName,
  explicitAuthFlows,
  accessTokenValidityMinutes: integer(1, 1440),
});

const groupSeed = structure(["name"], {
  name: groupName,
  description: text({ max: 2048 }),
  precedence: integer(0, 2 ** 31 - 1),
});

const identitySeed = structure(["providerName", "userId"], {
  providerName: text({ min: 1, max: 32 }),
  userId: text({ min: 1, max: 256 }),
  providerType: text({ min: 1, max: 32 }),
  primary: flag,
});

const userSeed = structure(["username", "status"], {
  username,
  sub: text({ min: 1, max: 128 }),
  status: word(...userStatuses),
  password,
  passwordAgeDays: integer(0, 36_500),
  enabled: flag,
  attributes: textMap,
  groups: list(groupName),
  createdAt: text({ pattern: /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/u }),
  identities: list(identitySeed),
  mfa: list(word("SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP")),
});

const poolSeed = structure(["name"], {
  id: userPoolId,
  name: poolName,
  caseSensitive: flag,
  aliasAttributes,
  usernameAttributes,
  passwordPolicy,
  mfa: mfaConfiguration,
  clients: list(clientSeed),
  groups: list(groupSeed),
  users: list(userSeed),
});

const seedShape = structure(["pools"], { pools: list(poolSeed) });

/** One user to begin with; a password is taken as it is, whatever the policy says. */
export type UserSeed = ValueOf<typeof userSeed>;

/** One pool to begin with. */
export type PoolSeed = ValueOf<typeof poolSeed>;

/** What a local pool holds when it starts; fit for a JSON file. */
export type LocalPoolSeed = ValueOf<typeof seedShape>;

/** A seed that cannot be used; its message names every mistake with its path. */
export class SeedError extends Error {
  override readonly name = "SeedError";

  constructor(readonly mistakes: readonly string[]) {
    super(`The seed cannot be used:\n${mistakes.map((mistake) => `  ${mistake}`).join("\n")}`);
  }
}

/** Checks a seed, however it was come by; throws a SeedError with all of its mistakes. */
export function parseSeed(value: unknown): LocalPoolSeed {
  const wrongShape = checkShape(seedShape, value, true);
  if (wrongShape.length > 0) throw new SeedError(wrongShape.map(describe));
  const seed = value as LocalPoolSeed;
  const contradictions = [
    ...repeated(
      seed.pools.map((pool) => pool.id),
      "pools",
      "id",
    ),
    ...seed.pools.flatMap((pool, index) => poolContradictions(pool, `pools[${index}]`)),
  ];
  if (contradictions.length > 0) throw new SeedError(contradictions);
  return seed;
}

function poolContradictions(pool: PoolSeed, path: string): readonly string[] {
  const groups = new Set((pool.groups ?? []).map((group) => group.name));
  const users = pool.users ?? [];
  const fold = (name: string): string => (pool.caseSensitive === false ? name.toLowerCase() : name);
  const bothNamings =
    (pool.aliasAttributes ?? []).length > 0 && (pool.usernameAttributes ?? []).length > 0;
  return [
    ...(bothNamings ? [`${path}: aliasAttributes and usernameAttributes exclude each other`] : []),
    ...repeated(
      (pool.groups ?? []).map((group) => group.name),
      `${path}.groups`,
      "name",
    ),
    ...repeated(
      (pool.clients ?? []).map((client) => client.id),
      `${path}.clients`,
      "id",
    ),
    ...repeated(
      users.map((user) => fold(user.username)),
      `${path}.users`,
      "username",
    ),
    ...repeated(
      users.map((user) => user.sub),
      `${path}.users`,
      "sub",
    ),
    ...users.flatMap((user, index) => userContradictions(user, groups, `${path}.users[${index}]`)),
  ];
}

function userContradictions(
  user: UserSeed,
  groups: ReadonlySet<string>,
  path: string,
): readonly string[] {
  const unknownGroups = (user.groups ?? []).filter((group) => !groups.has(group));
  const unknownAttributes = Object.keys(user.attributes ?? {}).filter(
    (name) => checkShape(attributeName, name).length > 0,
  );
  return [
    ...unknownGroups.map((group) => `${path}.groups: the pool has no group "${group}"`),
    ...unknownAttributes.map(() => `${path}.attributes: a name is empty or too long`),
    ...(user.passwordAgeDays !== undefined && user.password === undefined
      ? [`${path}.passwordAgeDays: there is no password to have an age`]
      : []),
  ];
}

function repeated(
  values: readonly (string | undefined)[],
  path: string,
  member: string,
): readonly string[] {
  const firstAt = new Map<string, number>();
  return values.flatMap((value, index) => {
    if (value === undefined) return [];
    const first = firstAt.get(value) ?? index;
    firstAt.set(value, first);
    return first < index
      ? [`${path}[${index}].${member}: the same as ${path}[${first}].${member}`]
      : [];
  });
}

const describe = ({ path, problem }: ShapeMistake): string =>
  `${path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("") || "the seed"}: ${problem}`;
