import { existsSync } from "node:fs";
import { admins, customers, samplePassword } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const query = `mutation($username: String!, $password: String!, $permanent: Boolean!, $poolId: ID! = "customers") {
  setUserPassword(poolId: $poolId, username: $username, password: $password, permanent: $permanent) {
    username status
  }
}`;
const password = "Brand-New-Passw0rd";

let gateway: TestGateway;
let authorization: string;

beforeAll(async () => {
  gateway = await startTestGateway({
    config: { limits: { writesWaiting: 100, placeWaitMs: 30_000 } },
  });
  authorization = `Bearer ${await gateway.token("ada")}`;
});

beforeEach(() => {
  gateway.pool.faults.clear();
  gateway.pool.ledger.clear();
});

afterAll(async () => {
  await gateway.stop();
});

const set = (variables: object, headers: Record<string, string> = {}) =>
  gateway.post(JSON.stringify({ query, variables: { password, permanent: true, ...variables } }), {
    authorization,
    ...headers,
  });

const sets = () => gateway.pool.ledger.calls({ operation: "AdminSetUserPassword" });

/** The records that the work adds to the log. */
async function recordsOf(work: () => Promise<unknown>) {
  const before = gateway.auditRecords().length;
  await work();
  return gateway.auditRecords().slice(before);
}

describe("the audit log", () => {
  it("has an intent and a result for a password that was set: who, on whom, by what, why, and what became of it", async () => {
    gateway.pool.seedUser(customers, { username: "reset", status: "RESET_REQUIRED" });
    const headers = {
      "x-request-id": "desk-4711",
      "x-audit-reason": encodeURIComponent("Ticket 12, ä"),
    };
    const [intent, result, ...others] = await recordsOf(() =>
      set({ username: "reset@example.com" }, headers),
    );
    expect(others).toEqual([]);
    expect(intent).toMatchObject({
      kind: "intent",
      actor: { issuer: gateway.pool.issuer(admins), roles: ["admin"] },
      action: "user:set-permanent-password",
      target: {
        poolId: customers,
        username: "reset",
        sub: expect.stringMatching(/^[\da-f-]{36}$/) as string,
        kind: "user",
        groups: [],
        before: { status: "RESET_REQUIRED", enabled: true },
      },
      change: { password: "given" },
      decidedBy: ["admin"],
      reason: "Ticket 12, ä",
      requestId: "desk-4711",
    });
    expect(result).toMatchObject({
      kind: "result",
      id: intent?.["id"],
      outcome: "APPLIED",
      after: { status: "CONFIRMED", enabled: true },
      awsRequestId: sets()[0]!.requestId,
    });
    expect(JSON.stringify([intent, result])).not.toContain(password);
  });

  it("has every policy that permitted, those for a further grant included", async () => {
    gateway.pool.seedUser(customers, {
      username: "Google_1234567890",
      status: "EXTERNAL_PROVIDER",
    });
    const fiona = `Bearer ${await gateway.token("fiona")}`;
    const [intent] = await recordsOf(() =>
      set({ username: "Google_1234567890" }, { authorization: fiona }),
    );
    expect(intent?.["decidedBy"]).toEqual(["admin", "federated-password"]);
  });

  it.each([
    ["a user who is not there", { username: "nobody-there" }],
    ["a user out of reach", { username: "guarded" }],
    ["an empty password", { username: "reset", password: "" }],
    ["a pool that is not configured", { username: "reset", poolId: "eu-west-1_Nowhere" }],
  ])("has nothing of %s: nothing was about to be done", async (_, variables) => {
    expect(await recordsOf(() => set(variables))).toEqual([]);
    expect(sets()).toEqual([]);
  });

  it.each([
    ["InvalidPasswordException", "INVALID_PASSWORD", "NOT_APPLIED"],
    ["InternalErrorException", "UPSTREAM_ERROR", "UNKNOWN"],
    ["AccessDeniedException", "GATEWAY_MISCONFIGURED", "NOT_APPLIED"],
  ])("has what %s came to, under the id that the caller is told", async (type, code, outcome) => {
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "error", type });
    let told: unknown;
    const records = await recordsOf(async () => {
      told = (await set({ username: "reset" })).errors?.[0]?.extensions;
    });
    expect(records.map(({ kind }) => kind)).toEqual(["intent", "result"]);
    expect(records[1]).toMatchObject({ outcome, code });
    expect(told).toMatchObject({ code, outcome, auditId: records[0]?.["id"] });
  });

  it("tells no status that was not read", async () => {
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "run",
      run: () => {
        gateway.pool.faults.add({ operation: "AdminGetUser", kind: "unavailable", times: 2 });
      },
    });
    const records = await recordsOf(() => set({ username: "reset" }));
    expect(records[1]).toMatchObject({ outcome: "APPLIED" });
    expect(records[1]).not.toHaveProperty("after");
  });

  it("is gone with the test's folder when the gateway stops", async () => {
    const other = await startTestGateway();
    await other.stop();
    expect(existsSync("audit.jsonl")).toBe(false);
  });
});

describe("x-audit-reason", () => {
  it.each([
    ["%E0%A4%A", "no UTF-8"],
    ["%0D%0A", "a line break"],
    ["a%00b", "a NUL"],
    ["x".repeat(257), "257 characters"],
    [encodeURIComponent("😀".repeat(257)), "257 characters beyond 16 bits"],
    ["%E2%80%AE", "a change of direction"],
  ])("%s is refused for %s, and nothing is done", async (reason) => {
    const { httpStatus, errors } = await set({ username: "reset" }, { "x-audit-reason": reason });
    expect([httpStatus, errors?.[0]?.extensions]).toEqual([
      400,
      expect.objectContaining({ code: "BAD_USER_INPUT", argument: "reason" }),
    ]);
    expect(gateway.pool.ledger.calls()).toEqual([]);
  });

  it("may have 256 characters, of any script", async () => {
    const reason = "😀".repeat(256);
    const [intent] = await recordsOf(() =>
      set({ username: "reset" }, { "x-audit-reason": encodeURIComponent(reason) }),
    );
    expect(intent?.["reason"]).toBe(reason);
  });
});

describe("writes to one user", () => {
  it("happen one after the other, whatever names they come by", async () => {
    let underWay = 0;
    let most = 0;
    const watch = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 20));
      underWay -= 1;
    };
    for (let index = 0; index < 4; index += 1) {
      gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "run", run: watch });
    }
    const names = ["reset", "reset@example.com", "reset", "reset@example.com"];
    const records = await recordsOf(() => Promise.all(names.map((username) => set({ username }))));
    expect(most).toBe(1);
    expect(sets()).toHaveLength(4);
    expect(records.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 4 }, () => ["intent", "result"]).flat(),
    );
  });

  it("are judged again when they had to wait: what came before may have changed the user", async () => {
    const user = { username: "waiting", status: "CONFIRMED", password: samplePassword } as const;
    gateway.pool.seedUser(customers, user);
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      username: "waiting",
      kind: "run",
      run: async () => {
        const haveBeenJudged = () => gateway.pool.ledger.count("AdminListGroupsForUser") === 2;
        await until(haveBeenJudged, "one had only to write, and the other waited for it");
        await new Promise((resolve) => setTimeout(resolve, 50));
        gateway.pool.seedUser(customers, { ...user, groups: ["break-glass"] });
      },
    });
    const both = await Promise.all([set({ username: "waiting" }), set({ username: "waiting" })]);
    const answers = both.map(({ errors }) => errors?.[0]?.extensions.code ?? "set");
    expect(answers.sort()).toEqual(["OUT_OF_SCOPE_USER", "set"]);
    expect(sets()).toHaveLength(1);
  });

  it("to different users do not wait for each other", async () => {
    let underWay = 0;
    let most = 0;
    const watch = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 50));
      underWay -= 1;
    };
    for (const username of ["user-1", "user-2", "user-3"]) {
      gateway.pool.faults.add({
        operation: "AdminSetUserPassword",
        username,
        kind: "run",
        run: watch,
      });
    }
    await Promise.all(["user-1", "user-2", "user-3"].map((username) => set({ username })));
    expect(most).toBeGreaterThan(1);
  });
});

describe("a write that Cognito throttles", () => {
  it("is sent again within the deadline, under one intent", async () => {
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "throttle" });
    const records = await recordsOf(async () => {
      const { data } = await set({ username: "user-9" });
      expect(data?.["setUserPassword"]).toMatchObject({ status: "CONFIRMED" });
    });
    expect(sets().map(({ applied }) => applied)).toEqual([false, true]);
    expect(records.map(({ kind }) => kind)).toEqual(["intent", "result"]);
  });

  it("is not sent again for ever: one in ten may be", async () => {
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", kind: "throttle", times: 100 });
    const names = Array.from({ length: 40 }, (_, index) => `user-${index}`);
    const answers = await Promise.all(names.map((username) => set({ username })));
    expect(new Set(answers.map(({ errors }) => errors?.[0]?.extensions.code))).toEqual(
      new Set(["THROTTLED"]),
    );
    // What may have been saved up is three.
    expect(sets().length).toBeLessThanOrEqual(40 + 4 + 3);
  });
});
