import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleRolesFile } from "../../src/authorization/policy-files.js";
import { encodeUserId } from "../../src/cognito/records/user-id.js";
import type { FaultKind } from "../../src/local-pool/handles/faults.js";
import { randomFrom } from "../support/canary-requests.js";
import { admins, customers, mailers, samplePassword, sampleSeed } from "../support/sample-seed.js";
import { signIn, startTestGateway, type TestGateway } from "../support/test-gateway.js";

const count = Number(process.env["ENUMERATION_PAIRS"] ?? 300);
const seed = Number(process.env["ENUMERATION_SEED"] ?? Date.now() % 2 ** 31);

/** May set any password in the pool of customers and that of administrators, and see nobody. */
const setters = `permit (
  principal in Role::"setter",
  action in [Action::"user:set-temporary-password", Action::"user:set-permanent-password"],
  resource
);`;

/** A user as somebody might guess them; `id` is the username by which an entity is referred to. */
interface Guess {
  readonly poolId: string;
  readonly username: string;
  readonly email: string;
  readonly sub: string;
}

interface Request {
  readonly query: string;
  readonly variables: object;
}

type Field = (guess: Guess, random: () => number) => Request;

const pick = <Item>(random: () => number, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
};

const byAnyName =
  (name: "username" | "email" | "sub"): Field =>
  (guess) => ({
    query: `query($p: ID!, $u: String!) { user(poolId: $p, username: $u) { id status email } }`,
    variables: { p: guess.poolId, u: guess[name] },
  });

const entity =
  (key: (guess: Guess) => object): Field =>
  (guess) => ({
    query: `query($r: [_Any!]!) { _entities(representations: $r) { ... on User { username status } } }`,
    variables: { r: [{ __typename: "User", ...key(guess) }] },
  });

const list =
  (filter: (guess: Guess) => object): Field =>
  (guess) => ({
    query: `query($p: ID!, $f: UserFilter!) { users(poolId: $p, filter: $f) { nodes { id } scanned } }`,
    variables: { p: guess.poolId, f: filter(guess) },
  });

const reads: Readonly<Record<string, Field>> = {
  "user by username": byAnyName("username"),
  "user by e-mail address": byAnyName("email"),
  "user by sub": byAnyName("sub"),
  usersByKey: ({ poolId, username, email, sub }) => ({
    query: `query($k: [UserKey!]!) { usersByKey(keys: $k) { id enabled } }`,
    variables: { k: [username, email, sub].map((name) => ({ poolId, username: name })) },
  }),
  "entity by id": entity(({ poolId, username }) => ({ id: encodeUserId(poolId, username) })),
  "entity by username": entity(({ poolId, username }) => ({ poolId, username })),
  "entity by sub": entity(({ poolId, sub }) => ({ poolId, sub })),
  "users by username": list(({ username }) => ({ username: { equals: username } })),
};

/** What even those may not search by who may list users. */
const contactSearches: Readonly<Record<string, Field>> = {
  "users by e-mail address": list(({ email }) => ({ email: { equals: email } })),
  "users by part of it": list(({ email }) => ({ email: { contains: email } })),
};

const set =
  (name: "username" | "email" | "sub"): Field =>
  (guess, random) => ({
    query: `mutation($p: ID!, $u: String!, $s: String!, $permanent: Boolean!) {
    setUserPassword(poolId: $p, username: $u, password: $s, permanent: $permanent) { id status }
  }`,
    variables: {
      p: guess.poolId,
      u: guess[name],
      s: random() < 0.8 ? "Brand-New-Passw0rd" : pick(random, ["weak", "a".repeat(300), ""]),
      permanent: random() < 0.5,
    },
  });

const sets: Readonly<Record<string, Field>> = {
  "setUserPassword by username": set("username"),
  "setUserPassword by e-mail address": set("email"),
  "setUserPassword by sub": set("sub"),
};

/** Each caller with what they may not do, and in which pools. */
const callers = {
  nobody: { fields: { ...reads, ...contactSearches, ...sets }, pools: [customers, admins] },
  stranger: { fields: { ...reads, ...contactSearches, ...sets }, pools: [customers, mailers] },
  audrey: { fields: { ...contactSearches, ...sets }, pools: [customers, admins, mailers] },
  henry: { fields: { ...reads, ...sets }, pools: ["eu-west-1_Nowhere", "elsewhere"] },
  // Who acts but does not see: the only one for whom the gateway asks Cognito at all.
  sid: { fields: { ...reads, ...contactSearches, ...sets }, pools: [customers, admins] },
} as const;

type Caller = keyof typeof callers;

/** Out of reach for whoever sets passwords: by rank, by protection, by being unranked, federated, or the caller. */
const outOfReach: Readonly<Record<string, readonly string[]>> = {
  [customers]: ["colleague", "guarded", "mysterious", "Google_1234567890"],
  [admins]: ["ada", "paula", "sid"],
};

/** Answers of Cognito that are not tried again. */
const faults: readonly FaultKind[] = [
  { kind: "error", type: "AccessDeniedException" },
  { kind: "error", type: "NotAuthorizedException" },
  { kind: "garbage" },
];

let folder: string;
let gateway: TestGateway;
let known: ReadonlyMap<string, readonly Guess[]>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "enumeration-"));
  writeFileSync(join(folder, "setters.cedar"), setters);
  const pools = sampleSeed.pools.map((pool) => {
    if (pool.id !== admins) return pool;
    const sid = { username: "sid", status: "CONFIRMED" as const, password: samplePassword };
    return {
      ...pool,
      groups: [...(pool.groups ?? []), { name: "setter" }],
      users: [...(pool.users ?? []), { ...sid, groups: ["setter"] }],
    };
  });
  gateway = await startTestGateway({
    seed: { pools },
    config: {
      policies: [sampleRolesFile, join(folder, "setters.cedar")],
      roleRanks: { admin: 100, helpdesk: 50, auditor: 10, setter: 50 },
      // No answer is to be late because the machine is: one of a pair would differ for it.
      limits: { readAttemptTimeoutMs: 60_000, readDeadlineMs: 60_000, writeDeadlineMs: 60_000 },
    },
  });
  known = await guessesOf(outOfReach);
});

afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

/** What an administrator knows of these users. */
async function guessesOf(names: typeof outOfReach): Promise<Map<string, Guess[]>> {
  const admin = await gateway.as("ada");
  const guesses = new Map<string, Guess[]>();
  for (const [poolId, usernames] of Object.entries(names)) {
    const keys = usernames.map((username) => ({ poolId, username }));
    const { data, text } = await admin(
      `query($keys: [UserKey!]!) { usersByKey(keys: $keys) { poolId username email sub } }`,
      { keys },
    );
    if (data === undefined || data === null) throw new Error(text);
    const found = data["usersByKey"] as readonly (Omit<Guess, "email"> & {
      readonly email: string | null;
    })[];
    guesses.set(
      poolId,
      found.map((user) => ({ ...user, email: user.email ?? user.username })),
    );
  }
  return guesses;
}

const hex = (random: () => number, length: number) =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");

/** Somebody who is not there, with names of the same lengths. */
function ghostLike({ poolId, username, email, sub }: Guess, random: () => number): Guess {
  const name = (like: string) => `x${hex(random, like.length - 1)}`;
  const [local = "", domain] = email.split("@");
  return {
    poolId,
    username: name(username),
    email: domain === undefined ? name(email) : `${name(local)}@${domain}`,
    sub: sub.replaceAll(/[\da-f]/g, () => hex(random, 1)),
  };
}

/** Somebody out of reach; in a pool that is not configured, somebody as good as any. */
function guessIn(poolId: string, random: () => number): Guess {
  const there = known.get(poolId);
  return there === undefined
    ? { ...pick(random, known.get(customers) ?? []), poolId }
    : pick(random, there);
}

interface Seen {
  readonly status: number;
  readonly headers: string;
  readonly text: string;
  readonly calls: string;
  readonly milliseconds: number;
}

/** All that a caller gets to see of a request, and what Cognito was asked for it. */
async function ask(request: Request, authorization: string, fault: () => void): Promise<Seen> {
  gateway.pool.ledger.clear();
  fault();
  const startedAt = performance.now();
  const { httpStatus, headers, text } = await gateway.post(JSON.stringify(request), {
    authorization,
    "x-request-id": "enumeration",
  });
  const milliseconds = performance.now() - startedAt;
  gateway.pool.faults.clear();
  const seen = [...headers].filter(([name]) => name !== "date");
  const calls = gateway.pool.ledger.calls().map(({ operation, status }) => [operation, status]);
  return {
    status: httpStatus,
    headers: JSON.stringify(seen),
    text,
    // For a user who is not there both answers of Cognito are refusals: only what was asked is compared.
    calls: JSON.stringify(calls.map(([operation]) => operation)),
    milliseconds,
  };
}

/** How well the time tells one from the other: 0.5 not at all, 1 always. */
function areaUnderCurve(ones: readonly number[], others: readonly number[]): number {
  const all = [
    ...ones.map((time) => ({ time, isOne: true })),
    ...others.map((time) => ({ time, isOne: false })),
  ].sort((a, b) => a.time - b.time);
  const ranks = all.reduce((sum, { isOne }, index) => (isOne ? sum + index + 1 : sum), 0);
  return (ranks - (ones.length * (ones.length + 1)) / 2) / (ones.length * others.length);
}

async function signInAs(caller: string): Promise<string> {
  const { body } = await signIn(gateway.pool, caller, samplePassword, "adminsclient");
  return `Bearer ${body.AuthenticationResult?.AccessToken ?? ""}`;
}

describe("a user who is out of reach", () => {
  it(
    `cannot be told from one who is not there: ${count} pairs of seed ${seed}`,
    async () => {
      const random = randomFrom(seed);
      const names = Object.keys(callers) as Caller[];
      const tokens = new Map<Caller, string>();
      const differing: object[] = [];
      const asked = new Map<string, number>();
      const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
      for (let pair = 0; pair < count; pair += 1) {
        if (pair % 2000 === 0) {
          for (const name of names) tokens.set(name, await signInAs(name));
        }
        const caller = random() < 0.4 ? "sid" : pick(random, names);
        const { fields, pools } = callers[caller];
        const [name, field] = pick(
          random,
          Object.entries<Field>(caller === "sid" && random() < 0.6 ? sets : fields),
        );
        const guess = guessIn(pick(random, pools), random);
        const choices = Math.floor(random() * 2 ** 31);
        const operation = pick(random, ["AdminGetUser", "AdminListGroupsForUser"]);
        const kind = random() < 0.2 ? pick(random, faults) : undefined;
        const fault = () => {
          if (kind !== undefined) gateway.pool.faults.add({ ...kind, operation });
        };
        const askFor = (one: Guess) =>
          ask(field(one, randomFrom(choices)), tokens.get(caller) ?? "", fault);
        const ghost = ghostLike(guess, random);
        const isKnownFirst = random() < 0.5;
        const first = await askFor(isKnownFirst ? guess : ghost);
        const second = await askFor(isKnownFirst ? ghost : guess);
        const { milliseconds: firstMs, ...one } = first;
        const { milliseconds: secondMs, ...other } = second;
        if (JSON.stringify(one) !== JSON.stringify(other)) {
          differing.push({ caller, name, guess, operation, kind, one, other, isKnownFirst });
        }
        if (kind === undefined && one.calls !== "[]") {
          times[isKnownFirst ? "known" : "unknown"].push(firstMs);
          times[isKnownFirst ? "unknown" : "known"].push(secondMs);
        }
        const work = `${caller}: ${one.calls}`;
        asked.set(work, (asked.get(work) ?? 0) + 1);
      }
      const timing =
        process.env["ENUMERATION_PAIRS"] === undefined
          ? {}
          : {
              timed: times.known.length,
              auc: areaUnderCurve(times.known, times.unknown).toFixed(3),
            };
      process.stdout.write(
        `enumeration: ${JSON.stringify({ seed, pairs: count, differing: differing.length, ...timing, asked: Object.fromEntries(asked) })}\n`,
      );
      expect(differing).toEqual([]);
      // Some of it did come as far as Cognito, or nothing was compared but refusals at the door.
      expect([...asked.keys()]).toContain('sid: ["AdminGetUser","AdminListGroupsForUser"]');
    },
    60_000 + count * 50,
  );

  it("and one within reach are told apart, so the requests do arrive", async () => {
    const authorization = await signInAs("sid");
    const request = set("username")(
      { poolId: customers, username: "buyer", email: "", sub: "" },
      () => 0,
    );
    const { text, calls } = await ask(request, authorization, () => undefined);
    expect(calls).toContain("AdminSetUserPassword");
    expect(text).toContain('"outcome":"APPLIED"');
  });
});
