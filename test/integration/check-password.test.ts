import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { admins, samplePassword } from "../support/sample-seed.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

let gateway: TestGateway;
let admin: Send;

const query = `query Check($poolId: ID!, $username: String!, $password: String!) {
  checkPassword(poolId: $poolId, username: $username, password: $password) { ok violations }
}`;
const check = (send: Send, password: string, username = "confirmed", poolId = "customers") =>
  send(query, { poolId, username, password });

beforeAll(async () => {
  gateway = await startTestGateway();
  admin = await gateway.as("ada");
});

beforeEach(() => {
  gateway.pool.ledger.clear();
});

afterEach(() => {
  gateway.pool.faults.clear();
});

afterAll(async () => {
  await gateway.stop();
});

describe("checkPassword", () => {
  it.each([
    ["Brand-New-Passw0rd", []],
    ["Passw0rd!", ["TOO_SHORT"]],
    ["brand-new-passw0rd", ["NO_UPPERCASE"]],
    ["BRAND-NEW-PASSW0RD", ["NO_LOWERCASE"]],
    ["Brand-New-Password", ["NO_NUMBER"]],
    ["BrandNewPassw0rd", ["NO_SYMBOL"]],
    ["Brand New Passw0rd", []],
    [" Brand-New-Passw0rd", ["LEADING_OR_TRAILING_SPACE"]],
    ["Brand-New\nPassw0rd", ["LINE_BREAK"]],
    [`Aa1!${"x".repeat(253)}`, ["TOO_LONG"]],
    ["", ["TOO_SHORT", "NO_UPPERCASE", "NO_LOWERCASE", "NO_NUMBER", "NO_SYMBOL"]],
  ])("finds in %j the broken rules %j", async (password, violations) => {
    const { data, errors } = await check(admin, password);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ checkPassword: { ok: violations.length === 0, violations } });
  });

  it("answers in the names that INVALID_PASSWORD has", async () => {
    const password = " weak";
    const checked = (await check(admin, password)).data?.["checkPassword"];
    const { errors } = await admin(
      `mutation($p: String!) { setUserPassword(poolId: "customers", username: "confirmed", password: $p) { id } }`,
      { p: password },
    );
    expect(errors?.[0]?.extensions.code).toBe("INVALID_PASSWORD");
    expect(checked).toEqual({ ok: false, violations: errors?.[0]?.extensions["violations"] });
  });

  it("sends no password to Cognito and looks nobody up; the policy is asked for once", async () => {
    const fresh = await startTestGateway();
    const send = await fresh.as("ada");
    fresh.pool.ledger.clear();
    await Promise.all(["a", "b", "c"].map((password) => check(send, password)));
    await check(send, "d", "not-there");
    expect(fresh.pool.ledger.calls().map(({ operation }) => operation)).toEqual([
      "DescribeUserPool",
    ]);
    await fresh.stop();
  });

  it("answers the same for everybody, whether they exist, are out of reach or the caller themselves", async () => {
    const names = ["confirmed", "guarded", "mysterious", "Google_1234567890", "ada", "not-there"];
    const answers = await Promise.all(
      names.map(async (username) => (await check(admin, "weak", username)).text),
    );
    expect(new Set(answers).size).toBe(1);
    const operations = gateway.pool.ledger.calls().map(({ operation }) => operation);
    expect(operations.filter((operation) => operation !== "DescribeUserPool")).toEqual([]);
  });

  it("is not counted as a set, nor written to the audit log", async () => {
    const limited = await startTestGateway({
      config: { limits: { mutationsPerCallerPerMinute: 1 } },
    });
    const send = await limited.as("ada");
    const set = () =>
      send(
        `mutation($p: String!) { setUserPassword(poolId: "customers", username: "confirmed", password: $p) { status } }`,
        { p: samplePassword },
      );
    for (const password of ["a", "b", "c"]) {
      expect((await check(send, password)).errors).toBeUndefined();
    }
    expect(limited.auditRecords().filter(({ kind }) => kind === "intent")).toEqual([]);
    expect((await set()).errors).toBeUndefined();
    expect((await set()).errors?.[0]?.extensions.code).toBe("RATE_LIMITED");
    expect((await check(send, "d")).errors).toBeUndefined();
    await limited.stop();
  });
});

describe("checkPassword is refused", () => {
  it.each(["audrey", "nobody"] as const)("to %s, who may set none", async (caller) => {
    const send = await gateway.as(caller);
    gateway.pool.ledger.clear();
    const { data, errors } = await check(send, "weak");
    expect(data).toEqual({ checkPassword: null });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
    expect(gateway.pool.ledger.calls()).toEqual([]);
  });

  it("for a pool that is not configured, without asking Cognito", async () => {
    const { errors } = await check(admin, "weak", "confirmed", "eu-west-1_Nowhere");
    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    expect(gateway.pool.ledger.calls()).toEqual([]);
  });

  it("for a pool in which the caller may set none, though they may elsewhere", async () => {
    const folder = mkdtempSync(join(tmpdir(), "check-password-"));
    const file = join(folder, "own-pool.cedar");
    writeFileSync(
      file,
      `permit (principal in Role::"helpdesk", action == Action::"user:set-temporary-password", resource in Pool::"${admins}");`,
    );
    const only = await startTestGateway({ config: { policies: [file] } });
    const send = await only.as("henry");
    expect((await check(send, "weak", "henry", "admins")).errors).toBeUndefined();
    const { errors } = await check(send, "weak");
    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
    await only.stop();
    rmSync(folder, { recursive: true });
  });

  it.each(["", "two words", "x".repeat(129)])("for the name %j", async (username) => {
    const { errors } = await check(admin, "weak", username);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "username" });
  });

  it("for a password that cannot be sent", async () => {
    const { errors } = await check(admin, "Brand-New-Passw0rd\ud800");
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "password" });
  });

  it("with a literal password, in the text or as a default", async () => {
    for (const text of [
      `{ checkPassword(poolId: "customers", username: "confirmed", password: "hunter2") { ok } }`,
      `query($p: String! = "hunter2") { checkPassword(poolId: "customers", username: "confirmed", password: $p) { ok } }`,
    ]) {
      const answer = await admin(text);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: "LITERAL_SECRET" });
      expect(answer.text).not.toContain("hunter2");
    }
  });

  it("while the policy cannot be read", async () => {
    const fresh = await startTestGateway();
    const send = await fresh.as("ada");
    fresh.pool.faults.add({ operation: "DescribeUserPool", kind: "internal-error", times: 2 });
    const { data, errors } = await check(send, "weak");
    expect(data).toEqual({ checkPassword: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "UPSTREAM_ERROR", retryable: true });
    expect(errors?.[0]?.extensions["outcome"]).toBeUndefined();
    expect((await check(send, "weak")).errors).toBeUndefined();
    await fresh.stop();
  });
});
