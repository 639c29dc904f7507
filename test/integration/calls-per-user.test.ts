import type { LedgerEntry } from "../../src/local-pool/handles/ledger.js";
import { customers } from "../support/sample-seed.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

const password = "Brand-New-Passw0rd";

/** What one request asks of Cognito, by operation; DescribeUserPool, which is kept for minutes, is not counted. */
function callsOf(gateway: TestGateway): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operation } of gateway.pool.ledger.calls()) {
    if (operation !== "DescribeUserPool") counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
}

interface Subject {
  readonly id: string;
  readonly sub: string;
}

interface Path {
  readonly path: string;
  readonly query: (subject: Subject) => string;
  readonly variables?: (subject: Subject) => object;
  /** In a pool that is read exactly, and in one that is read frugally. */
  readonly exact: Readonly<Record<string, number>>;
  readonly frugal: Readonly<Record<string, number>>;
}

const key = `poolId: "customers", username: "confirmed"`;
const alias = `poolId: "customers", username: "confirmed@example.com"`;
const oneGet = { AdminGetUser: 1 };
const oneList = { ListUsers: 1 };
const twoLists = { ListUsers: 2 };
const oneGroups = { AdminListGroupsForUser: 1 };
const entities = `query($r: [_Any!]!) { _entities(representations: $r) { ... on User { username status } } }`;
const entityVariables = ({ id, sub }: Subject) => ({
  r: [
    { __typename: "User", id },
    { __typename: "User", poolId: customers, sub },
    { __typename: "User", poolId: customers, username: "confirmed" },
    { __typename: "User", poolId: "customers", username: "confirmed@example.com" },
  ],
});
const set = (selected: string) =>
  `mutation($password: String!) { setUserPassword(${key}, password: $password) { ${selected} } }`;
const setVariables = () => ({ password });
const write = { ...oneGroups, AdminSetUserPassword: 1 };
const unread = { ...write, AdminGetUser: 1 };
const readBack = { ...write, AdminGetUser: 2 };

const paths: readonly Path[] = [
  {
    path: "user",
    query: () => `{ user(${key}) { status email } }`,
    ...{ exact: oneGet, frugal: oneList },
  },
  {
    path: "user, by an alias",
    query: () => `{ user(${alias}) { username } }`,
    ...{ exact: oneGet, frugal: oneList },
  },
  {
    path: "user, with the second factors",
    query: () => `{ user(${key}) { status mfa { enabled } } }`,
    ...{ exact: oneGet, frugal: oneGet },
  },
  {
    path: "user, with the second factors in a fragment",
    query: () => `query { user(${key}) { ...f } } fragment f on User { ... { mfa { enabled } } }`,
    ...{ exact: oneGet, frugal: oneGet },
  },
  {
    path: "user twice, and usersByKey, by the same name",
    query: () =>
      `{ a: user(${key}) { id } b: user(${key}) { id } usersByKey(keys: [{${key}}]) { id } }`,
    ...{ exact: oneGet, frugal: oneList },
  },
  {
    path: "user, by username, alias and sub in fields of one request",
    query: ({ sub }) =>
      `{ a: user(${alias}) { id } b: user(poolId: "customers", username: "${sub}") { id } c: user(${key}) { id } }`,
    // A sub may be somebody else's username: a second list shows that it is not.
    ...{ exact: oneGet, frugal: twoLists },
  },
  {
    path: "usersByKey, by username, alias and sub",
    query: ({ sub }) =>
      `{ usersByKey(keys: [{${alias}}, {poolId: "${customers}", username: "${sub}"}, {${key}}]) { id } }`,
    ...{ exact: oneGet, frugal: twoLists },
  },
  {
    path: "usersByKey, for nobody",
    query: () => `{ usersByKey(keys: [{poolId: "customers", username: "ghost"}]) { id } }`,
    // That a list does not tell of somebody is no proof.
    ...{ exact: oneGet, frugal: { ...oneGet, ...oneList } },
  },
  {
    path: "_entities, by all of its keys",
    query: () => entities,
    variables: entityVariables,
    ...{ exact: oneGet, frugal: twoLists },
  },
  {
    path: "users",
    query: () => `{ users(poolId: "customers", first: 60) { nodes { username status email } } }`,
    ...{ exact: oneList, frugal: oneList },
  },
  {
    path: "users, with the second factors of one",
    query: () =>
      `{ users(poolId: "customers", first: 60, filter: {username: {equals: "confirmed"}}) { nodes { mfa { enabled } } } }`,
    exact: { ...oneList, ...oneGet },
    frugal: { ...oneList, ...oneGet },
  },
  {
    path: "users, with what the caller may do to one",
    query: () =>
      `{ users(poolId: "customers", first: 60, filter: {username: {equals: "confirmed"}}) { nodes { status allowedActions } edges { node { allowedActions } } } }`,
    exact: { ...oneList, ...oneGroups },
    frugal: { ...oneList, ...oneGroups },
  },
  {
    path: "user, with their groups",
    query: () => `{ user(${key}) { status groups } }`,
    ...{ exact: { ...oneGet, ...oneGroups }, frugal: { ...oneList, ...oneGroups } },
  },
  {
    path: "user twice and users, with their groups and what the caller may do to them",
    query: () =>
      `{ a: user(${key}) { groups allowedActions } b: user(${alias}) { groups } users(poolId: "customers", first: 60, filter: {username: {equals: "confirmed"}}) { nodes { groups } } }`,
    exact: { ...oneGet, ...oneList, ...oneGroups },
    frugal: { ListUsers: 2, ...oneGroups },
  },
  {
    path: "_entities, by all of its keys, with their groups",
    query: () => entities.replace("status", "groups"),
    variables: entityVariables,
    ...{ exact: { ...oneGet, ...oneGroups }, frugal: { ...twoLists, ...oneGroups } },
  },
  ...[
    "username poolId",
    "id sub email enabled",
    "attributes { name } mfa { enabled }",
    "groups",
  ].map((selected) => ({
    path: `setUserPassword, of which ${selected} is shown`,
    query: () => set(selected),
    variables: setVariables,
    ...{ exact: unread, frugal: unread },
  })),
  ...["status", "lastModifiedAt", "username ... @include(if: false) { status }"].map(
    (selected) => ({
      path: `setUserPassword, of which ${selected} is shown`,
      query: () => set(selected),
      variables: setVariables,
      ...{ exact: readBack, frugal: readBack },
    }),
  ),
  {
    path: "setUserPassword, with what may be done to the user now",
    query: () => set("allowedActions"),
    variables: setVariables,
    ...{ exact: readBack, frugal: readBack },
  },
];

describe.each(["exact", "frugal"] as const)("a pool that is read in the way of %s", (reads) => {
  let gateway: TestGateway;
  let ada: Send;
  let subject: Subject;

  beforeAll(async () => {
    // No pool is small enough to be swept: what one row has read answers for no other.
    gateway = await startTestGateway({ reads, config: { limits: { sweptUsers: 1 } } });
    ada = await gateway.as("ada");
    const { data } = await ada(`{ user(${key}) { id sub mfa { enabled } } }`);
    subject = data?.["user"] as Subject;
  });

  beforeEach(() => {
    gateway.pool.faults.clear();
    gateway.pool.ledger.clear();
  });

  afterAll(() => gateway.stop());

  it.each(paths.map((path) => [path.path, path] as const))(
    "costs for %s what the table says",
    async (_path, { query, variables, ...expected }) => {
      const { errors } = await ada(query(subject), variables?.(subject));
      expect(errors).toBeUndefined();
      expect(callsOf(gateway)).toEqual(expected[reads]);
    },
  );
});

describe("setUserPassword without a read-back", () => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway();
  });

  afterAll(() => gateway.stop());

  it("has no status in the audit log's result, since nobody has seen one", async () => {
    const ada = await gateway.as("ada");
    await ada(set("username"), { password });
    await ada(set("username status"), { password });
    const results = gateway.auditRecords().filter(({ kind }) => kind === "result");
    expect(results.map(({ after }) => after)).toEqual([
      undefined,
      { status: "FORCE_CHANGE_PASSWORD", enabled: true },
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["APPLIED", "APPLIED"]);
  });
});

describe("a pool that is read frugally", () => {
  let gateway: TestGateway;
  let ada: Send;

  beforeEach(async () => {
    gateway = await startTestGateway({ reads: "frugal" });
    ada = await gateway.as("ada");
    gateway.pool.ledger.clear();
  });

  afterEach(() => gateway.stop());

  const names = Array.from({ length: 60 }, (_, index) => `user-${index}`);
  const byKey = (usernames: readonly string[]) =>
    ada(`query($keys: [UserKey!]!) { usersByKey(keys: $keys) { username status } }`, {
      keys: usernames.map((username) => ({ poolId: "customers", username })),
    });
  const gets = () => gateway.pool.ledger.calls({ operation: "AdminGetUser" });
  const lists = (): readonly LedgerEntry[] => gateway.pool.ledger.calls({ operation: "ListUsers" });

  it("answers a batch by reading the pool, and bills nobody", async () => {
    const { data, errors } = await byKey(names);
    expect(errors).toBeUndefined();
    expect(
      (data?.["usersByKey"] as { username: string }[]).map(({ username }) => username),
    ).toEqual(names);
    expect(gets()).toEqual([]);
    expect(lists().map(({ filter, limit }) => [filter, limit])).toEqual([
      [undefined, 60],
      [undefined, 60],
    ]);
  });

  it("asks nothing for what was read a moment ago, whoever asks, and shows each what they may see", async () => {
    await byKey(names);
    gateway.pool.ledger.clear();
    const query = `{ user(poolId: "customers", username: "user-7") { username email } }`;
    const henry = await gateway.as("henry");
    const audrey = await gateway.as("audrey");
    const stranger = await gateway.as("stranger");
    gateway.pool.ledger.clear();
    expect((await henry(query)).data).toEqual({
      user: { username: "user-7", email: "user-7@example.com" },
    });
    expect((await stranger(query)).errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    expect((await audrey(query)).data).toMatchObject({ user: { username: "user-7" } });
    expect(gateway.pool.ledger.calls()).toEqual([]);
  });

  it("is read once for requests that come together", async () => {
    const answers = await Promise.all([names, names.slice(10), names.slice(0, 50)].map(byKey));
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined, undefined]);
    expect(lists().length).toBeLessThanOrEqual(3);
    expect(gets()).toEqual([]);
  });

  it("stops reading once all who are wanted are found", async () => {
    await byKey(["buyer", "colleague", "confirmed"]);
    expect(lists()).toHaveLength(1);
  });

  it("reads exactly whom this gateway has written to", async () => {
    await byKey(names);
    const { errors } = await ada(
      `mutation($password: String!) { setUserPassword(poolId: "customers", username: "user-7", password: $password) { username } }`,
      { password },
    );
    expect(errors).toBeUndefined();
    gateway.pool.ledger.clear();
    const { data } = await byKey(["user-6", "user-7", "user-7@example.com"]);
    expect((data?.["usersByKey"] as { status: string }[]).map(({ status }) => status)).toEqual([
      "CONFIRMED",
      "FORCE_CHANGE_PASSWORD",
      "FORCE_CHANGE_PASSWORD",
    ]);
    expect(gets().map(({ username }) => username)).toEqual(["user-7"]);
  });

  it("finds the target of a write exactly, whatever is kept", async () => {
    await byKey([...names, "reset"]);
    gateway.pool.seedUser(customers, { username: "user-9", status: "EXTERNAL_PROVIDER" });
    const { errors } = await ada(
      `mutation($password: String!) { setUserPassword(poolId: "customers", username: "user-9", password: $password) { username } }`,
      { password },
    );
    expect(errors?.[0]?.extensions.code).toBe("FEDERATED_USER");
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(0);
  });

  it("does not take an address that is not verified for a name", async () => {
    gateway.pool.seedUser(customers, {
      username: "imposter",
      status: "CONFIRMED",
      attributes: { email: "user-3@example.com", email_verified: "false" },
    });
    const { data } = await byKey(["user-3@example.com"]);
    expect(data?.["usersByKey"]).toMatchObject([{ username: "user-3" }]);
  });

  it("falls back to AdminGetUser for names that lists cannot tell of", async () => {
    gateway.pool.seedUser(customers, {
      username: 'quo"ted',
      status: "CONFIRMED",
      attributes: { preferred_username: "preferred" },
    });
    gateway.pool.ledger.clear();
    const { data } = await byKey(['quo"ted', "preferred", "ghost", "user-1"]);
    const quoted = expect.objectContaining({ username: 'quo"ted' }) as unknown;
    expect(data?.["usersByKey"]).toEqual([
      quoted,
      quoted,
      null,
      expect.objectContaining({ username: "user-1" }),
    ]);
  });

  it("takes short pages for what they are", async () => {
    gateway.pool.faults.add({ operation: "ListUsers", kind: "short-page", rows: 20, times: 10 });
    const { errors } = await byKey(names);
    expect(errors).toBeUndefined();
    expect(gets()).toEqual([]);
    expect(lists().length).toBeGreaterThan(2);
  });

  it("fails with Cognito, and asks for nobody in the way that is billed", async () => {
    gateway.pool.faults.add({ operation: "ListUsers", kind: "throttle", times: 20 });
    const { data, errors } = await byKey(["user-1"]);
    expect(data?.["usersByKey"]).toEqual([null]);
    expect(errors?.[0]?.extensions.code).toBe("THROTTLED");
    expect(gets()).toEqual([]);
  });
});

describe("a batch for which there is no time", () => {
  it("is refused at once as a whole, with a time to come again, and asks Cognito nothing", async () => {
    const gateway = await startTestGateway({
      config: { quotas: { UserRead: 10, UserList: 1 }, limits: { lookupDeadlineMs: 1000 } },
    });
    const ada = await gateway.as("ada");
    gateway.pool.ledger.clear();
    const keys = Array.from({ length: 100 }, (_, index) => ({
      poolId: "customers",
      username: `nobody-${index}`,
    }));
    const answer = await ada(`query($keys: [UserKey!]!) { usersByKey(keys: $keys) { id } }`, {
      keys,
    });
    expect(new Set(answer.errors?.map(({ extensions }) => extensions.code))).toEqual(
      new Set(["RATE_LIMITED"]),
    );
    expect(answer.errors).toHaveLength(100);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(5);
    expect(gateway.pool.ledger.calls()).toEqual([]);
    await gateway.stop();
  });
});
