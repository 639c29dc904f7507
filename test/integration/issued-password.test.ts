import { passwordViolations } from "../../src/cognito/records/password-violations.js";
import type { FaultKind } from "../../src/local-pool/handles/faults.js";
import { userOf } from "../support/local-pool-client.js";
import { customers, samplePassword } from "../support/sample-seed.js";
import {
  callPool,
  type Send,
  signIn,
  startTestGateway,
  type TestGateway,
} from "../support/test-gateway.js";

const issue = `mutation($username: String!, $signOut: Boolean! = true) {
  issueTemporaryPassword(poolId: "customers", username: $username, signOut: $signOut) {
    user { id username status temporaryPassword { expired exact } }
    password
    signedOut
  }
}`;

const setAndSignOut = `mutation($username: String!, $password: String!, $permanent: Boolean! = true) {
  setUserPasswordAndSignOut(poolId: "customers", username: $username, password: $password, permanent: $permanent) {
    user { status }
    signedOut
  }
}`;

const newPassword = "Brand-New-Passw0rd";

interface Issued {
  readonly user: { readonly status: string; readonly temporaryPassword: unknown };
  readonly password: string;
  readonly signedOut: boolean | null;
}

let gateway: TestGateway;
let admin: Send;

beforeEach(async () => {
  gateway = await startTestGateway({ config: { limits: { writeDeadlineMs: 300 } } });
  admin = await gateway.as("ada");
  gateway.pool.ledger.clear();
});

afterEach(async () => {
  await gateway.stop();
});

const issued = async (variables: object) => {
  const { data, errors } = await admin(issue, { username: "confirmed", ...variables });
  expect(errors).toBeUndefined();
  return data?.["issueTemporaryPassword"] as Issued;
};

/** Signs the user in; the result asks whether that sign-in still counts. */
async function signedIn(username = "confirmed") {
  const { body } = await signIn(gateway.pool, username, samplePassword);
  const AccessToken = body.AuthenticationResult?.AccessToken;
  expect(AccessToken).toEqual(expect.any(String));
  return async () => (await callPool(gateway.pool, "GetUser", { AccessToken })).httpStatus === 200;
}

const writes = () =>
  gateway.pool.ledger
    .calls()
    .map(({ operation }) => operation)
    .filter((operation) => /^(AdminSetUserPassword|AdminUserGlobalSignOut)$/.test(operation));

const records = (kind: string) =>
  gateway.auditRecords().filter((record) => record.kind === kind) as readonly Readonly<
    Record<string, unknown>
  >[];

describe("an issued password", () => {
  it("lets its user in once, to choose another, and ends what was open", async () => {
    const isSignedIn = await signedIn();
    expect(await isSignedIn()).toBe(true);
    const { user, password, signedOut } = await issued({});
    expect(user).toMatchObject({
      status: "FORCE_CHANGE_PASSWORD",
      temporaryPassword: { expired: false, exact: true },
    });
    expect(signedOut).toBe(true);
    expect(await isSignedIn()).toBe(false);
    expect((await signIn(gateway.pool, "confirmed", password)).body.ChallengeName).toBe(
      "NEW_PASSWORD_REQUIRED",
    );
    expect((await signIn(gateway.pool, "confirmed", samplePassword)).httpStatus).toBe(400);
    expect(writes()).toEqual(["AdminSetUserPassword", "AdminUserGlobalSignOut"]);
    expect(records("intent")[0]?.["change"]).toEqual({ password: "issued", signOut: true });
    expect(records("result")[0]).toMatchObject({
      outcome: "APPLIED",
      second: { outcome: "APPLIED" },
    });
  });

  it("ends no session when that is not asked for, and needs no grant for it", async () => {
    const isSignedIn = await signedIn();
    const { signedOut } = await issued({ signOut: false });
    expect(signedOut).toBeNull();
    expect(await isSignedIn()).toBe(true);
    expect(writes()).toEqual(["AdminSetUserPassword"]);
    expect(records("intent")[0]?.["change"]).toEqual({ password: "issued" });
    // May set passwords of the protected, and not sign them out.
    const paula = await gateway.as("paula");
    const { data } = await paula(issue, { username: "guarded", signOut: false });
    expect(data?.["issueTemporaryPassword"]).toMatchObject({ signedOut: null });
    const refused = await paula(issue, { username: "guarded" });
    expect(refused.errors?.[0]?.extensions.code).toBe("OUT_OF_SCOPE_USER");
  });

  it("is a new one each time, by the policy of the pool", async () => {
    const described = await admin(`{ userPool(id: "customers") { passwordPolicy {
      minimumLength requireUppercase requireLowercase requireNumbers requireSymbols historySize temporaryPasswordValidityDays
    } } }`);
    const { passwordPolicy } = described.data?.["userPool"] as {
      passwordPolicy: Parameters<typeof passwordViolations>[1];
    };
    const passwords: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) passwords.push((await issued({})).password);
    expect(new Set(passwords).size).toBe(5);
    for (const password of passwords) {
      expect(passwordViolations(password, passwordPolicy)).toEqual([]);
    }
  });

  it("that Cognito refuses is an error, sent once; the next is made by the policy read anew", async () => {
    await issued({ username: "reset" });
    const described = () => gateway.pool.ledger.calls({ operation: "DescribeUserPool" }).length;
    const before = described();
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "error",
      type: "InvalidPasswordException",
      status: 400,
    });
    gateway.pool.ledger.clear();
    const { errors, data } = await admin(issue, { username: "confirmed" });
    expect(data).toEqual({ issueTemporaryPassword: null });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "INVALID_PASSWORD",
      outcome: "NOT_APPLIED",
    });
    expect(writes()).toEqual(["AdminSetUserPassword"]);
    expect(before).toBeGreaterThan(0);
    await issued({});
    expect(described()).toBe(1);
  });

  it("is refused, and nothing is written, where the pool cannot be described", async () => {
    gateway.pool.faults.add({ operation: "DescribeUserPool", kind: "internal-error", times: 2 });
    const { errors } = await admin(issue, { username: "confirmed" });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "UPSTREAM_ERROR",
      outcome: "NOT_APPLIED",
    });
    expect(writes()).toEqual([]);
  });
});

describe("the sign-out after a password", () => {
  const failures: readonly (readonly [string, FaultKind, string, boolean])[] = [
    ["no permission", named("AccessDeniedException"), "NOT_APPLIED", true],
    ["a throttle for good", { kind: "throttle" }, "NOT_APPLIED", true],
    ["an internal error", { kind: "internal-error" }, "UNKNOWN", true],
    ["no answer", { kind: "hang" }, "UNKNOWN", true],
    ["no answer, though done", { kind: "hang-after" }, "UNKNOWN", false],
    ["a cut connection, though done", { kind: "cut-after" }, "UNKNOWN", false],
    ["garbage, though done", { kind: "garbage" }, "UNKNOWN", false],
  ];

  it.each(failures)(
    "that meets %s is signedOut: false in a success",
    async (_what, fault, outcome, isStillIn) => {
      const isSignedIn = await signedIn();
      gateway.pool.faults.add({ operation: "AdminUserGlobalSignOut", times: 9, ...fault });
      const { password, signedOut } = await issued({});
      expect(signedOut).toBe(false);
      expect(await isSignedIn()).toBe(isStillIn);
      const { body } = await signIn(gateway.pool, "confirmed", password);
      expect(body.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
      expect(records("result")[0]).toMatchObject({ outcome: "APPLIED", second: { outcome } });
    },
  );

  it.each<[string, FaultKind]>([
    ["refused", named("InvalidPasswordException")],
    ["lost", { kind: "cut-after" }],
  ])("is not sent when the answer to the password was %s", async (_what, fault) => {
    const isSignedIn = await signedIn();
    gateway.pool.faults.add({ operation: "AdminSetUserPassword", ...fault });
    const { data } = await admin(setAndSignOut, { username: "confirmed", password: newPassword });
    expect(data).toEqual({ setUserPasswordAndSignOut: null });
    expect(writes()).toEqual(["AdminSetUserPassword"]);
    expect(await isSignedIn()).toBe(true);
  });

  it.each([true, false])("follows a password that is given, permanent: %s", async (permanent) => {
    const isSignedIn = await signedIn();
    const variables = { username: "confirmed", password: newPassword, permanent };
    const { data } = await admin(setAndSignOut, variables);
    const status = permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
    expect(data).toEqual({ setUserPasswordAndSignOut: { user: { status }, signedOut: true } });
    expect(await isSignedIn()).toBe(false);
    expect(writes()).toEqual(["AdminSetUserPassword", "AdminUserGlobalSignOut"]);
    expect((await userOf(gateway.pool, customers, "confirmed")).UserStatus).toBe(status);
    expect(records("intent")[0]?.["change"]).toEqual({ password: "given", signOut: true });
    expect((await signIn(gateway.pool, "confirmed", newPassword)).httpStatus).toBe(200);
  });
});

function named(type: string): FaultKind {
  return { kind: "error", type, status: 400 };
}
