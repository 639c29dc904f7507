import { FaultyDisk } from "../support/audit-samples.js";
import { admins, customers } from "../support/sample-seed.js";
import { createTokenKey, startIssuer, type TestIssuer } from "../support/signed-tokens.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const query = `mutation($password: String!) {
  setUserPassword(poolId: "customers", username: "confirmed", password: $password) { status }
}`;
const variables = { password: "Brand-New-Passw0rd" };
const well = { gateway: "ok", policies: "ok", keys: "ok", audit: "ok", pools: "ok" };

let gateway: TestGateway | undefined;
let issuer: TestIssuer | undefined;

afterEach(async () => {
  await gateway?.stop();
  await issuer?.stop();
  gateway = issuer = undefined;
});

async function start(...options: Parameters<typeof startTestGateway>): Promise<TestGateway> {
  gateway = await startTestGateway(...options);
  return gateway;
}

async function ask(): Promise<[number, unknown]> {
  const response = await fetch(`${gateway?.url ?? ""}/health/ready`);
  return [response.status, await response.json()];
}

const ready = (parts: object = {}) => [200, { status: "ready", parts: { ...well, ...parts } }];
const notReady = (parts: object) => [503, { status: "not ready", parts: { ...well, ...parts } }];

/** Asks until it is ready, as an orchestrator does. */
async function untilReady(): Promise<unknown> {
  let answer: unknown;
  await until(async () => {
    const [status] = (answer = await ask());
    return status === 200;
  }, "it is ready");
  return answer;
}

/** Every answer to so many probes at once, and how many seconds they took. */
async function flood(probes: number) {
  const startedAt = performance.now();
  const answers = await Promise.all(Array.from({ length: probes }, ask));
  return { answers, seconds: (performance.now() - startedAt) / 1000 };
}

async function live(): Promise<number> {
  return (await fetch(`${gateway?.url ?? ""}/health/live`)).status;
}

describe("readiness", () => {
  it("is there at the first probe, and costs one call for each pool, whoever asks how often", async () => {
    const { pool } = await start();
    expect(await untilReady()).toEqual(ready());
    const { answers } = await flood(50);
    expect(answers).toEqual(Array.from({ length: 50 }, () => ready()));
    expect(pool.ledger.count("DescribeUserPool")).toBe(3);
  });

  it("waits for the issuer's keys, asks for them ever less often, and comes with them", async () => {
    issuer = await startIssuer(createTokenKey("one"));
    const { url } = issuer;
    issuer.answerWith({ status: 503, body: "" });
    const config = { issuers: [{ issuer: url, tokenUse: null, audience: ["x"] }] };
    const { pool, logged } = await start({ config });
    const { answers, seconds } = await flood(100);
    expect(answers).toEqual(Array.from({ length: 100 }, () => notReady({ keys: "failing" })));
    expect(await live()).toBe(200);
    // The pause after a failure is a second at first.
    expect(issuer.fetches()).toBeLessThanOrEqual(2 + seconds);
    issuer.answerWith(undefined);
    pool.clock.advance(60_000);
    expect(await untilReady()).toEqual(ready());
    expect(logged().match(/"msg":"not ready"/g)).toHaveLength(1);
    expect(logged()).toContain('"msg":"ready again"');
  });

  it("stays when one of two issuers is lost for longer than its keys are believed", async () => {
    issuer = await startIssuer(createTokenKey("one"));
    const gone = await startIssuer(createTokenKey("two"));
    const issuers = [issuer, gone].map(({ url }) => ({
      issuer: url,
      tokenUse: null,
      audience: ["x"],
    }));
    const { pool } = await start({ config: { issuers } });
    expect(await untilReady()).toEqual(ready());
    await gone.stop();
    pool.clock.advance(25 * 3600 * 1000);
    expect(await ask()).toEqual(ready({ keys: "partial" }));
    await issuer.stop();
    pool.clock.advance(25 * 3600 * 1000);
    expect(await ask()).toEqual(notReady({ keys: "failing" }));
  });

  it.each([
    [
      "is full",
      (disk: FaultyDisk) => {
        disk.onWrite = "ENOSPC";
        return () => (disk.onWrite = null);
      },
    ],
    ["hangs", (disk: FaultyDisk) => disk.hang()],
  ])("goes while the audit log's disk %s, and comes back by itself", async (_what, begin) => {
    const disk = new FaultyDisk();
    const audit = { file: "replaced", deadlineMs: 1500 };
    const started = await start({ auditFiles: disk, config: { audit } });
    const send = await started.as("ada");
    expect(await untilReady()).toEqual(ready());
    const end = begin(disk);
    const { errors } = await send(query, variables);
    expect(errors?.[0]?.extensions.code).toBe("AUDIT_UNAVAILABLE");
    expect(await ask()).toEqual(notReady({ audit: "failing" }));
    expect(await live()).toBe(200);
    end();
    expect(await untilReady()).toEqual(ready());
    const isClosed = () =>
      ["checkpoint", "result"].includes(started.auditRecords().at(-1)?.kind ?? "");
    await until(isClosed, "no intent stands open");
    expect((await send(query, variables)).errors).toBeUndefined();
    expect(started.pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });

  it("goes when no pool answers, without a storm of calls, and comes back", async () => {
    const { pool } = await start();
    pool.faults.add({ operation: "DescribeUserPool", kind: "unavailable", times: 1_000_000 });
    await ask();
    const { answers, seconds } = await flood(100);
    expect(answers).toEqual(Array.from({ length: 100 }, () => notReady({ pools: "failing" })));
    expect(await live()).toBe(200);
    // Two attempts for each of three pools, every five seconds; the first probe has begun with them.
    expect(pool.ledger.count("DescribeUserPool")).toBeLessThanOrEqual(6 * (2 + seconds / 5));
    pool.faults.clear();
    pool.clock.advance(5000);
    expect(await untilReady()).toEqual(ready());
  });

  it("stays while one pool of two answers", async () => {
    const at = { region: "eu-west-1" };
    const gone = { id: "eu-west-1_Gone", ...at, endpoint: "http://127.0.0.1:9" };
    const issuers = (url: string) => [
      { issuer: `${url}/${admins}`, tokenUse: "access" as const, clientIds: ["adminsclient"] },
    ];
    const other = await startTestGateway();
    try {
      const pools = { customers: { id: customers, ...at, endpoint: other.pool.url }, gone };
      const { key } = await start({ config: { issuers: issuers(other.pool.url), pools } });
      other.pool.keys.add(key);
      expect(await untilReady()).toEqual(ready({ pools: "partial" }));
    } finally {
      await other.stop();
    }
  });

  it("outlasts a call that failed: the pool is asked whether it answers", async () => {
    const started = await start();
    const { pool } = started;
    expect(await untilReady()).toEqual(ready());
    pool.clock.advance(5000);
    pool.ledger.clear();
    pool.faults.add({ operation: "AdminGetUser", kind: "internal-error", times: 2 });
    const { errors } = await (await started.as("ada"))(query, variables);
    expect(errors?.[0]?.extensions.code).toBe("UPSTREAM_ERROR");
    expect(await untilReady()).toEqual(ready());
    expect(pool.ledger.count("DescribeUserPool")).toBe(1);
  });
});
