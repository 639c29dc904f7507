import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type ConfigInput, configSchema } from "../../src/config/config.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import type { LocalPoolSeed, PoolSeed } from "../../src/local-pool/seed/seed.js";
import { type Gateway, startGateway } from "../../src/server/gateway.js";
import { addGatewayKey } from "../support/gateway-keys.js";
import {
  type Administrator,
  admins,
  contactOf,
  customers,
  samplePassword,
  sampleSeed,
} from "../support/sample-seed.js";
import { type Send, shortStop, signIn } from "../support/test-gateway.js";

type Answer = Awaited<ReturnType<Send>>;

const newPassword = "Brand-New-Passw0rd";
const sampleRoles = readFileSync("policies/roles.cedar", "utf8");

const mutation = `mutation($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {
  setUserPassword(poolId: $poolId, username: $username, password: $password, permanent: $permanent) {
    username
  }
}`;

/** A gateway with files of its own, so that they can be changed while it runs. */
interface Running {
  readonly pool: LocalPool;
  readonly gateway: Gateway;
  readonly policiesFile: string;
  readonly blockFile: string;
  /** The lines logged since the start, parsed. */
  readonly lines: () => readonly Readonly<Record<string, unknown>>[];
  readonly as: (username: string) => Promise<Send>;
  readonly token: (username: string) => Promise<string>;
  readonly post: (
    query: string,
    headers: Record<string, string>,
    variables?: object,
  ) => Promise<Answer>;
}

interface Start {
  readonly seed?: LocalPoolSeed;
  /** Policies beside the target rules; the sample roles unless stated. */
  readonly policies?: string;
  readonly blockList?: string;
  readonly subjectPools?: string[];
  readonly limits?: ConfigInput["limits"];
}

const ranks = { admin: 100, helpdesk: 50, auditor: 10 };
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

function configOf(pool: LocalPool, { subjectPools, limits }: Start, files: string[]): ConfigInput {
  const at = { region: "eu-west-1", endpoint: pool.url };
  const [policiesFile = "", blockList] = files;
  const issuer = { issuer: pool.issuer(admins), tokenUse: "access", clientIds: ["adminsclient"] };
  return {
    listen: { port: 0 },
    issuers: [{ ...issuer, subjectPools } as ConfigInput["issuers"][number]],
    pools: {
      customers: {
        id: customers,
        ...at,
        groupRanks: { buyers: 0, staff: 80, "break-glass": 0 },
        protectedGroups: ["break-glass"],
      },
      mailers: { id: "eu-west-1_Mailers", ...at },
      admins: { id: admins, ...at, groupRanks: { ...ranks, "*": 0 } },
    },
    policies: [policiesFile],
    audit: { file: join(dirname(policiesFile), "audit.jsonl") },
    ...(blockList === undefined ? {} : { blockList }),
    roleRanks: ranks,
    limits: { ...shortStop, ...limits },
  };
}

async function start(options: Start = {}): Promise<Running> {
  const pool = await startLocalPool({ seed: options.seed ?? sampleSeed });
  const folder = mkdtempSync(join(tmpdir(), "target-rules-"));
  const policiesFile = join(folder, "roles.cedar");
  const blockFile = join(folder, "blocked.txt");
  writeFileSync(policiesFile, options.policies ?? sampleRoles);
  if (options.blockList !== undefined) writeFileSync(blockFile, options.blockList);
  const files = options.blockList === undefined ? [policiesFile] : [policiesFile, blockFile];
  const logged: string[] = [];
  const config = configSchema.parse(configOf(pool, options, files));
  const gateway = await startGateway(config, {
    credentials: addGatewayKey(pool, config),
    logDestination: { write: (line) => void logged.push(line) },
    now: () => pool.clock.now().getTime(),
  });
  endings.push(async () => {
    await gateway.stop();
    await pool.stop();
    rmSync(folder, { recursive: true });
  });
  const post: Running["post"] = async (query, headers, variables) => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    const parsed = JSON.parse(text) as Pick<Answer, "data" | "errors">;
    return { ...parsed, text, httpStatus: response.status, headers: response.headers };
  };
  const token = async (username: string) => {
    const { body } = await signIn(pool, username, samplePassword, "adminsclient");
    return body.AuthenticationResult?.AccessToken ?? "";
  };
  return {
    pool,
    gateway,
    policiesFile,
    blockFile,
    lines: () => logged.map((line) => JSON.parse(line) as Record<string, unknown>),
    post,
    token,
    as: async (username) => {
      const authorization = `Bearer ${await token(username)}`;
      return (query, variables) => post(query, { authorization }, variables);
    },
  };
}

/** The sample seed with one pool changed. */
const seedWith = (
  poolId: string,
  change: (pool: PoolSeed) => Partial<PoolSeed>,
): LocalPoolSeed => ({
  pools: sampleSeed.pools.map((pool) => (pool.id === poolId ? { ...pool, ...change(pool) } : pool)),
});

const isCaseInsensitive = () => ({ caseSensitive: false });

const setPassword = (send: Send, poolId: string, username: string, permanent = false) =>
  send(mutation, { poolId, username, password: newPassword, permanent });

/** "set" or the code, with the outcome that was told. */
function verdictOf({ data, errors }: Answer): string {
  if (errors === undefined) return data?.["setUserPassword"] === null ? "nothing" : "set";
  const outcomes = errors.map(({ extensions }) => extensions["outcome"]);
  if (outcomes.some((outcome) => outcome !== "NOT_APPLIED")) return `outcome ${outcomes.join()}`;
  return errors.map(({ extensions }) => extensions.code).join();
}

const codesOf = ({ errors = [] }: Answer) => errors.map(({ extensions }) => extensions.code);

/** Whom each AdminSetUserPassword named. */
const writtenIn = (pool: LocalPool) =>
  pool.ledger.calls({ operation: "AdminSetUserPassword" }).map(({ username }) => username);

async function subOf(send: Send, poolId: string, username: string): Promise<string> {
  const { data } = await send(
    `query($p: ID!, $u: String!) { user(poolId: $p, username: $u) { sub } }`,
    {
      p: poolId,
      u: username,
    },
  );
  return (data?.["user"] as { sub: string }).sub;
}

describe("nobody sets their own password", () => {
  it("by username or sub, whether the pool is named by id or alias, temporary or permanent", async () => {
    const { pool, as } = await start();
    const ada = await as("ada");
    const sub = await subOf(ada, "admins", "ada");
    for (const poolId of ["admins", admins]) {
      for (const name of ["ada", sub]) {
        for (const permanent of [true, false]) {
          const answer = await setPassword(ada, poolId, name, permanent);
          expect([poolId, name, verdictOf(answer)]).toEqual([poolId, name, "SELF_TARGET"]);
        }
      }
    }
    expect(writtenIn(pool)).toEqual([]);
  });

  it("by an alias or another case, where the pool has them", async () => {
    const seed = seedWith(admins, (pool) => ({
      ...isCaseInsensitive(),
      aliasAttributes: ["email", "preferred_username"],
      users: (pool.users ?? []).map((user) =>
        user.username === "ada"
          ? { ...user, attributes: { ...contactOf("ada"), preferred_username: "countess" } }
          : user,
      ),
    }));
    const { pool, as } = await start({ seed });
    const ada = await as("ada");
    for (const name of ["ADA", "ada@example.com", "Ada@Example.COM", "countess", "Countess"]) {
      expect([name, verdictOf(await setPassword(ada, "admins", name))]).toEqual([
        name,
        "SELF_TARGET",
      ]);
    }
    expect(writtenIn(pool)).toEqual([]);
  });

  it("but somebody else's of the same sub, in a pool that is not the issuer's", async () => {
    const { pool, as } = await start();
    const ada = await as("ada");
    const sub = await subOf(ada, "admins", "ada");
    pool.seedUser(customers, { username: "twin", sub, status: "CONFIRMED" });
    expect(verdictOf(await setPassword(ada, "customers", "twin"))).toBe("set");
    expect(verdictOf(await setPassword(ada, "customers", sub))).toBe("set");
    expect(writtenIn(pool)).toEqual(["twin", "twin"]);
  });

  it("in a pool that the configuration names as the issuer's, instead of the issuing one", async () => {
    const { pool, as } = await start({ subjectPools: ["customers"] });
    const ada = await as("ada");
    const sub = await subOf(ada, "admins", "ada");
    pool.seedUser(customers, { username: "twin", sub, status: "CONFIRMED" });
    expect(verdictOf(await setPassword(ada, "customers", "twin"))).toBe("SELF_TARGET");
    expect(verdictOf(await setPassword(ada, "admins", "ada"))).toBe("set");
  });
});

describe("nobody sets the password of somebody out of their reach", () => {
  it("who ranks higher, as a colleague does for the help desk and not for an administrator", async () => {
    const { pool, as } = await start();
    const [ada, henry] = [await as("ada"), await as("henry")];
    const sub = await subOf(ada, "customers", "colleague");
    for (const name of ["colleague", "colleague@example.com", sub]) {
      const verdict = verdictOf(await setPassword(henry, "customers", name));
      expect([name, verdict]).toEqual([name, "OUT_OF_SCOPE_USER"]);
    }
    expect(writtenIn(pool)).toEqual([]);
    expect(verdictOf(await setPassword(ada, "customers", "colleague"))).toBe("set");
  });

  it("of equal rank excepted: one administrator may help another, and the help desk the help desk", async () => {
    const { pool, as } = await start();
    pool.seedUser(admins, { username: "hugo", status: "CONFIRMED", groups: ["helpdesk"] });
    expect(verdictOf(await setPassword(await as("ada"), "admins", "paula"))).toBe("set");
    expect(verdictOf(await setPassword(await as("henry"), "admins", "hugo"))).toBe("set");
    expect(verdictOf(await setPassword(await as("henry"), "admins", "ada"))).toBe(
      "OUT_OF_SCOPE_USER",
    );
  });

  it("who is in a group that nobody has ranked, beside groups that are", async () => {
    const { pool, as } = await start();
    pool.seedUser(customers, {
      username: "half",
      status: "CONFIRMED",
      groups: ["buyers", "unranked"],
    });
    for (const caller of ["ada", "henry", "fiona", "paula"]) {
      for (const name of ["mysterious", "half"]) {
        const verdict = verdictOf(await setPassword(await as(caller), "customers", name));
        expect([caller, name, verdict]).toEqual([caller, name, "OUT_OF_SCOPE_USER"]);
      }
    }
    expect(writtenIn(pool)).toEqual([]);
  });

  it("whose rank is told by the last page of their groups", async () => {
    const fillers = Array.from({ length: 70 }, (_, index) => `filler-${index}`);
    const seed = seedWith(admins, ({ groups = [], users = [] }) => ({
      groups: [...fillers.map((name) => ({ name })), ...groups],
      users: [
        ...users,
        { username: "many", status: "CONFIRMED" as const, groups: [...fillers, "admin"] },
        { username: "few", status: "CONFIRMED" as const, groups: fillers },
      ],
    }));
    const { pool, as } = await start({ seed });
    const henry = await as("henry");
    expect(verdictOf(await setPassword(henry, "admins", "many"))).toBe("OUT_OF_SCOPE_USER");
    expect(pool.ledger.count("AdminListGroupsForUser")).toBe(2);
    expect(verdictOf(await setPassword(henry, "admins", "few"))).toBe("set");
    // The first page comes, the second does not.
    pool.faults.add({ operation: "AdminListGroupsForUser", kind: "run", run: () => undefined });
    pool.faults.add({ operation: "AdminListGroupsForUser", kind: "internal-error", times: 9 });
    expect(verdictOf(await setPassword(henry, "admins", "many"))).toBe("UPSTREAM_ERROR");
    expect(writtenIn(pool)).toEqual(["few"]);
  });
});

describe("a protected user", () => {
  it("is refused by every name, and written by their canonical one with the express grant", async () => {
    const { pool, as } = await start({ seed: seedWith(customers, isCaseInsensitive) });
    const [ada, paula] = [await as("ada"), await as("paula")];
    const sub = await subOf(ada, "customers", "guarded");
    const names = ["guarded", "guarded@example.com", sub, "GUARDED", "Guarded@EXAMPLE.com"];
    for (const name of names) {
      for (const permanent of [true, false]) {
        const verdict = verdictOf(await setPassword(ada, "customers", name, permanent));
        expect([name, verdict]).toEqual([name, "OUT_OF_SCOPE_USER"]);
      }
    }
    expect(writtenIn(pool)).toEqual([]);
    for (const name of names) {
      const answer = await setPassword(paula, "customers", name);
      expect([name, answer.data]).toEqual([name, { setUserPassword: { username: "guarded" } }]);
    }
    expect(writtenIn(pool)).toEqual(names.map(() => "guarded"));
  });

  it("is nobody by a lookalike of their name, or by another case where case counts", async () => {
    const { pool, as } = await start();
    const ada = await as("ada");
    for (const name of [
      "GUARDED",
      "ｇuarded",
      "guаrded",
      "guarded\u034f",
      "g\u0301uarded",
      "%67uarded",
    ]) {
      const verdict = verdictOf(await setPassword(ada, "customers", name));
      expect([name, verdict]).toEqual([name, "USER_NOT_FOUND"]);
    }
    expect(writtenIn(pool)).toEqual([]);
  });

  it("is BAD_USER_INPUT with a blank, a character of no width or a control, and nothing is sent", async () => {
    const { pool, as } = await start();
    const ada = await as("ada");
    pool.ledger.clear();
    const unseen = [" ", "\t", "\n", "\u00a0", "\u3000", "\u200b", "\u200d", "\u2060", "\ufeff"];
    for (const character of [
      ...unseen,
      "\u00ad",
      "\u202e",
      "\u2028",
      "\u0000",
      "\u007f",
      "\ud800",
    ]) {
      for (const name of [`${character}guarded`, `guarded${character}`, `guar${character}ded`]) {
        const verdict = verdictOf(await setPassword(ada, "customers", name));
        expect([JSON.stringify(name), verdict]).toEqual([JSON.stringify(name), "BAD_USER_INPUT"]);
      }
    }
    expect(verdictOf(await setPassword(ada, "customers", ""))).toBe("BAD_USER_INPUT");
    expect(pool.ledger.calls()).toHaveLength(0);
  });
});

describe("an alias that changes hands during a request", () => {
  const alias = "buyer@example.com";

  /** Gives the alias to somebody else. */
  const rebind = (pool: LocalPool, from: string, to: string, name: string) => {
    const without = { email: `${from}-was@example.com`, email_verified: "true" };
    pool.seedUser(customers, { username: from, status: "CONFIRMED", attributes: without });
    const attributes = { email: name, email_verified: "true" };
    pool.seedUser(customers, { username: to, status: "CONFIRMED", attributes });
  };

  it.each(["AdminListGroupsForUser", "AdminSetUserPassword"])(
    "at %s leads to the user who was judged, not to the protected one who has it now",
    async (operation) => {
      const { pool, as } = await start();
      const ada = await as("ada");
      const run = () => {
        rebind(pool, "buyer", "guarded", alias);
      };
      pool.faults.add({ operation, kind: "run", run });
      const { data } = await setPassword(ada, "customers", alias, true);
      expect(data).toEqual({ setUserPassword: { username: "buyer" } });
      expect(writtenIn(pool)).toEqual(["buyer"]);
      const groupsOf = pool.ledger.calls({ operation: "AdminListGroupsForUser" });
      expect(groupsOf.map(({ username }) => username)).toEqual(["buyer"]);
      expect((await signIn(pool, "guarded", samplePassword)).httpStatus).toBe(200);
    },
  );

  it("does not free a protected user of their group: who was resolved is judged", async () => {
    const { pool, as } = await start();
    const ada = await as("ada");
    const run = () => {
      rebind(pool, "guarded", "buyer", "guarded@example.com");
    };
    pool.faults.add({ operation: "AdminListGroupsForUser", kind: "run", run });
    const answer = await setPassword(ada, "customers", "guarded@example.com", true);
    expect(verdictOf(answer)).toBe("OUT_OF_SCOPE_USER");
    expect(writtenIn(pool)).toEqual([]);
  });
});

describe("groups that cannot be read", () => {
  const faults = [
    { kind: "internal-error" },
    { kind: "throttle" },
    { kind: "unavailable" },
    { kind: "garbage" },
    { kind: "hang" },
    { kind: "cut-before" },
    { kind: "error", type: "AccessDeniedException", status: 400 },
    { kind: "error", type: "UserNotFoundException", status: 400 },
    { kind: "error", type: "ResourceNotFoundException", status: 400 },
  ] as const;

  it("refuse: nothing is written, and the outcome is NOT_APPLIED", async () => {
    const limits = { readAttemptTimeoutMs: 100, readDeadlineMs: 300 };
    const { pool, as } = await start({ limits });
    const ada = await as("ada");
    for (const fault of faults) {
      pool.faults.add({ operation: "AdminListGroupsForUser", times: 9, ...fault });
      const answer = await setPassword(ada, "customers", "buyer");
      expect(answer.data).toEqual({ setUserPassword: null });
      const told = answer.errors?.map(({ extensions }) => [fault, extensions["outcome"]]);
      expect(told).toEqual([[fault, "NOT_APPLIED"]]);
      pool.faults.clear();
    }
    expect(writtenIn(pool)).toEqual([]);
    expect(verdictOf(await setPassword(ada, "customers", "buyer"))).toBe("set");
  });

  it("make allowedActions null with an error, and leave the other fields", async () => {
    const { pool, as } = await start();
    const ada = await as("ada");
    pool.faults.add({ operation: "AdminListGroupsForUser", kind: "internal-error", times: 9 });
    const { data, errors } = await ada(
      `{ user(poolId: "customers", username: "buyer") { username allowedActions } }`,
    );
    expect(data).toEqual({ user: { username: "buyer", allowedActions: null } });
    expect(errors?.map(({ path }) => path)).toEqual([["user", "allowedActions"]]);
  });
});

describe("a user of an identity provider", () => {
  it("is FEDERATED_USER with the operation that helps, and nothing is written", async () => {
    const { pool, as } = await start();
    for (const [caller, permanent] of [
      ["ada", true],
      ["ada", false],
      ["henry", false],
    ] as const) {
      const answer = await setPassword(
        await as(caller),
        "customers",
        "Google_1234567890",
        permanent,
      );
      expect(verdictOf(answer)).toBe("FEDERATED_USER");
      expect(answer.errors?.[0]?.extensions["suggestion"]).toBe("AdminLinkProviderForUser");
    }
    expect(writtenIn(pool)).toEqual([]);
    const fiona = await as("fiona");
    expect(verdictOf(await setPassword(fiona, "customers", "Google_1234567890"))).toBe("set");
  });

  it("is out of reach first when protected as well: each grant is needed", async () => {
    const { pool, as } = await start();
    const groups = ["break-glass"];
    pool.seedUser(customers, { username: "Google_2", status: "EXTERNAL_PROVIDER", groups });
    for (const [caller, verdict] of [
      ["ada", "OUT_OF_SCOPE_USER"],
      ["fiona", "OUT_OF_SCOPE_USER"],
      ["paula", "FEDERATED_USER"],
    ] as const) {
      const answer = await setPassword(await as(caller), "customers", "Google_2");
      expect([caller, verdictOf(answer)]).toEqual([caller, verdict]);
    }
    expect(writtenIn(pool)).toEqual([]);
  });
});

describe("a role beside others", () => {
  it.each(["federated-password", "protected-password"])("%s allows nothing alone", async (role) => {
    const { pool, as } = await start();
    pool.seedUser(admins, {
      username: "single",
      status: "CONFIRMED",
      password: samplePassword,
      groups: [role],
    });
    const single = await as("single");
    pool.ledger.clear();
    for (const name of ["buyer", "guarded", "Google_1234567890"]) {
      for (const permanent of [true, false]) {
        const answer = await setPassword(single, "customers", name, permanent);
        expect([name, verdictOf(answer)]).toEqual([name, "FORBIDDEN"]);
      }
    }
    expect(pool.ledger.calls()).toHaveLength(0);
  });

  it("of the help desk sets no permanent password, and Cognito is asked nothing", async () => {
    const { pool, as } = await start();
    const henry = await as("henry");
    pool.ledger.clear();
    for (const name of ["buyer", "guarded", "mysterious", "not-there", "Google_1234567890", " "]) {
      const answer = await setPassword(henry, "customers", name, true);
      expect([name, verdictOf(answer)]).toEqual([name, "FORBIDDEN"]);
    }
    expect(pool.ledger.calls()).toHaveLength(0);
  });
});

describe("who may not look", () => {
  const places = [
    { poolId: "eu-west-1_Nowhere", username: "buyer" },
    { poolId: "mailers", username: "mia@example.com" },
    { poolId: "customers", username: "not-there" },
    { poolId: "customers", username: "guarded" },
    { poolId: customers, username: "buyer" },
  ];
  const key = "$poolId: ID!, $username: String!";
  const asked = "poolId: $poolId, username: $username";
  const queries = {
    user: `query(${key}) { user(${asked}) { id email } }`,
    usersByKey: `query(${key}) { usersByKey(keys: [{ ${asked} }]) { id } }`,
    userPool: `query($poolId: ID!) { userPool(id: $poolId) { name } }`,
    _entities: `query($list: [_Any!]!) { _entities(representations: $list) { ... on User { id } } }`,
    setUserPassword: mutation,
  };

  const cases = [
    ...["nobody", "stranger"].flatMap((caller) =>
      (["user", "usersByKey", "userPool", "_entities"] as const).map((field) => ({
        caller,
        field,
        permanent: false,
      })),
    ),
    ...["nobody", "stranger", "audrey"].map((caller) => ({ caller, permanent: false })),
    ...["nobody", "stranger", "audrey", "henry"].map((caller) => ({ caller, permanent: true })),
  ].map((one) => ({ field: "setUserPassword" as const, ...one }));

  it("is told the same, byte by byte, for whatever there is, and Cognito is asked nothing", async () => {
    const { pool, post, token } = await start();
    for (const { caller, field, permanent } of cases) {
      const headers = { authorization: `Bearer ${await token(caller)}`, "x-request-id": "same" };
      const told = new Set<string>();
      for (const place of places) {
        pool.ledger.clear();
        const list = [{ __typename: "User", ...place }];
        const variables = { ...place, password: newPassword, permanent, list };
        const { text, httpStatus } = await post(queries[field], headers, variables);
        told.add(`${httpStatus} ${pool.ledger.calls().length} calls ${text}`);
      }
      const one = [expect.stringMatching(/^200 0 calls .*"FORBIDDEN"/)];
      expect([caller, field, permanent, [...told]]).toEqual([caller, field, permanent, one]);
    }
  });

  it("but may write is told FORBIDDEN for whoever is unknown or out of reach, after the same calls", async () => {
    const policies = `permit (principal in Role::"auditor", action == Action::"user:set-temporary-password", resource);`;
    const { pool, post, token } = await start({ policies });
    const headers = { authorization: `Bearer ${await token("audrey")}`, "x-request-id": "same" };
    const told = new Set<string>();
    for (const username of [
      "not-there",
      "guarded",
      "colleague",
      "mysterious",
      "Google_1234567890",
    ]) {
      pool.ledger.clear();
      const variables = { poolId: "customers", username, password: newPassword, permanent: false };
      const { text } = await post(mutation, headers, variables);
      const operations = pool.ledger.calls().map(({ operation }) => operation);
      told.add(`${operations.join()} ${text}`);
    }
    const calls = "AdminGetUser,AdminListGroupsForUser";
    expect([...told]).toEqual([expect.stringMatching(new RegExp(`^${calls} .*"FORBIDDEN"`))]);
  });
});

describe("a warning", () => {
  it.each([
    ["user:set-permanent-password", 0],
    ["user:read", 0],
    ["user:read-contact", 1],
  ])("is told by grants up to %s: %i", async (last, told) => {
    const grants = ["user:set-permanent-password", "user:read", "user:read-contact"];
    const actions = grants.slice(0, grants.indexOf(last) + 1).map((name) => `Action::"${name}"`);
    const policies = `permit (principal in Role::"auditor", action in [${actions.join()}], resource);`;
    const { pool, as } = await start({ policies });
    pool.seedUser(customers, { username: "hidden", status: "UNCONFIRMED" });
    const audrey = await as("audrey");
    const answer = await audrey(
      `mutation($password: String!) {
        setUserPassword(poolId: "customers", username: "hidden", password: $password, permanent: true) { __typename }
      }`,
      { password: newPassword },
    );
    expect(codesOf(answer)).toEqual([]);
    expect(JSON.parse(answer.text)).toEqual({
      data: { setUserPassword: { __typename: "User" } },
      ...(told === 0
        ? {}
        : {
            extensions: { warnings: [{ code: "CONTACT_UNVERIFIED", path: ["setUserPassword"] }] },
          }),
    });
  });
});

describe("allowedActions", () => {
  const callers: readonly Administrator[] = [
    "ada",
    "henry",
    "audrey",
    "fiona",
    "paula",
    "nobody",
    "stranger",
  ];
  const targets = [
    ...["confirmed", "buyer", "colleague", "guarded", "mysterious", "disabled", "unconfirmed"],
    "Google_1234567890",
  ].map((username) => ({ poolId: "customers", username }));
  const others = callers.map((username) => ({ poolId: "admins", username }));
  const mia = { poolId: "mailers", username: "mia@example.com" };

  it("tells every caller what setUserPassword then does, for every target", async () => {
    const { pool, as } = await start();
    const sends = await Promise.all(callers.map(async (caller) => as(caller)));
    const told = { allowed: 0, refused: 0 };
    for (const [index, send] of sends.entries()) {
      for (const { poolId, username } of [...targets, ...others, mia]) {
        for (const permanent of [false, true]) {
          const { data } = await send(
            `query($p: ID!, $u: String!) { user(poolId: $p, username: $u) { allowedActions } }`,
            { p: poolId, u: username },
          );
          const user = data?.["user"] as { allowedActions: string[] } | null;
          const action = permanent ? "SET_PERMANENT_PASSWORD" : "SET_TEMPORARY_PASSWORD";
          // Who may not even see the user is told of no action.
          const isAllowed = user?.allowedActions.includes(action) ?? false;
          const verdict = verdictOf(await setPassword(send, poolId, username, permanent));
          const place = [callers[index], username, permanent];
          expect([...place, verdict === "set"]).toEqual([...place, isAllowed]);
          told[isAllowed ? "allowed" : "refused"] += 1;
          if (username !== "Google_1234567890") continue;
          pool.seedUser(customers, { username, status: "EXTERNAL_PROVIDER" });
        }
      }
    }
    expect(told.allowed).toBeGreaterThan(50);
    expect(told.refused).toBeGreaterThan(100);
  });
});

describe("User.attributes", () => {
  const query = `query($names: [String!]) {
    user(poolId: "customers", username: "buyer") { username attributes(names: $names) { name value } }
  }`;
  const namesIn = ({ data }: Answer) => {
    const user = data?.["user"] as { attributes: { name: string }[] | null };
    return user.attributes?.map(({ name }) => name).sort() ?? null;
  };
  /** Lets auditors see these attributes, and no contact data. */
  const auditorsSee = (names: readonly string[]) => `${sampleRoles}
permit (principal in Role::"auditor", action == Action::"user:read-attribute", resource)
when { ${JSON.stringify(names)}.contains(context.attribute) };`;

  it("are FORBIDDEN to an auditor, with names and without, in one error", async () => {
    const audrey = await (await start()).as("audrey");
    for (const names of [undefined, null, ["locale"], ["locale", "custom:tier", "email"], ["x"]]) {
      const answer = await audrey(query, { names });
      expect(answer.data).toEqual({ user: { username: "buyer", attributes: null } });
      expect(answer.errors?.map(({ path }) => path)).toEqual([["user", "attributes"]]);
      expect(codesOf(answer)).toEqual(["FORBIDDEN"]);
    }
  });

  it("are one FORBIDDEN when one of several names may not be seen, whether it has a value or not", async () => {
    const policies = auditorsSee(["locale", "custom:tier"]);
    const audrey = await (await start({ policies })).as("audrey");
    expect(namesIn(await audrey(query, { names: ["locale", "custom:tier"] }))).toEqual([
      "custom:tier",
      "locale",
    ]);
    for (const hidden of ["email_verified", "zoneinfo", "custom:secret", "email", "Locale", ""]) {
      const answer = await audrey(query, { names: ["locale", hidden, hidden] });
      expect([hidden, namesIn(answer), codesOf(answer)]).toEqual([hidden, null, ["FORBIDDEN"]]);
    }
    expect(namesIn(await audrey(query))).toEqual(["custom:tier", "locale"]);
  });

  it("that tell who or where somebody is need user:read-contact as well", async () => {
    const contact = [
      "email",
      "phone_number",
      "name",
      "address",
      "birthdate",
      "given_name",
      "family_name",
    ];
    const more = [
      "gender",
      "identities",
      "middle_name",
      "nickname",
      "picture",
      "preferred_username",
      "profile",
      "website",
    ];
    const policies = auditorsSee([...contact, ...more, "locale"]);
    const { as } = await start({ policies });
    const audrey = await as("audrey");
    for (const name of [...contact, ...more]) {
      const answer = await audrey(query, { names: [name] });
      expect([name, namesIn(answer), codesOf(answer)]).toEqual([name, null, ["FORBIDDEN"]]);
    }
    const all = await audrey(query);
    expect([namesIn(all), all.text.includes("buyer@example.com")]).toEqual([["locale"], false]);
    const ada = await as("ada");
    expect(namesIn(await ada(query, { names: contact }))).toEqual([
      "email",
      "name",
      "phone_number",
    ]);
  });

  it("of more than 100 names are QUERY_TOO_LARGE, by one field or by several", async () => {
    const ada = await (await start()).as("ada");
    const names = (count: number, from = 0) =>
      Array.from({ length: count }, (_, index) => `custom:${from + index}`);
    expect(codesOf(await ada(query, { names: names(100) }))).toEqual([]);
    expect(codesOf(await ada(query, { names: [...names(100), "custom:0"] }))).toEqual([]);
    expect(codesOf(await ada(query, { names: names(101) }))).toEqual(["QUERY_TOO_LARGE"]);
    const twice = await ada(
      `query($a: [String!], $b: [String!]) { user(poolId: "customers", username: "buyer") {
        a: attributes(names: $a) { name } b: attributes(names: $b) { name }
      } }`,
      { a: names(60), b: names(60, 60) },
    );
    expect(codesOf(twice)).toEqual(["QUERY_TOO_LARGE"]);
    expect(twice.errors?.[0]?.path).toEqual(["user", "b"]);
  });
});

describe("reload", () => {
  const contact = `{ user(poolId: "customers", username: "buyer") { username email } }`;
  const withContact = `${sampleRoles}
permit (principal in Role::"auditor", action == Action::"user:read-contact", resource);`;
  const seen = { user: { username: "buyer", email: "buyer@example.com" } };
  const hidden = { user: { username: "buyer", email: null } };

  it("puts a changed file in force, and a file that was changed back", async () => {
    const { gateway, policiesFile, as, lines } = await start();
    const audrey = await as("audrey");
    expect((await audrey(contact)).data).toEqual(hidden);
    writeFileSync(policiesFile, withContact);
    expect((await audrey(contact)).data).toEqual(hidden);
    await gateway.reload();
    expect((await audrey(contact)).data).toEqual(seen);
    writeFileSync(policiesFile, sampleRoles);
    await gateway.reload();
    expect((await audrey(contact)).data).toEqual(hidden);
    expect(lines().filter(({ msg }) => msg === "policies renewed")).toHaveLength(2);
  });

  it("leaves a request under way with the policies that it began with", async () => {
    const { pool, gateway, policiesFile, as } = await start({ policies: withContact });
    const [audrey, ada] = [await as("audrey"), await as("ada")];
    const run = async () => {
      writeFileSync(
        policiesFile,
        `permit (principal in Role::"admin", action in Action::"read", resource);`,
      );
      await gateway.reload();
    };
    pool.faults.add({ operation: "AdminGetUser", kind: "run", run });
    expect((await audrey(contact)).data).toEqual(seen);
    expect(codesOf(await audrey(contact))).toEqual(["FORBIDDEN"]);
    expect(verdictOf(await setPassword(ada, "customers", "buyer"))).toBe("FORBIDDEN");
    writeFileSync(policiesFile, sampleRoles);
    await gateway.reload();
    pool.faults.add({ operation: "AdminGetUser", kind: "run", run });
    expect(verdictOf(await setPassword(ada, "customers", "buyer"))).toBe("set");
    expect(verdictOf(await setPassword(ada, "customers", "buyer"))).toBe("FORBIDDEN");
  });

  it.each([
    ["that does not parse", `\n\npermit (principal in Role::"auditor", action, resource`, 3],
    [
      "with an action that is not there",
      `\npermit (principal, action == Action::"user:all", resource);`,
      2,
    ],
    [
      "with a fact that no caller has",
      `permit (principal, action, resource) when { principal.boss };`,
      1,
    ],
  ])(
    "of a file %s keeps the old set, and logs file, line and reason",
    async (_kind, text, line) => {
      const { gateway, policiesFile, as, lines } = await start();
      const [ada, nobody] = [await as("ada"), await as("nobody")];
      writeFileSync(policiesFile, text);
      await gateway.reload();
      expect((await ada(contact)).data).toEqual(seen);
      expect(codesOf(await nobody(contact))).toEqual(["FORBIDDEN"]);
      const told = lines().filter(({ msg }) => msg === "policies not renewed");
      expect(told).toEqual([expect.objectContaining({ level: "error" })]);
      const mistakes = told[0]?.["mistakes"] as { file: string; line: number; problem: string }[];
      expect(mistakes.map(({ file }) => file)).toEqual(mistakes.map(() => policiesFile));
      expect(mistakes.map((mistake) => mistake.line)).toContain(line);
      expect(mistakes.every(({ problem }) => problem.length > 5)).toBe(true);
    },
  );

  it("of a file that is gone keeps the old set, and says so", async () => {
    const { gateway, policiesFile, as, lines } = await start();
    rmSync(policiesFile);
    await gateway.reload();
    expect((await (await as("ada"))(contact)).data).toEqual(seen);
    const [told] = lines().filter(({ msg }) => msg === "policies not renewed");
    expect(told?.["mistakes"]).toEqual([
      expect.objectContaining({
        file: policiesFile,
        problem: expect.stringMatching(/cannot be read/) as string,
      }),
    ]);
  });

  it("keeps the target rules in force, whatever the files permit", async () => {
    const { gateway, policiesFile, as } = await start();
    const ada = await as("ada");
    writeFileSync(policiesFile, `permit (principal, action, resource);`);
    await gateway.reload();
    expect(verdictOf(await setPassword(ada, "admins", "ada"))).toBe("SELF_TARGET");
    expect(verdictOf(await setPassword(ada, "customers", "mysterious"))).toBe("OUT_OF_SCOPE_USER");
    expect(verdictOf(await setPassword(await as("nobody"), "customers", "colleague"))).toBe(
      "OUT_OF_SCOPE_USER",
    );
  });
});

describe("the block list", () => {
  const me = `{ me { subject } }`;
  const subjectOf = ({ data }: Answer) => (data?.["me"] as { subject: string }).subject;
  /** As an operator does who does not want it to be met half done. */
  const replace = (file: string, text: string) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };

  const untilRead = () => pause(1100);

  it("makes a blocked sub UNAUTHENTICATED at the next look, like a request without a token, until it is taken off", async () => {
    const { pool, blockFile, post, token } = await start({ blockList: "# nobody\n" });
    const headers = { authorization: `Bearer ${await token("ada")}`, "x-request-id": "same" };
    const henry = { authorization: `Bearer ${await token("henry")}` };
    const sub = subjectOf(await post(me, headers));
    replace(blockFile, `sub ${sub}\n`);
    await untilRead();
    const refused = await post(me, headers);
    expect([refused.httpStatus, codesOf(refused)]).toEqual([401, ["UNAUTHENTICATED"]]);
    expect(refused.text).toBe((await post(me, { "x-request-id": "same" })).text);
    expect((await post(me, henry)).httpStatus).toBe(200);
    const written = {
      poolId: "customers",
      username: "buyer",
      password: newPassword,
      permanent: true,
    };
    expect((await post(mutation, headers, written)).httpStatus).toBe(401);
    expect(writtenIn(pool)).toEqual([]);
    replace(blockFile, "");
    await untilRead();
    expect((await post(me, headers)).httpStatus).toBe(200);
  });

  it("counts once a file that was edited in place has been left alone, and at once when reloaded", async () => {
    const { gateway, blockFile, as } = await start({ blockList: "" });
    const [ada, henry] = [await as("ada"), await as("henry")];
    const [first, second] = [subjectOf(await ada(me)), subjectOf(await henry(me))];
    writeFileSync(blockFile, `sub ${first}\n`);
    await untilRead();
    expect((await ada(me)).httpStatus).toBe(401);
    writeFileSync(blockFile, `sub ${first}\nsub ${second}\n`);
    await gateway.reload();
    expect((await henry(me)).httpStatus).toBe(401);
  });

  it("stays in force when its file becomes unusable, and the log tells the place and not what stands there", async () => {
    const { blockFile, as, lines } = await start({ blockList: "" });
    const ada = await as("ada");
    const sub = subjectOf(await ada(me));
    replace(blockFile, `sub ${sub}\n`);
    await untilRead();
    expect((await ada(me)).httpStatus).toBe(401);
    replace(blockFile, `# a comment\nsubject ${sub}\n`);
    await untilRead();
    expect((await ada(me)).httpStatus).toBe(401);
    const told = lines().filter(({ msg }) => msg === "block list not renewed");
    expect(told).toMatchObject([{ level: "error", mistakes: [{ file: blockFile, line: 2 }] }]);
    expect(JSON.stringify(told)).not.toContain(sub);
  });
});
