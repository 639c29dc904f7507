import { customers } from "../support/sample-seed.js";
import { type Send, signIn, startTestGateway, type TestGateway } from "../support/test-gateway.js";

const day = 86_400_000;
let gateway: TestGateway;
let admin: Send;

const fields = `status lastModifiedAt temporaryPassword { expiresAt expired exact }`;
const look = async (username: string, more = "") => {
  const { data, errors } = await admin(
    `query($u: String!) { user(poolId: "customers", username: $u) { ${fields} ${more} } }`,
    { u: username },
  );
  expect(errors).toBeUndefined();
  return data?.["user"] as Seen;
};
const set = (username: string, permanent: boolean) =>
  admin(
    `mutation($u: String!, $p: String!, $k: Boolean!) {
      setUserPassword(poolId: "customers", username: $u, password: $p, permanent: $k) { ${fields} }
    }`,
    { u: username, p: "Brand-New-Passw0rd", k: permanent },
  );

interface Seen {
  readonly status: string;
  readonly lastModifiedAt: string;
  readonly temporaryPassword: {
    readonly expiresAt: string | null;
    readonly expired: boolean | null;
    readonly exact: boolean;
  } | null;
}

const after = (moment: string, days: number) => new Date(Date.parse(moment) + days * day);
const describes = () => gateway.pool.ledger.count("DescribeUserPool");

beforeEach(async () => {
  gateway = await startTestGateway();
  admin = await gateway.as("ada");
  gateway.pool.ledger.clear();
});

afterEach(async () => {
  await gateway.stop();
});

describe("User.temporaryPassword", () => {
  it("is null for a user without one, and costs nothing", async () => {
    for (const username of ["confirmed", "unconfirmed", "reset", "Google_1234567890"]) {
      expect((await look(username)).temporaryPassword).toBeNull();
    }
    expect(describes()).toBe(0);
  });

  it("costs nothing when it is not asked for", async () => {
    await admin(`{ user(poolId: "customers", username: "forced") { status } }`);
    expect(gateway.pool.ledger.calls().map(({ operation }) => operation)).toEqual(["AdminGetUser"]);
  });

  it("is an upper bound for a user who is looked up", async () => {
    const { lastModifiedAt, temporaryPassword } = await look("forced");
    expect(temporaryPassword).toEqual({
      expiresAt: after(lastModifiedAt, 7).toISOString(),
      expired: false,
      exact: false,
    });
  });

  it("is not certain of one whose user was changed since it was set", async () => {
    gateway.pool.seedUser(customers, {
      username: "expired",
      status: "FORCE_CHANGE_PASSWORD",
      attributes: { locale: "fr" },
    });
    expect((await look("expired")).temporaryPassword).toMatchObject({
      expired: false,
      exact: false,
    });
  });

  it("is certain of one that has expired", async () => {
    expect((await look("expired")).temporaryPassword).toMatchObject({
      expired: true,
      exact: false,
    });
  });

  it("expires by the gateway's clock, to the millisecond", async () => {
    const { temporaryPassword } = await look("forced");
    const expiresAt = Date.parse(temporaryPassword?.expiresAt ?? "");
    // Some milliseconds pass while it is asked: so a second before, and the moment itself.
    gateway.pool.clock.set(new Date(expiresAt - 60_000));
    admin = await gateway.as("ada");
    expect((await look("forced")).temporaryPassword?.expired).toBe(false);
    gateway.pool.clock.set(new Date(expiresAt));
    expect((await look("forced")).temporaryPassword?.expired).toBe(true);
  });

  it("is exact in the answer of the mutation that set it, and there only", async () => {
    const { data, errors } = await set("confirmed", false);
    expect(errors).toBeUndefined();
    const user = data?.["setUserPassword"] as Seen;
    expect(user.status).toBe("FORCE_CHANGE_PASSWORD");
    expect(user.temporaryPassword).toEqual({
      expiresAt: after(user.lastModifiedAt, 7).toISOString(),
      expired: false,
      exact: true,
    });
    expect((await look("confirmed")).temporaryPassword).toEqual({
      ...user.temporaryPassword,
      exact: false,
    });
  });

  it("is good until the moment that an exact answer tells, and no longer", async () => {
    const { data } = await set("confirmed", false);
    const { temporaryPassword } = data?.["setUserPassword"] as Seen;
    const expiresAt = Date.parse(temporaryPassword?.expiresAt ?? "");
    const signInAt = async (moment: number) => {
      gateway.pool.clock.set(new Date(moment));
      return (await signIn(gateway.pool, "confirmed", "Brand-New-Passw0rd")).body;
    };
    // A minute on either side, since time goes on while it is asked.
    expect(await signInAt(expiresAt - 60_000)).toMatchObject({
      ChallengeName: "NEW_PASSWORD_REQUIRED",
    });
    expect(await signInAt(expiresAt + 60_000)).toMatchObject({ __type: "NotAuthorizedException" });
  });

  it("is null after a permanent password", async () => {
    const { data } = await set("forced", true);
    expect((data?.["setUserPassword"] as Seen).temporaryPassword).toBeNull();
  });

  it("says that nothing is known when the user cannot be read back", async () => {
    gateway.pool.faults.add({
      operation: "AdminGetUser",
      kind: "run",
      // The first look-up finds the user; the read-back fails, and so does its repetition.
      run: () => {
        gateway.pool.faults.add({ operation: "AdminGetUser", kind: "internal-error", times: 2 });
      },
    });
    const { data, extensions } = await set("confirmed", false);
    expect(extensions?.warnings?.map(({ code }) => code)).toEqual(["READBACK_FAILED"]);
    expect((data?.["setUserPassword"] as Seen).temporaryPassword).toEqual({
      expiresAt: null,
      expired: null,
      exact: false,
    });
  });

  it("reads the policy once for a list, and for the requests after it", async () => {
    for (let index = 0; index < 20; index += 1) {
      gateway.pool.seedUser(customers, {
        username: `new-${index}`,
        status: "FORCE_CHANGE_PASSWORD",
      });
    }
    const list = `{ users(poolId: "customers", first: 60, filter: { status: FORCE_CHANGE_PASSWORD }) { nodes { ${fields} } } }`;
    const { data, errors } = await admin(list);
    expect(errors).toBeUndefined();
    const { nodes } = data?.["users"] as { nodes: Seen[] };
    expect(nodes.length).toBeGreaterThanOrEqual(22);
    expect(nodes.every(({ temporaryPassword }) => temporaryPassword?.exact === false)).toBe(true);
    await admin(list);
    expect(describes()).toBe(1);
    expect(gateway.pool.ledger.count("AdminGetUser")).toBe(0);
  });

  it("fails alone when the policy cannot be read, and a write before it stays done", async () => {
    gateway.pool.faults.add({ operation: "DescribeUserPool", kind: "internal-error", times: 2 });
    const { data, errors } = await set("confirmed", false);
    expect(data?.["setUserPassword"]).toMatchObject({
      status: "FORCE_CHANGE_PASSWORD",
      temporaryPassword: null,
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [["setUserPassword", "temporaryPassword"], "UPSTREAM_ERROR"],
    ]);
    expect(errors?.[0]?.extensions["outcome"]).toBe("APPLIED");
    expect(gateway.pool.ledger.count("AdminSetUserPassword")).toBe(1);
  });
});
