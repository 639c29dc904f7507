import { FaultyDisk } from "../support/audit-samples.js";
import { type Administrator, admins, customers } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const query = `mutation($poolId: ID! = "customers", $username: String!, $password: String!, $permanent: Boolean! = false) {
  setUserPassword(poolId: $poolId, username: $username, password: $password, permanent: $permanent) { status }
}`;
const password = "Brand-New-Passw0rd";

let disk: FaultyDisk;
let gateway: TestGateway;

beforeAll(async () => {
  disk = new FaultyDisk();
  gateway = await startTestGateway({
    auditFiles: disk,
    config: { audit: { file: "replaced", refusals: true } },
  });
});

afterAll(async () => {
  await gateway.stop();
});

interface Way {
  readonly as?: Administrator;
  readonly of?: TestGateway;
  readonly document?: string;
}

const set = async (variables: object, { as = "ada", of = gateway, document = query }: Way = {}) =>
  of.post(JSON.stringify({ query: document, variables: { password, ...variables } }), {
    authorization: `Bearer ${await of.token(as)}`,
    "x-request-id": "desk-1",
  });

const refused = (of = gateway) => of.auditRecords().filter(({ kind }) => kind === "refused");

/** The records of refusals that an attempt adds, and its code. */
async function recordsOf(work: () => ReturnType<typeof set>) {
  const before = refused().length;
  const { errors } = await work();
  await until(() => refused().length > before, "the refusal is in the log");
  return { code: errors?.[0]?.extensions.code, records: refused().slice(before) };
}

const target = (username: string) => ({
  kind: "user",
  poolId: customers,
  sub: expect.stringMatching(/^[\da-f-]{36}$/) as string,
  username,
});
const inCustomers = { poolId: customers };

describe("a refused attempt", () => {
  it.each<[string, object, Administrator, string, string, object]>([
    ["without a grant", { username: "reset" }, "audrey", "FORBIDDEN", "permission", {}],
    [
      "in no pool",
      { username: "reset", poolId: "typed-Pool1" },
      "ada",
      "FORBIDDEN",
      "permission",
      {},
    ],
    [
      "for good by the help desk",
      { username: "reset", permanent: true },
      "henry",
      "FORBIDDEN",
      "permission",
      {},
    ],
    ["on nobody", { username: "typed-Secret1" }, "ada", "USER_NOT_FOUND", "target", inCustomers],
    [
      "out of reach",
      { username: "guarded" },
      "ada",
      "OUT_OF_SCOPE_USER",
      "target",
      target("guarded"),
    ],
    [
      "on a federated user",
      { username: "Google_1234567890" },
      "ada",
      "FEDERATED_USER",
      "target",
      target("Google_1234567890"),
    ],
    [
      "by an alias",
      { username: "guarded@example.com" },
      "ada",
      "OUT_OF_SCOPE_USER",
      "target",
      target("guarded"),
    ],
    [
      "with an empty password",
      { username: "reset", password: "" },
      "ada",
      "CANNOT_REMOVE_PASSWORD",
      "input",
      inCustomers,
    ],
    ["with no name", { username: " " }, "ada", "BAD_USER_INPUT", "input", inCustomers],
    ["without a variable", { username: null }, "ada", "BAD_USER_INPUT", "input", {}],
  ])(
    "%s is in the log once: by whom, why, and on whom if that was found out",
    async (_what, variables, as, code, category, found) => {
      const { code: told, records } = await recordsOf(() => set(variables, { as }));
      expect(told).toBe(code);
      expect(records).toHaveLength(1);
      expect(records[0]).toMatchObject({
        actor: { issuer: gateway.pool.issuer(admins) },
        code,
        category,
        requestId: "desk-1",
      });
      if (Object.keys(found).length > 0 || as === "audrey") {
        expect(records[0]?.["target"]).toEqual(found);
      }
      expect(JSON.stringify(records)).not.toMatch(/typed|Brand-New|guarded@/);
    },
  );

  it("with a password in the operation's text is in the log without it", async () => {
    const document = `mutation { setUserPassword(poolId: "customers", username: "reset", password: "Typed-1") { status } }`;
    const { code, records } = await recordsOf(() => set({}, { document }));
    expect(code).toBe("LITERAL_SECRET");
    expect(records).toEqual([expect.objectContaining({ code, category: "input" })]);
    expect(JSON.stringify(records)).not.toContain("Typed-1");
  });

  it("is none when a password was set, when the write failed, and for a query", async () => {
    const before = refused().length;
    await set({ username: "user-1" });
    gateway.pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "error",
      type: "InvalidPasswordException",
    });
    const { errors } = await set({ username: "user-1" });
    expect(errors?.[0]?.extensions.code).toBe("INVALID_PASSWORD");
    const admin = await gateway.as("nobody");
    await admin(`{ user(poolId: "customers", username: "reset") { email } }`);
    await recordsOf(() => set({ username: "typed-Secret1" }));
    expect(refused()).toHaveLength(before + 1);
  });

  it("is answered as ever when the log cannot be written", async () => {
    disk.onWrite = "ENOSPC";
    const { errors } = await set({ username: "guarded" });
    disk.onWrite = null;
    expect(errors?.[0]?.extensions.code).toBe("OUT_OF_SCOPE_USER");
  });
});

describe("a flood of refused attempts", () => {
  it("fills so many lines as its caller may have sets in a minute, and no more", async () => {
    const other = await startTestGateway({
      config: {
        audit: { file: "replaced", refusals: true },
        limits: { mutationsPerCallerPerMinute: 5 },
      },
    });
    for (let index = 0; index < 30; index += 1)
      await set({ username: "x" }, { of: other, as: "audrey" });
    for (let index = 0; index < 8; index += 1) await set({ username: "typed" }, { of: other });
    await until(() => refused(other).length >= 10, "both callers' refusals are in the log");
    const codes = refused(other).map(({ code }) => code);
    expect(codes.filter((code) => code === "FORBIDDEN")).toHaveLength(5);
    expect(codes.filter((code) => code !== "FORBIDDEN")).toEqual(
      Array.from({ length: 5 }, () => "USER_NOT_FOUND"),
    );
    await other.stop();
  });
});

describe("without audit.refusals", () => {
  it("nothing of them is written down", async () => {
    const other = await startTestGateway();
    await set({ username: "typed" }, { of: other });
    await set({ username: "user-1" }, { of: other });
    expect(refused(other)).toEqual([]);
    await other.stop();
  });
});
