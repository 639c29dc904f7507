import { FaultyDisk } from "../support/audit-samples.js";
import { customers, samplePassword } from "../support/sample-seed.js";
import { type Send, signIn, startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const mutation = `mutation($items: [UserPasswordItem!]!, $poolId: ID! = "customers", $permanent: Boolean! = true) {
  setUserPasswords(poolId: $poolId, items: $items, permanent: $permanent) {
    index outcome code violations user { username status }
  }
}`;

const password = "C4nary-Passw0rd-Batch";

interface Told {
  readonly index: number;
  readonly outcome: string;
  readonly code: string | null;
  readonly violations: readonly string[] | null;
  readonly user: { readonly username: string; readonly status: string } | null;
}

let gateway: TestGateway;
let isStarted = false;
let disk: FaultyDisk;
let admin: Send;

const start = async (limits: object = {}) => {
  if (isStarted) await gateway.stop();
  disk = new FaultyDisk();
  gateway = await startTestGateway({
    auditFiles: disk,
    config: {
      audit: { file: "replaced", refusals: true },
      admin: { port: 0 },
      limits: { writeDeadlineMs: 300, ...limits },
    },
  });
  isStarted = true;
  admin = await gateway.as("ada");
  for (let user = 0; user < 8; user += 1) {
    gateway.pool.seedUser(customers, {
      username: `batch-${user}`,
      status: "CONFIRMED",
      password: samplePassword,
      attributes: { email: `batch-${user}@example.com`, email_verified: "true" },
    });
  }
  gateway.pool.ledger.clear();
};

beforeEach(() => start());

afterAll(async () => {
  await gateway.stop();
});

const item = (username: string, its = password) => ({ username, password: its });
const items = (count: number) =>
  Array.from({ length: count }, (_, user) => item(`batch-${user}`, `${password}-${user}`));

const tell = async (list: readonly object[], variables: object = {}) => {
  const answer = await admin(mutation, { items: list, ...variables });
  expect(answer.errors).toBeUndefined();
  return answer.data?.["setUserPasswords"] as readonly Told[];
};

const verdicts = (told: readonly Told[]) => told.map(({ outcome, code }) => [outcome, code]);
const set = ["APPLIED", null];

const sets = () =>
  gateway.pool.ledger
    .calls({ operation: "AdminSetUserPassword" })
    .map(({ username }) => String(username));

const records = (kind: string) => gateway.auditRecords().filter((record) => record.kind === kind);
const nameIn = (record: Readonly<Record<string, unknown>>) =>
  (record["target"] as { readonly username?: string } | undefined)?.username;

describe("several passwords", () => {
  it("are set one after the other, and each is answered in its place", async () => {
    const told = await tell(items(4));
    expect(told).toEqual(
      [0, 1, 2, 3].map((index) => ({
        ...{ index, outcome: "APPLIED", code: null, violations: null },
        user: { username: `batch-${index}`, status: "CONFIRMED" },
      })),
    );
    const calls = gateway.pool.ledger
      .calls()
      .map(({ operation, username }) => [operation, username]);
    expect(calls).toEqual(
      [0, 1, 2, 3].flatMap((user) =>
        ["AdminGetUser", "AdminListGroupsForUser", "AdminSetUserPassword", "AdminGetUser"].map(
          (operation) => [operation, `batch-${user}`],
        ),
      ),
    );
    for (const user of [0, 1, 2, 3]) {
      const { httpStatus } = await signIn(gateway.pool, `batch-${user}`, `${password}-${user}`);
      expect(httpStatus).toBe(200);
    }
  });

  it("have an intent and a result each, the result of one before the intent of the next", async () => {
    await tell(items(3));
    const kinds = gateway
      .auditRecords()
      .filter(({ kind }) => kind === "intent" || kind === "result")
      .map((record) => (record.kind === "intent" ? nameIn(record) : record["outcome"]));
    expect(kinds).toEqual(["batch-0", "APPLIED", "batch-1", "APPLIED", "batch-2", "APPLIED"]);
  });

  it("read nobody back when only outcomes are asked for", async () => {
    const query = mutation.replace("user { username status }", "");
    await admin(query, { items: items(2) });
    expect(gateway.pool.ledger.calls({ operation: "AdminGetUser" })).toHaveLength(2);
  });

  it("judge a user anew who is named in two ways", async () => {
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "run",
      run: () => {
        gateway.pool.seedUser(customers, {
          ...{ username: "batch-0", status: "CONFIRMED", groups: ["break-glass"] },
        });
      },
    });
    const told = await tell([item("batch-0"), item("batch-0@example.com")]);
    expect(verdicts(told)).toEqual([set, ["NOT_APPLIED", "OUT_OF_SCOPE_USER"]]);
  });
});

describe("an item that fails", () => {
  const failing: readonly (readonly [string, object, Partial<Told>])[] = [
    ["an unknown user", item("not-there"), { code: "USER_NOT_FOUND" }],
    ["a user out of reach", item("guarded"), { code: "OUT_OF_SCOPE_USER" }],
    ["a federated user", item("Google_1234567890"), { code: "FEDERATED_USER" }],
    ["a name that is none", item("a b"), { code: "BAD_USER_INPUT" }],
    ["an empty password", item("reset", ""), { code: "CANNOT_REMOVE_PASSWORD" }],
    [
      "a weak password",
      item("reset", "weak"),
      {
        code: "INVALID_PASSWORD",
        violations: ["TOO_SHORT", "NO_UPPERCASE", "NO_NUMBER", "NO_SYMBOL"],
      },
    ],
    [
      "a long password",
      item("reset", password.repeat(20)),
      { code: "INVALID_PASSWORD", violations: ["TOO_LONG"] },
    ],
  ];

  it.each(failing)("for %s hides no other", async (_what, wrong, expected) => {
    const told = await tell([item("batch-0"), wrong, item("batch-1")]);
    expect(told[1]).toEqual({
      ...{ index: 1, outcome: "NOT_APPLIED", violations: null, user: null },
      ...expected,
    });
    expect(verdicts([told[0]!, told[2]!])).toEqual([set, set]);
    expect(sets().filter((username) => username.startsWith("batch"))).toEqual([
      "batch-0",
      "batch-1",
    ]);
  });

  it.each([
    ["throttle", 9, "NOT_APPLIED", "THROTTLED"],
    ["internal-error", 1, "UNKNOWN", "UPSTREAM_ERROR"],
    ["hang", 1, "UNKNOWN", "UPSTREAM_TIMEOUT"],
    ["cut-after", 1, "UNKNOWN", "UPSTREAM_UNAVAILABLE"],
  ] as const)("by %s hides no other", async (kind, times, outcome, code) => {
    const operation = "AdminSetUserPassword";
    gateway.pool.faults.add({ operation, username: "batch-1", kind, times });
    const told = await tell(items(3));
    expect(verdicts(told)).toEqual([set, [outcome, code], set]);
    const results = records("result").map((record) => [record["outcome"], record["code"] ?? null]);
    expect(results).toEqual([set, [outcome, code], set]);
    // Of a retry after a throttle nothing was done; nothing else is sent again.
    if (kind !== "throttle") expect(sets()).toEqual(["batch-0", "batch-1", "batch-2"]);
    expect(gateway.logged()).toContain(`"code":"${code}"`);
  });

  it("is in the audit log as one that was refused, on whom it was tried", async () => {
    await tell([item("not-there"), item("batch-0"), item("guarded"), item("reset", "")]);
    await until(() => records("refused").length === 3, "all are in the log");
    const refused = records("refused").map((record) => [record["code"], nameIn(record) ?? null]);
    expect(refused).toEqual([
      ["USER_NOT_FOUND", null],
      ["OUT_OF_SCOPE_USER", "guarded"],
      ["CANNOT_REMOVE_PASSWORD", null],
    ]);
    for (const { action, target } of records("refused")) {
      expect(action).toBe("user:set-permanent-password");
      expect(target).toMatchObject({ poolId: customers });
    }
  });

  it("is told in the log and the metrics, though the answer has no error", async () => {
    await tell([item("not-there"), item("batch-0")]);
    const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    expect(metrics).toContain(
      `gateway_requests_total{operation="mutation",result="USER_NOT_FOUND"} 1`,
    );
    await until(() => gateway.logged().includes("USER_NOT_FOUND"), "the line is there");
  });

  it("may have been applied when only its last record failed", async () => {
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      username: "batch-0",
      kind: "run",
      run: () => {
        disk.onWrite = "EIO";
      },
    });
    const told = await tell(items(2));
    disk.onWrite = null;
    expect(verdicts(told)).toEqual([
      ["APPLIED", "AUDIT_UNAVAILABLE"],
      ["NOT_APPLIED", "AUDIT_UNAVAILABLE"],
    ]);
    expect(sets()).toEqual(["batch-0"]);
  });
});

describe("limits", () => {
  it("that are reached in the middle stop what comes then, and count items", async () => {
    await start({ mutationsPerCallerPerMinute: 2 });
    const told = await tell(items(4));
    const refused = ["NOT_APPLIED", "RATE_LIMITED"];
    expect(verdicts(told)).toEqual([set, set, refused, refused]);
    expect(sets()).toEqual(["batch-0", "batch-1"]);
  });

  it("let no item begin once the request has taken too long", async () => {
    await start({ lookupDeadlineMs: 200, writeDeadlineMs: 5000 });
    const operation = "AdminSetUserPassword";
    gateway.pool.faults.add({ operation, username: "batch-1", kind: "slow", delayMs: 400 });
    const told = await tell(items(4));
    const late = ["NOT_APPLIED", "OVERLOADED"];
    expect(verdicts(told)).toEqual([set, set, late, late]);
    expect(sets()).toEqual(["batch-0", "batch-1"]);
  });

  it("of items are those of the configuration", async () => {
    await start({ passwordItems: 3 });
    expect(verdicts(await tell(items(3)))).toEqual([set, set, set]);
    gateway.pool.ledger.clear();
    const { errors } = await admin(mutation, { items: items(4) });
    expect(errors?.[0]?.extensions).toMatchObject({ argument: "items", minimum: 1, maximum: 3 });
  });
});

describe("a list that is malformed as a whole", () => {
  it.each<[string, readonly object[], number?]>([
    ["no items", []],
    ["26 items", Array.from({ length: 26 }, (_, user) => item(`user-${user}`))],
    ["a name twice", [item("batch-0"), item("batch-1"), item("batch-0", `${password}x`)]],
  ])("by %s is BAD_USER_INPUT before anything is done", async (_what, list) => {
    const { data, errors, text } = await admin(mutation, { items: list });
    expect(data).toEqual({ setUserPasswords: null });
    expect(errors?.[0]?.extensions).toMatchObject({
      ...{ code: "BAD_USER_INPUT", argument: "items", outcome: "NOT_APPLIED" },
    });
    expect(text).not.toContain(password);
    expect(gateway.pool.ledger.calls()).toEqual([]);
    await until(() => records("refused").length === 1, "it is in the log, once");
  });

  it.each([
    ["nobody", true, "customers"],
    ["henry", true, "customers"],
    ["audrey", false, "customers"],
    ["ada", true, "eu-west-1_Nowhere"],
  ] as const)(
    "or asked for by %s, permanent: %s, in %s is FORBIDDEN",
    async (as, permanent, poolId) => {
      const send = await gateway.as(as);
      gateway.pool.ledger.clear();
      for (const list of [items(2), []]) {
        const { data, errors } = await send(mutation, { items: list, permanent, poolId });
        expect(data).toEqual({ setUserPasswords: null });
        expect(errors?.[0]?.extensions).toMatchObject({
          code: "FORBIDDEN",
          outcome: "NOT_APPLIED",
        });
      }
      expect(gateway.pool.ledger.calls()).toEqual([]);
      await until(() => records("refused").length === 2, "each is in the log, once");
    },
  );
});

describe("the passwords", () => {
  it("must be variables, wherever they stand", async () => {
    const call = (list: string) =>
      `setUserPasswords(poolId: "customers", items: ${list}) { index }`;
    for (const query of [
      `mutation { ${call(`[{ username: "batch-0", password: "${password}" }]`)} }`,
      `mutation($p: String!) { ${call(`[{ username: "batch-0", password: $p }, { username: "batch-1", password: "${password}" }]`)} }`,
      `mutation($i: [UserPasswordItem!]! = [{ username: "batch-0", password: "${password}" }]) { ${call("$i")} }`,
    ]) {
      const { errors, text } = await admin(query, { p: password });
      expect(errors?.[0]?.extensions.code).toBe("LITERAL_SECRET");
      expect(text).not.toContain(password);
    }
    const each = `mutation($p: String!) { ${call(`[{ username: "batch-0", password: $p }]`)} }`;
    expect((await admin(each, { p: password })).data).toEqual({ setUserPasswords: [{ index: 0 }] });
  });

  it("appear nowhere, whatever is wrong with the list", async () => {
    const texts: string[] = [];
    for (const list of [
      items(3),
      [item("not-there"), item(password), item("batch-0", `${password}\ud800`)],
      [{ username: "batch-0", password: [password] }],
      [{ username: "batch-0", password, [password]: password }],
      [password],
      password,
      { [password]: password },
    ]) {
      texts.push((await admin(mutation, { items: list })).text);
    }
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "error",
      type: "InvalidParameterException",
      message: password,
      status: 400,
    });
    texts.push((await admin(mutation, { items: items(2) })).text);
    const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    const shown = [...texts, gateway.logged(), JSON.stringify(gateway.auditRecords()), metrics];
    expect(shown.filter((text) => /c4nary/i.test(text))).toEqual([]);
  });
});
