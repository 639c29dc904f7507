import { readFamilies, writeFamilies } from "../../src/authorization/actions.js";
import type { AccessKey } from "../../src/local-pool/access/access-key.js";
import { localAccount } from "../../src/local-pool/access/admit-call.js";
import { type AwsOnLoopback, startAwsOnLoopback } from "../support/aws-on-loopback.js";
import { policyOfRole } from "../support/gateway-keys.js";
import { customers } from "../support/sample-seed.js";
import { createSts, type Sts } from "../support/sts.js";
import { type Send, signIn, startTestGateway, type TestGateway } from "../support/test-gateway.js";

const roleArn = `arn:aws:iam::${localAccount}:role/of-the-customers`;
const externalId = "external-id-of-the-customers";
const newPassword = "Brand-New-Passw0rd";

const mutation = `mutation($password: String!) {
  setUserPassword(poolId: "customers", username: "confirmed", password: $password, permanent: true) { username }
}`;
const query = `{ user(poolId: "customers", username: "confirmed") { username } }`;

const realNow = Date.now;
/** By how much this process's clock, and AWS's with it, are ahead of the real one. */
let aheadMs = 0;
let aws: AwsOnLoopback;
let sts: Sts;
let gateway: TestGateway;
let admin: Send;

/** Lets time pass for keys and signatures, without waiting for it. */
function pass(milliseconds: number): void {
  aheadMs += milliseconds;
  gateway.pool.signatureClock.advance(milliseconds);
}

const beyondTheSession = 3_600_001;
const beyondThePause = 1001;

/** The role's permissions, as `iam-policy` prints them. */
const policy = () =>
  policyOfRole(
    {
      pools: {
        customers: {
          id: customers,
          region: "eu-west-1",
          roleArn,
          writes: [...writeFamilies],
          shows: [...readFamilies],
        },
      },
      audit: {},
    } as unknown as Parameters<typeof policyOfRole>[0],
    roleArn,
  );

async function start(given: string | undefined): Promise<void> {
  sts = createSts({
    roles: { [roleArn]: { externalId, policy: policy() } },
    onKeys: (key: AccessKey) => {
      gateway.pool.keys.add(key);
    },
  });
  gateway = await startTestGateway({
    role: { roleArn, ...(given === undefined ? {} : { externalId: given }) },
    config: { limits: { writeDeadlineMs: 2400, breakerFaults: 1000 } },
  });
  admin = await gateway.as("ada");
}

beforeAll(async () => {
  // The SDK's pauses between attempts are at random: short ones.
  jest.spyOn(Math, "random").mockReturnValue(0.01);
  jest.spyOn(Date, "now").mockImplementation(() => realNow() + aheadMs);
  aws = await startAwsOnLoopback((request) => sts.answer(request));
});

beforeEach(() => {
  aheadMs = 0;
});

afterEach(async () => {
  await gateway.stop();
});

afterAll(async () => {
  await aws.stop();
  jest.restoreAllMocks();
});

const sets = () => gateway.pool.ledger.calls({ operation: "AdminSetUserPassword" });
const gets = () => gateway.pool.ledger.calls({ operation: "AdminGetUser" });
const canSignIn = async () =>
  (await signIn(gateway.pool, "confirmed", newPassword)).body.AuthenticationResult !== undefined;
const errorLine = () =>
  gateway
    .logged()
    .split("\n")
    .filter((line) => line.includes('"msg":"error"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .at(-1);

describe("a pool with a role", () => {
  it("is reached with keys that may do what iam-policy prints, asked for once", async () => {
    await start(externalId);
    const both = await Promise.all([admin(query), admin(query)]);
    expect(both.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    expect((await admin(mutation, { password: newPassword })).errors).toBeUndefined();
    expect(await canSignIn()).toBe(true);
    expect(sts.calls).toEqual([
      {
        host: "sts.eu-west-1.amazonaws.com",
        action: "AssumeRole",
        parameters: {
          Version: "2011-06-15",
          RoleArn: roleArn,
          RoleSessionName: "cognito-admin-gateway",
          ExternalId: externalId,
        },
      },
    ]);
    expect(gateway.logged()).not.toContain(externalId);
  });

  it.each([undefined, "another"])("is not reached with the external id %s", async (given) => {
    await start(given);
    const { errors, data } = await admin(query);
    expect(data).toEqual({ user: null });
    expect(errors?.[0]?.extensions.code).toBe("GATEWAY_MISCONFIGURED");
    expect(errorLine()).toMatchObject({ keys: "refused", cause: "AccessDenied" });
    expect(gets()).toEqual([]);
  });

  it("gets new keys before the old ones end, while these serve", async () => {
    await start(externalId);
    await admin(query);
    pass(3_600_000 - 4 * 60_000);
    sts.delayMs = 100;
    const both = await Promise.all([admin(query), admin(query)]);
    expect(both.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    expect(sts.calls).toHaveLength(2);
  });

  it("is reached with the old keys as long as they are good, if STS gives no new ones", async () => {
    await start(externalId);
    await admin(query);
    sts.trouble = { kind: "error", status: 503, code: "ServiceUnavailable" };
    pass(3_600_000 - 4 * 60_000);
    expect((await admin(query)).errors).toBeUndefined();
    pass(5 * 60_000);
    expect((await admin(query)).errors?.[0]?.extensions.code).toBe("UPSTREAM_UNAVAILABLE");
    sts.trouble = undefined;
    pass(beyondThePause);
    expect((await admin(query)).errors).toBeUndefined();
  });

  it("has keys that count from when they came, where this clock is behind AWS's", async () => {
    await start(externalId);
    // What STS says is ten minutes later than this process will see it end.
    sts.sessionMs = 3_600_000 + 600_000;
    await admin(query);
    pass(beyondTheSession);
    await admin(query);
    expect(sts.calls).toHaveLength(2);
  });
});

const troubles = [
  [
    { kind: "error", status: 403, code: "AccessDenied" },
    "GATEWAY_MISCONFIGURED",
    { keys: "refused", cause: "AccessDenied" },
  ],
  [
    { kind: "error", status: 403, code: "InvalidClientTokenId" },
    "GATEWAY_MISCONFIGURED",
    { keys: "refused", cause: "InvalidClientTokenId" },
  ],
  [
    { kind: "error", status: 400, code: "Throttling" },
    "UPSTREAM_UNAVAILABLE",
    { keys: "throttled", cause: "Throttling" },
  ],
  [
    { kind: "error", status: 500, code: "InternalFailure" },
    "UPSTREAM_UNAVAILABLE",
    { keys: "unavailable", cause: "InternalFailure" },
  ],
  [
    { kind: "error", status: 503, code: "ServiceUnavailable" },
    "UPSTREAM_UNAVAILABLE",
    { keys: "unavailable", cause: "ServiceUnavailable" },
  ],
  [{ kind: "cut" }, "UPSTREAM_UNAVAILABLE", { keys: "unavailable", cause: "TimeoutError" }],
  [{ kind: "malformed" }, "UPSTREAM_UNAVAILABLE", { keys: "unavailable" }],
  [{ kind: "without-keys" }, "UPSTREAM_UNAVAILABLE", { keys: "unavailable" }],
  [{ kind: "hang" }, "UPSTREAM_UNAVAILABLE", { keys: "late", cause: "TimeoutError" }],
] as const;

describe.each(troubles)("while STS answers with %j", (trouble, code, line) => {
  it(`a read is ${code}, and not sent`, async () => {
    await start(externalId);
    sts.trouble = trouble;
    const { errors, data, text } = await admin(query);
    expect(data).toEqual({ user: null });
    expect(errors?.[0]?.extensions).toMatchObject({
      code,
      ...(line.keys === "throttled" ? { retryable: true, retryAfterMs: 1000 } : {}),
    });
    expect(text).not.toMatch(/arn:|secret|STS|sts/);
    expect(errorLine()).toMatchObject({ code, ...line, awsOperation: "AdminGetUser" });
    expect(gateway.logged()).not.toMatch(/arn:|secret text/);
    expect(gets()).toEqual([]);
    sts.trouble = undefined;
    pass(beyondThePause);
    // A call that hangs is one of the SDK's own, which others wait for as well.
    if (trouble.kind !== "hang") expect((await admin(query)).errors).toBeUndefined();
  });

  it("a write that needs new keys is NOT_APPLIED, and not sent", async () => {
    await start(externalId);
    gateway.pool.faults.add({
      operation: "AdminListGroupsForUser",
      kind: "run",
      // Behind the look-ups, and before the write.
      run: () => {
        sts.trouble = trouble;
        pass(beyondTheSession);
      },
    });
    const { errors, data } = await admin(mutation, { password: newPassword });
    expect(data).toEqual({ setUserPassword: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code, outcome: "NOT_APPLIED" });
    expect(errorLine()).toMatchObject({ code, ...line, awsOperation: "AdminSetUserPassword" });
    expect(gets()).toHaveLength(1);
    expect(sets()).toEqual([]);
    expect(await canSignIn()).toBe(false);
    expect(gateway.auditRecords().at(-1)).toMatchObject({ kind: "result", outcome: "NOT_APPLIED" });
  });
});
