import { connect } from "node:net";
import type { LocalPool } from "../../src/local-pool/local-pool.js";
import { admins, customers, mailers } from "../support/sample-seed.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const newPassword = "Brand-New-Passw0rd";

const set = (username = "confirmed") =>
  `mutation($password: String!) {
    setUserPassword(poolId: "customers", username: "${username}", password: $password, permanent: true) { status }
  }`;
const look = (index: number) =>
  `{ user(poolId: "customers", username: "nobody-${index}") { status } }`;

let gateway: TestGateway | undefined;

afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});

async function startWith(config: Parameters<typeof startTestGateway>[0] = {}) {
  gateway = await startTestGateway(config);
  const ada = await gateway.as("ada");
  gateway.pool.ledger.clear();
  return { gateway, pool: gateway.pool, ada };
}

type Answer = Awaited<ReturnType<Send>>;

const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? "OK";
const count = (answers: readonly Answer[]) => {
  const codes = answers.map(codeOf);
  return Object.fromEntries(
    [...new Set(codes)].sort().map((c) => [c, codes.filter((x) => x === c).length]),
  );
};
const times = (many: number, ask: (index: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: many }, (_, index) => ask(index)));

/** Keeps the next calls of a pool waiting until what it answers with is called. */
function holdPool(pool: LocalPool, operation: string, calls: number): () => void {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  pool.faults.add({ operation, kind: "run", times: calls, run: () => released });
  return release;
}

/** Makes the next calls of a pool slow, and counts how many it has at a time. */
function watchPool(pool: LocalPool, operation: string, delayMs: number) {
  const seen = { now: 0, most: 0 };
  const run = async () => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    seen.now -= 1;
  };
  pool.faults.add({ operation, kind: "run", times: 10_000, run });
  return seen;
}

async function metric(name: string): Promise<number | undefined> {
  const text = await (await fetch(`${gateway?.url ?? ""}/metrics`)).text();
  const line = text.split("\n").find((candidate) => candidate.startsWith(name));
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
}

describe("a flood of reads", () => {
  const limits = {
    ...{ readsUnderWay: 4, readsWaiting: 6, placeWaitMs: 5000 },
    // A busy machine must not make a held read be asked for twice.
    ...{ readAttemptTimeoutMs: 20_000, readDeadlineMs: 20_000 },
  };

  it("has no more under way at Cognito than there are places; what finds no place is OVERLOADED", async () => {
    const { ada, pool } = await startWith({ config: { limits } });
    const release = holdPool(pool, "AdminGetUser", limits.readsUnderWay);
    const seen = watchPool(pool, "AdminGetUser", 1);
    let refusals = 0;
    const flood = times(40, async (index) => {
      const answer = await ada(look(index));
      if (codeOf(answer) === "OVERLOADED") refusals += 1;
      return answer;
    });
    await until(() => refusals === 30, "what finds no place is refused");
    expect(pool.ledger.count("AdminGetUser")).toBe(4);
    expect(await metric(`gateway_cognito_waiting{pool="${customers}",class="reads"}`)).toBe(6);
    release();
    const answers = await flood;
    expect(count(answers)).toEqual({ OK: 10, OVERLOADED: 30 });
    expect(seen.most).toBeLessThanOrEqual(4);
    expect(pool.ledger.count("AdminGetUser")).toBe(10);
    const refused = answers.find((answer) => codeOf(answer) === "OVERLOADED");
    expect(refused?.errors?.[0]?.extensions).toMatchObject({ retryable: true, retryAfterMs: 1000 });
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect(await metric('gateway_refused_total{reason="reads-full"}')).toBe(30);
    expect(await metric(`gateway_cognito_under_way{pool="${customers}",class="reads"}`)).toBe(0);
  });

  it("does not keep a write from its place", async () => {
    const { ada, pool } = await startWith({ config: { limits } });
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    for (let index = 0; index < 40; index += 1) {
      const username = `nobody-${index}`;
      pool.faults.add({ operation: "AdminGetUser", username, kind: "run", run: () => released });
    }
    const flood = times(40, (index) => ada(look(index)));
    await until(() => pool.ledger.count("AdminGetUser") === limits.readsUnderWay, "reads hang");
    const answer = await ada(set(), { password: newPassword });
    expect(answer.data).toEqual({ setUserPassword: { status: "CONFIRMED" } });
    release();
    await flood;
  });

  it("is refused as a whole and unread once all pools are full, and what asks for no user is not", async () => {
    const { ada, pool } = await startWith({ config: { limits } });
    const aliases = ["customers", "mailers", "admins"];
    const release = holdPool(pool, "AdminGetUser", aliases.length * limits.readsUnderWay);
    const lookIn = (alias: string, index: number) =>
      ada(`{ user(poolId: "${alias}", username: "nobody-${index}") { status } }`);
    const fill = async (alias: string, whole: string) => {
      const flood = times(10, (index) => lookIn(alias, index));
      const waiting = `gateway_cognito_waiting{pool="${whole}",class="reads"}`;
      for (let tries = 0; (await metric(waiting)) !== 6; tries += 1)
        expect(tries).toBeLessThan(1000);
      return { flood };
    };
    const floods = [await fill("customers", customers), await fill("mailers", mailers)];
    const refusedByPool = await lookIn("customers", 11);
    expect([refusedByPool.httpStatus, codeOf(refusedByPool)]).toEqual([200, "OVERLOADED"]);
    floods.push(await fill("admins", admins));
    const refused = await lookIn("customers", 11);
    const retryAfter = refused.headers.get("retry-after");
    expect([refused.httpStatus, codeOf(refused), retryAfter]).toEqual([503, "OVERLOADED", "1"]);
    expect(await metric('gateway_refused_total{reason="pools-full"}')).toBe(1);
    expect((await ada("{ me { subject } }")).errors).toBeUndefined();
    release();
    for (const { flood } of floods) expect(count(await flood)).toEqual({ OK: 10 });
  });
});

describe("a flood of writes", () => {
  it("has no more under way than there are places, and what is refused was never sent", async () => {
    const limits = { writesUnderWay: 2, writesWaiting: 3, placeWaitMs: 10_000 };
    const { ada, pool } = await startWith({ config: { limits } });
    const seen = watchPool(pool, "*", 10);
    const answers = await times(30, () => ada(set(), { password: newPassword }));
    const counts = count(answers);
    expect(counts["OK"]).toBeGreaterThanOrEqual(5);
    expect((counts["OK"] ?? 0) + (counts["OVERLOADED"] ?? 0)).toBe(30);
    expect(seen.most).toBe(2);
    expect(pool.ledger.count("AdminSetUserPassword")).toBe(counts["OK"]);
    for (const answer of answers.filter((candidate) => codeOf(candidate) !== "OK")) {
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        outcome: "NOT_APPLIED",
        retryable: true,
        retryAfterMs: 1000,
      });
    }
  });

  it("that waited out its time is OVERLOADED and asked Cognito nothing", async () => {
    const limits = { writesUnderWay: 1, writesWaiting: 5, placeWaitMs: 50 };
    const { ada, pool } = await startWith({ config: { limits } });
    const release = holdPool(pool, "AdminGetUser", 1);
    const first = ada(set(), { password: newPassword });
    await until(() => pool.ledger.count("AdminGetUser") === 1, "the first is under way");
    const answers = await times(3, () => ada(set(), { password: newPassword }));
    expect(count(answers)).toEqual({ OVERLOADED: 3 });
    expect(pool.ledger.calls().map(({ operation }) => operation)).toEqual(["AdminGetUser"]);
    release();
    expect(codeOf(await first)).toBe("OK");
  });
});

describe("the share of a quota", () => {
  it("is not exceeded, and who would wait too long is RATE_LIMITED before anything is sent", async () => {
    const { ada, pool } = await startWith({
      config: { quotas: { UserRead: 3 }, limits: { placeWaitMs: 10 } },
    });
    const answers = await times(10, (index) => ada(look(index)));
    expect(count(answers)).toEqual({ OK: 3, RATE_LIMITED: 7 });
    expect(pool.ledger.count("AdminGetUser")).toBe(3);
    const ofReads = `{account="eu-west-1 ${pool.url}",category="UserRead"`;
    expect(await metric(`gateway_quota_per_second${ofReads}}`)).toBe(3);
    expect(await metric(`gateway_quota_used_ratio${ofReads}}`)).toBeGreaterThanOrEqual(0);
    expect(await metric(`gateway_quota_refused_total${ofReads}}`)).toBe(7);
    expect(await metric(`gateway_quota_waiting${ofReads},class="single"}`)).toBe(0);
  });

  it("is one for all pools of an account", async () => {
    const { ada } = await startWith({
      config: { quotas: { UserRead: 2 }, limits: { placeWaitMs: 10 } },
    });
    const inPool = (poolId: string) => ada(`{ user(poolId: "${poolId}", username: "x") { id } }`);
    const answers = [await inPool("customers"), await inPool("mailers"), await inPool("customers")];
    expect(answers.map(codeOf)).toEqual(["OK", "OK", "RATE_LIMITED"]);
  });

  it("refuses a write without a turn as NOT_APPLIED, and it is not in the ledger", async () => {
    const { ada, pool } = await startWith({
      config: { quotas: { UserAccountRecovery: 1 }, limits: { placeWaitMs: 10 } },
    });
    const first = await ada(set(), { password: newPassword });
    const second = await ada(set(), { password: newPassword });
    expect([codeOf(first), codeOf(second)]).toEqual(["OK", "RATE_LIMITED"]);
    expect(second.errors?.[0]?.extensions).toMatchObject({ outcome: "NOT_APPLIED" });
    expect(pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });
});

describe("the limit of a caller", () => {
  const config = { limits: { mutationsPerCallerPerMinute: 2 } };

  it("refuses before anything is asked of Cognito, and refuses nobody else", async () => {
    const { ada, gateway: started, pool } = await startWith({ config });
    await times(2, () => ada(set(), { password: newPassword }));
    pool.ledger.clear();
    const answer = await ada(set(), { password: newPassword });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: "RATE_LIMITED",
      outcome: "NOT_APPLIED",
      retryable: true,
    });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(pool.ledger.calls()).toEqual([]);
    expect(await metric('gateway_refused_total{reason="caller"}')).toBe(1);
    const henry = await started.as("henry");
    const other = `mutation($password: String!) {
      setUserPassword(poolId: "customers", username: "confirmed", password: $password) { status }
    }`;
    expect(codeOf(await henry(other, { password: newPassword }))).toBe("OK");
  });

  it("counts nothing of what the caller has no grant for, or got wrong", async () => {
    const { ada } = await startWith({ config });
    await times(5, () => ada(set(), { password: "" }));
    expect(codeOf(await ada(set(), { password: newPassword }))).toBe("OK");
  });
});

describe("the limit of a target", () => {
  it("counts by who the target is, whatever they are called, and sends no write", async () => {
    const { ada, pool } = await startWith({
      config: { limits: { mutationsPerTargetPerMinute: 2 } },
    });
    await ada(set("confirmed"), { password: newPassword });
    await ada(set("confirmed@example.com"), { password: newPassword });
    const sub = await ada(`{ user(poolId: "customers", username: "confirmed") { sub } }`);
    pool.ledger.clear();
    const names = [
      "confirmed",
      "confirmed@example.com",
      (sub.data?.["user"] as { sub: string }).sub,
    ];
    for (const name of names) {
      const answer = await ada(set(name), { password: newPassword });
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: "RATE_LIMITED",
        outcome: "NOT_APPLIED",
      });
    }
    expect(pool.ledger.count("AdminSetUserPassword")).toBe(0);
    expect(codeOf(await ada(set("reset"), { password: newPassword }))).not.toBe("RATE_LIMITED");
  });
});

describe("a pool that does not answer", () => {
  const limits = { breakerFaults: 3, breakerOpenMs: 60_000 };

  it("is not asked any more, and answers UPSTREAM_UNAVAILABLE with a time to wait", async () => {
    const { ada, pool } = await startWith({ config: { limits } });
    pool.faults.add({ operation: "AdminGetUser", kind: "unavailable", times: 6 });
    for (let index = 0; index < limits.breakerFaults; index += 1) {
      expect(codeOf(await ada(look(index)))).toBe("UPSTREAM_ERROR");
    }
    pool.ledger.clear();
    for (const [query, variables] of [[look(9)], [set(), { password: newPassword }]] as const) {
      const answer = await ada(query, variables);
      expect(codeOf(answer)).toBe("UPSTREAM_UNAVAILABLE");
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(pool.ledger.calls()).toEqual([]);
    expect(await metric(`gateway_breaker_open{pool="${customers}"}`)).toBe(1);
    expect(codeOf(await ada(`{ user(poolId: "mailers", username: "x") { id } }`))).toBe("OK");
  });

  it("stays open to callers whom Cognito throttles, or who ask for nobody", async () => {
    const { ada, pool } = await startWith({ config: { limits } });
    pool.faults.add({ operation: "AdminGetUser", kind: "throttle", times: 12 });
    for (let index = 0; index < 6; index += 1) {
      expect(codeOf(await ada(look(index)))).toBe("THROTTLED");
    }
    expect(codeOf(await ada(look(9)))).toBe("OK");
  });

  it("is asked again when its time is over", async () => {
    const { ada, pool } = await startWith({ config: { limits: { ...limits, breakerOpenMs: 50 } } });
    pool.faults.add({ operation: "AdminGetUser", kind: "unavailable", times: 6 });
    for (let index = 0; index < limits.breakerFaults; index += 1) await ada(look(index));
    let answer = await ada(look(9));
    for (let turn = 0; turn < 100 && codeOf(answer) !== "OK"; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      answer = await ada(look(9));
    }
    expect(codeOf(answer)).toBe("OK");
  });
});

describe("too many requests at a time", () => {
  const limits = { requestsInFlight: 3 };

  it("are refused with 503 and Retry-After, and their tokens are not looked at", async () => {
    const { ada, gateway: started, pool } = await startWith({ config: { limits } });
    const release = holdPool(pool, "AdminGetUser", 3);
    const served = times(3, (index) => ada(look(index)));
    await until(() => pool.ledger.count("AdminGetUser") === 3, "all places are taken");
    expect(await metric("gateway_requests_in_flight")).toBe(3);
    const refused = await started.post("{}", { authorization: "Bearer none" });
    expect(refused.httpStatus).toBe(503);
    expect(codeOf(refused)).toBe("OVERLOADED");
    expect(refused.headers.get("retry-after")).toBe("1");
    expect((await fetch(`${started.url}/health/live`)).status).toBe(200);
    release();
    expect(count(await served)).toEqual({ OK: 3 });
    expect(codeOf(await ada(look(9)))).toBe("OK");
  });

  it("are never more than configured, whoever is refused", async () => {
    const { ada, pool } = await startWith({ config: { limits } });
    const seen = watchPool(pool, "AdminGetUser", 20);
    const answers = await times(60, (index) => ada(look(index)));
    const { OK = 0, OVERLOADED = 0, ...others } = count(answers);
    expect(others).toEqual({});
    expect(OK).toBeGreaterThanOrEqual(3);
    expect(OVERLOADED).toBeGreaterThan(0);
    expect(seen.most).toBeLessThanOrEqual(3);
    expect(await metric('gateway_refused_total{reason="requests-in-flight"}')).toBe(OVERLOADED);
  });

  it("are not those of clients who are slow to send what they ask", async () => {
    const { ada, gateway: started } = await startWith({ config: { limits } });
    const { hostname, port } = new URL(started.url);
    const begun =
      "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{";
    const sockets = Array.from({ length: 10 }, () => connect(Number(port), hostname));
    await Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.write(begun, resolve))),
    );
    expect(codeOf(await ada("{ me { subject } }"))).toBe("OK");
    for (const socket of sockets) socket.destroy();
  });
});
