import type { AccessKey } from "../access/access-key.js";
import { IamPolicy, IamPolicyError } from "../access/iam-policy.js";
import { namesFrom } from "../directory/user-directory.js";
import { userStatuses } from "../directory/user.js";
import { checkShape, type ShapeMistake } from "../service-model/checks/check-shape.js";
import {
  aliasAttributes,
  attributeName,
  explicitAuthFlows,
  groupName,
  mfaConfiguration,
  password,
  passwordPolicy,
  poolName,
  secondFactor,
  username,
  usernameAttributes,
  userPoolId,
} from "../service-model/member-shapes.js";
import {
  anything,
  flag,
  integer,
  list,
  structure,
  text,
  textMap,
  word,
  type ValueOf,
} from "../service-model/shape.js";
import { activityMistakes, userActivity } from "./activity-seed.js";
import { isInCalendar } from "./moment.js";
import { factContradictions, poolFacts } from "./pool-facts-seed.js";

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
  mfa: list(secondFactor),
  prefersMfa: flag,
  hasPasskey: flag,
  // Base32, of the 16 bytes that RFC 4226 asks for at least.
  totpSecret: text({ pattern: /^[A-Z2-7]{26,128}$/u }),
  ...userActivity,
});

const poolSeed = structure(["name"], {
  id: userPoolId,
  name: poolName,
  caseSensitive: flag,
  aliasAttributes,
  usernameAttributes,
  passwordPolicy,
  mfa: mfaConfiguration,
  ...poolFacts,
  clients: list(clientSeed),
  groups: list(groupSeed),
  users: list(userSeed),
});

const keySeed = structure(["accessKeyId", "secretAccessKey"], {
  accessKeyId: text({ min: 1, max: 128, pattern: /^[\w-]+$/u }),
  secretAccessKey: text({ min: 1, max: 256, pattern: /^\S+$/u }),
  sessionToken: text({ min: 1, max: 4096, pattern: /^[!-~]+$/u }),
  policy: anything,
});

const seedShape = structure(["pools"], { pools: list(poolSeed), keys: list(keySeed) });

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
      seed.pools.map((pool, index) => ({ value: pool.id, path: `pools[${index}].id`, of: pool })),
    ),
    ...repeated(seed.pools.flatMap(clientIds)),
    ...policyMistakes(seed.keys ?? []),
    ...seed.pools.flatMap((pool, index) => poolContradictions(pool, `pools[${index}]`)),
  ];
  if (contradictions.length > 0) throw new SeedError(contradictions);
  return seed;
}

/** The access keys of a seed that was checked. */
export const keysOf = ({ keys = [] }: Pick<LocalPoolSeed, "keys">): readonly AccessKey[] =>
  keys.map(({ policy, ...key }) =>
    policy === undefined ? key : { ...key, policy: new IamPolicy(policy) },
  );

const policyMistakes = (keys: NonNullable<LocalPoolSeed["keys"]>): readonly string[] =>
  keys.flatMap((key, index) => {
    try {
      keysOf({ keys: [key] });
      return [];
    } catch (error) {
      if (!(error instanceof IamPolicyError)) throw error;
      return [`keys[${index}].${error.message}`];
    }
  });

/** Throws a SeedError when a user contradicts itself, or is in a group that is not there. */
export function checkUser(user: UserSeed, groups: Groups): void {
  const contradictions = userContradictions(user, groups, "user");
  if (contradictions.length > 0) throw new SeedError(contradictions);
}

type Groups = Pick<ReadonlySet<string>, "has">;

function poolContradictions(pool: PoolSeed, path: string): readonly string[] {
  const groups = pool.groups ?? [];
  const groupNames = new Set(groups.map((group) => group.name));
  const users = pool.users ?? [];
  const bothNamings =
    (pool.aliasAttributes ?? []).length > 0 && (pool.usernameAttributes ?? []).length > 0;
  return [
    ...(bothNamings ? [`${path}: aliasAttributes and usernameAttributes exclude each other`] : []),
    ...factContradictions(pool, path),
    ...repeated(
      groups.map((group, index) => ({
        value: group.name,
        path: `${path}.groups[${index}].name`,
        of: group,
      })),
    ),
    ...repeated(users.flatMap((user, index) => userNames(user, pool, `${path}.users[${index}]`))),
    ...users.flatMap((user, index) =>
      userContradictions(user, groupNames, `${path}.users[${index}]`),
    ),
  ];
}

function userContradictions(user: UserSeed, groups: Groups, path: string): readonly string[] {
  const unknownGroups = (user.groups ?? []).filter((group) => !groups.has(group));
  const unknownAttributes = Object.keys(user.attributes ?? {}).filter(
    (name) => checkShape(attributeName, name).length > 0,
  );
  return [
    ...unknownGroups.map((group) => `${path}.groups: the pool has no group "${group}"`),
    ...unknownAttributes.map(() => `${path}.attributes: a name is empty or too long`),
    ...(Object.hasOwn(user.attributes ?? {}, "sub")
      ? [`${path}.attributes.sub: the user has a key of its own for it`]
      : []),
    ...(user.passwordAgeDays !== undefined && user.password === undefined
      ? [`${path}.passwordAgeDays: there is no password to have an age`]
      : []),
    ...(user.createdAt !== undefined && !isInCalendar(user.createdAt)
      ? [`${path}.createdAt: there is no such day or time`]
      : []),
    ...activityMistakes(user, path),
  ];
}

/** A value that only one record may have; the same record may have it twice. */
interface Claim {
  readonly value: string | undefined;
  readonly path: string;
  readonly of: object;
}

// Signing in names the client and no pool.
const clientIds = (pool: PoolSeed, poolIndex: number): readonly Claim[] =>
  (pool.clients ?? []).map((client, index) => ({
    value: client.id,
    path: `pools[${poolIndex}].clients[${index}].id`,
    of: client,
  }));

/** Every name that a user would answer to. */
function userNames(user: UserSeed, pool: PoolSeed, path: string): readonly Claim[] {
  const { aliasAttributes = [], usernameAttributes = [] } = pool;
  const names = [
    ["username", user.username] as const,
    ["sub", user.sub] as const,
    ...namesFrom(new Map(Object.entries(user.attributes ?? {})), {
      aliasAttributes,
      usernameAttributes,
    }).map(([attribute, name]) => [`attributes.${attribute}`, name] as const),
  ];
  return names.map(([member, name]) => ({
    value: pool.caseSensitive === false ? name?.toLowerCase() : name,
    path: `${path}.${member}`,
    of: user,
  }));
}

function repeated(claims: readonly Claim[]): readonly string[] {
  const firstByValue = new Map<string, Claim>();
  return claims.flatMap((claim) => {
    if (claim.value === undefined) return [];
    const first = firstByValue.get(claim.value) ?? claim;
    firstByValue.set(claim.value, first);
    return first.of === claim.of ? [] : [`${claim.path}: the same as ${first.path}`];
  });
}

const describe = ({ path, problem }: ShapeMistake): string =>
  `${path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("") || "the seed"}: ${problem}`;
