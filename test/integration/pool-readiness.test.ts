import { cognitoOperations, type CognitoOperation } from "../../src/cognito/records/operations.js";
import type { AccessKey } from "../../src/local-pool/access/access-key.js";
import { IamPolicy } from "../../src/local-pool/access/iam-policy.js";
import { type LocalPool, startLocalPool } from "../../src/local-pool/local-pool.js";
import { customers, mailers, sampleSeed } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const lookUp = `{ user(poolId: "customers", username: "confirmed") { username } }`;
const setPassword = `mutation($password: String!) {
  setUserPassword(poolId: "customers", username: "confirmed", password: $password) { username }
}`;
const variables = { password: "Brand-New-Passw0rd" };
/** A pool in doubt is asked once in so long. */
const checkPauseMs = 5000;
const minute = 60_000;

/** Each of the gateway's two pools has a local pool of its own, both of which know the gateway's key. */
let first: LocalPool;
let second: LocalPool;
let gateway: TestGateway;

beforeEach(async () => {
  [first, second] = await Promise.all([
    startLocalPool({ seed: sampleSeed }),
    startLocalPool({ seed: sampleSeed }),
  ]);
  const at = (id: string, { url: endpoint }: LocalPool) => ({ id, region: "eu-west-1", endpoint });
  const pools = { customers: at(customers, first), mailers: at(mailers, second) };
  gateway = await startTestGateway({ config: { pools } });
  for (const pool of [first, second]) pool.keys.add(gateway.key);
});

afterEach(async () => {
  await gateway.stop();
  await Promise.all([first.stop(), second.stop()]);
});

/** The status of a probe, and the state of the pools. */
async function probe(): Promise<readonly [status: number, pools: string]> {
  const response = await fetch(`${gateway.url}/health/ready`);
  const { parts } = (await response.json()) as { parts: { pools: string } };
  return [response.status, parts.pools];
}

/** A probe when the pause between two checks is over; patient, since a probe answers before a slow check has. */
async function probeLater(expected: readonly [number, string]): Promise<void> {
  gateway.pool.clock.advance(checkPauseMs);
  let answer: readonly [number, string] = [0, ""];
  const isExpected = async () => {
    answer = await probe();
    return answer.join() === expected.join();
  };
  await until(isExpected, `a probe was answered with ${expected.join(" ")}`);
}

/** What the log says of pools, in its order. */
const logged = (): readonly string[] =>
  gateway
    .logged()
    .split("\n")
    .filter((line) => line.includes('"msg":"pool '))
    .map((line) => {
      const { level, pool, poolId, reason, msg } = JSON.parse(line) as Record<string, string>;
      return [level, msg, pool, poolId, reason].filter((part) => part !== undefined).join(" ");
    });

const allBut = (operation: CognitoOperation): IamPolicy =>
  new IamPolicy({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: cognitoOperations
        .filter((name) => name !== operation)
        .map((name) => `cognito-idp:${name}`),
      Resource: "*",
    },
  });

/** Each way to refuse the gateway itself, and what the log calls it. */
const spoilings: readonly (readonly [
  what: string,
  reason: string,
  spoil: (pool: LocalPool, key: AccessKey) => void,
])[] = [
  [
    "takes another secret",
    "SIGNATURE",
    (pool, key) => {
      pool.keys.add({ ...key, secretAccessKey: "another" });
    },
  ],
  [
    "does not know the key",
    "KEYS_UNKNOWN",
    (pool, { accessKeyId }) => {
      pool.keys.remove(accessKeyId);
    },
  ],
  [
    "takes the key for expired",
    "KEYS_EXPIRED",
    (pool, key) => {
      pool.keys.add({ ...key, expiresAt: new Date(0) });
    },
  ],
  [
    "does not permit DescribeUserPool",
    "PERMISSION",
    (pool, key) => {
      pool.keys.add({ ...key, policy: allBut("DescribeUserPool") });
    },
  ],
];

describe("readiness while a pool", () => {
  it.each(spoilings)("%s is partial, then failing, and well again", async (_, reason, spoil) => {
    spoil(first, gateway.key);
    await probeLater([200, "partial"]);
    const ofFirst = `error pool not reachable customers ${customers} ${reason}`;
    expect(logged()).toEqual([ofFirst]);

    spoil(second, gateway.key);
    // What the second pool is known for lasts until a call is refused.
    await (
      await gateway.as("ada")
    )(`{ userPool(id: "mailers") { passwordPolicy { minimumLength } } }`);
    await probeLater([503, "failing"]);
    const ofSecond = `error pool not reachable mailers ${mailers} ${reason}`;
    expect(logged()).toEqual([ofFirst, ofSecond]);
    await probeLater([503, "failing"]);
    expect(logged()).toEqual([ofFirst, ofSecond]);

    first.keys.add(gateway.key);
    await probeLater([200, "partial"]);
    second.keys.add(gateway.key);
    await probeLater([200, "ok"]);
    expect(logged().slice(2)).toEqual([
      `warn pool reachable again customers ${customers}`,
      `warn pool reachable again mailers ${mailers}`,
    ]);
    const send = await gateway.as("ada");
    expect((await send(lookUp)).errors).toBeUndefined();
  });

  it.each(spoilings)(
    "that was well %s goes at the next call, not before",
    async (_, reason, spoil) => {
      await probeLater([200, "ok"]);
      spoil(first, gateway.key);
      await probeLater([200, "ok"]);
      const send = await gateway.as("ada");
      await send(`{ userPool(id: "customers") { passwordPolicy { minimumLength } } }`);
      await probeLater([200, "partial"]);
      expect(logged()).toEqual([`error pool not reachable customers ${customers} ${reason}`]);
      // What is still allowed mends nothing.
      await send(lookUp);
      await probeLater([200, "partial"]);
      first.keys.add(gateway.key);
      await probeLater([200, "ok"]);
    },
  );

  it("is shown by the metrics", async () => {
    first.keys.remove(gateway.key.accessKeyId);
    await probeLater([200, "partial"]);
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(text).toContain(`gateway_pool_reachable{pool="${customers}"} 0`);
    expect(text).toContain(`gateway_pool_reachable{pool="${mailers}"} 1`);
  });

  it("has a clock six minutes off stays: the SDK goes by the pool's clock then", async () => {
    first.signatureClock.advance(6 * minute);
    second.signatureClock.advance(-6 * minute);
    await probeLater([200, "ok"]);
    expect(logged()).toEqual([]);
  });

  it("refuses writes alone stays: what may be written is the doctor's business", async () => {
    await probeLater([200, "ok"]);
    for (const pool of [first, second]) {
      pool.keys.add({ ...gateway.key, policy: allBut("AdminSetUserPassword") });
    }
    const { errors } = await (await gateway.as("ada"))(setPassword, variables);
    expect(errors?.[0]?.extensions.code).toBe("GATEWAY_MISCONFIGURED");
    await probeLater([200, "ok"]);
    expect(logged()).toEqual([]);
  });

  it("that is not there is failing", async () => {
    await gateway.stop();
    const gone = { id: "eu-west-1_Gone", region: "eu-west-1", endpoint: first.url };
    gateway = await startTestGateway({ config: { pools: { gone } } });
    first.keys.add(gateway.key);
    await probeLater([503, "failing"]);
    expect(logged()).toEqual(["error pool not reachable gone eu-west-1_Gone POOL_NOT_FOUND"]);
  });
});
