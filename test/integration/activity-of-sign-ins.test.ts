import { customers, samplePassword, sampleSeed } from "../support/sample-seed.js";
import { type Send, signIn, startTestGateway, type TestGateway } from "../support/test-gateway.js";

// What people leave in a pool when they sign in, as an administrator sees it: by the local pool, which keeps it as Cognito does.

const history = {
  devices: Array.from({ length: 7 }, (_, index) => ({
    name: `Device ${index}`,
    remembered: index !== 0,
    lastIpAddress: "198.51.100.8",
  })),
  sessions: [
    { type: "SSO", createdAt: "9 days ago", lastActiveAt: "3 days ago", city: "Porto" },
    { clientId: "customersclient", createdAt: "2 days ago", ipAddress: "198.51.100.7" },
  ],
  authEvents: [
    { at: "8 days ago", riskLevel: "High", riskDecision: "Block", response: "Fail" },
    { at: "9 days ago", feedback: "Valid" },
  ],
} as const;

const keeps = { tier: "PLUS", sessionTracking: true, rememberDevices: true } as const;

const seed = {
  pools: sampleSeed.pools.map((pool) =>
    pool.id === customers
      ? {
          ...pool,
          ...{ ...keeps, threatProtection: "AUDIT" as const },
          users: (pool.users ?? []).map((user) =>
            user.username === "buyer" ? { ...user, ...history } : user,
          ),
        }
      : pool,
  ),
};

let gateway: TestGateway;
let ada: Send;

beforeAll(async () => {
  gateway = await startTestGateway({ seed });
  ada = await gateway.as("ada");
});

afterAll(() => gateway.stop());

type Row = Readonly<Record<string, unknown>>;

async function askFor(selected: string, username = "buyer", pool = "customers") {
  const { data, errors = [] } = await ada(
    `{ user(poolId: "${pool}", username: "${username}") { ${selected} } }`,
  );
  return {
    user: data?.["user"] as Readonly<Record<string, unknown>>,
    codes: errors.map(({ extensions }) => extensions.code),
  };
}

describe("somebody who signs in", () => {
  it("has a session, an event and a last activity from then on", async () => {
    const selected =
      "sessions { kind clientId } authEvents { nodes { kind response } } lastActiveAt";
    expect((await askFor(selected, "colleague")).user).toEqual({
      ...{ sessions: [], authEvents: { nodes: [] }, lastActiveAt: null },
    });
    const before = Date.now();
    expect((await signIn(gateway.pool, "colleague", samplePassword)).httpStatus).toBe(200);
    const { user, codes } = await askFor(selected, "colleague");
    expect(codes).toEqual([]);
    expect(user).toMatchObject({
      sessions: [{ kind: "TOKEN", clientId: "customersclient" }],
      authEvents: { nodes: [{ kind: "SIGN_IN", response: "PASS" }] },
    });
    const told = Date.parse(String(user["lastActiveAt"]));
    expect(Math.abs(told - before)).toBeLessThan(60_000);
  });

  it("has none of it for a password that is wrong, but the event", async () => {
    await signIn(gateway.pool, "confirmed", "Not-The-Passw0rd!");
    const selected = "sessions { id } authEvents { nodes { response } } lastActiveAt";
    expect((await askFor(selected, "confirmed")).user).toEqual({
      sessions: [],
      authEvents: { nodes: [{ response: "FAIL" }] },
      lastActiveAt: null,
    });
  });
});

describe("what a pool has kept of a user", () => {
  it("is told: the sessions by their activity, the events with their risk and what was said of them", async () => {
    const { user, codes } = await askFor(
      "sessions { kind city ipAddress } authEvents { nodes { response riskLevel riskDecision verdict } }",
    );
    expect(codes).toEqual([]);
    expect(user["sessions"]).toEqual([
      { kind: "TOKEN", city: null, ipAddress: "198.51.100.7" },
      { kind: "SSO", city: "Porto", ipAddress: null },
    ]);
    const { nodes } = user["authEvents"] as { readonly nodes: readonly Row[] };
    expect(nodes).toHaveLength(2);
    expect(nodes).toContainEqual({
      ...{ response: "FAIL", riskLevel: "HIGH", riskDecision: "BLOCK", verdict: null },
    });
    expect(nodes).toContainEqual(expect.objectContaining({ response: "PASS", verdict: "VALID" }));
  });

  it.each([1, 3, 7, 60])("comes in pages of %i, each device once", async (first) => {
    const seen: unknown[] = [];
    let after: string | null = null;
    do {
      const { data, errors } = await ada(
        `query($first: Int!, $after: String) { user(poolId: "customers", username: "buyer") {
          devices(first: $first, after: $after) { nodes { name remembered ipAddress } pageInfo { hasNextPage endCursor } }
        } }`,
        { first, after },
      );
      expect(errors).toBeUndefined();
      const { devices } = data?.["user"] as {
        readonly devices: {
          readonly nodes: readonly Row[];
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        };
      };
      seen.push(...devices.nodes);
      after = devices.pageInfo.hasNextPage ? devices.pageInfo.endCursor : null;
    } while (after !== null && seen.length < 20);
    expect(seen).toHaveLength(7);
    for (const { name, lastIpAddress, remembered } of history.devices) {
      expect(seen).toContainEqual({ name, remembered, ipAddress: lastIpAddress });
    }
  });
});

describe("a pool that is configured for none of it", () => {
  it("answers FEATURE_UNAVAILABLE, says so of itself, and is asked about nobody", async () => {
    await ada(`{ userPool(id: "mailers") { tracksSessions } }`);
    gateway.pool.ledger.clear();
    const { user, codes } = await askFor(
      "username sessions { id } devices { nodes { key } } authEvents { nodes { id } } lastActiveAt",
      "mia@example.com",
      "mailers",
    );
    expect(user).toMatchObject({
      ...{ sessions: null, devices: null, authEvents: null, lastActiveAt: null },
    });
    expect(codes).toEqual(["FEATURE_UNAVAILABLE", "FEATURE_UNAVAILABLE", "FEATURE_UNAVAILABLE"]);
    const asked = gateway.pool.ledger.calls().map(({ operation }) => operation);
    expect(asked.filter((operation) => operation !== "DescribeUserPool")).toEqual(["AdminGetUser"]);
    const { data } = await ada(
      `{ userPools { alias tracksSessions remembersDevices recordsAuthEvents } }`,
    );
    const of = (alias: string, isKept: boolean) => ({
      ...{ alias, tracksSessions: isKept, remembersDevices: isKept, recordsAuthEvents: isKept },
    });
    expect(data?.["userPools"]).toEqual([
      of("customers", true),
      of("mailers", false),
      of("admins", false),
    ]);
  });
});
