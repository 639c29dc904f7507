import { type ActivityRows, ActivityStandIn, at, oneOfEach } from "../support/activity-stand-in.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

// What Cognito keeps of how users sign in, as callers see it. The calls for one user and for many, the lists page by page, and what is
// told where a pool keeps nothing, shows nothing, or has lost the user.

let pool: ActivityStandIn;
let gateway: TestGateway;
let ada: Send;

beforeAll(async () => {
  pool = new ActivityStandIn();
  gateway = await startTestGateway({ plan: pool.plan });
  ada = await gateway.as("ada");
  await ada(`{ userPools { tracksSessions remembersDevices } }`);
});

beforeEach(() => {
  pool.users.clear();
  pool.gone.clear();
  pool.calls.length = 0;
  gateway.pool.ledger.clear();
});

afterAll(() => gateway.stop());

const confirmed = `user(poolId: "customers", username: "confirmed")`;

/** The answer for one field of the user `confirmed`, and the codes of the errors at it. */
async function askFor(field: string, send: Send = ada) {
  const { data, errors = [] } = await send(`{ ${confirmed} { username it: ${field} } }`);
  const { it } = data?.["user"] as { readonly it: unknown };
  expect(errors.map(({ path }) => path)).toEqual(errors.map(() => ["user", "it"]));
  return { it, codes: errors.map(({ extensions }) => extensions.code), errors };
}

const sessionFields =
  "id kind clientId createdAt lastActiveAt device ipAddress city country originSessionId";
const deviceFields = "key name remembered createdAt lastSignInAt ipAddress";
const eventFields =
  "id kind at response riskLevel riskDecision compromisedCredentials ipAddress device city country verdict";

/** Each field that is switched on with the family, with all that it can show. */
const fields = {
  authFactors: "authFactors",
  sessions: `sessions { ${sessionFields} }`,
  devices: `devices { nodes { ${deviceFields} } }`,
  authEvents: `authEvents { nodes { ${eventFields} } }`,
  lastActiveAt: "lastActiveAt",
} as const;

const devicesOf = (count: number): ActivityRows => ({
  devices: Array.from({ length: count }, (_, index) => ({ DeviceKey: `eu-west-1_${index}` })),
});

describe("what Cognito keeps of a user", () => {
  it("is told in the words of the schema", async () => {
    pool.users.set("confirmed", oneOfEach);
    expect((await askFor(fields.authFactors)).it).toEqual(["PASSWORD", "SOFTWARE_TOKEN"]);
    expect((await askFor(fields.sessions)).it).toEqual([
      {
        id: "tkn0123456789abcdefghijklmno",
        kind: "TOKEN",
        clientId: "customersclient",
        createdAt: "2026-11-01T08:00:00.000Z",
        lastActiveAt: "2026-11-30T08:00:00.000Z",
        device: "Android 16, Chrome",
        ipAddress: "198.51.100.7",
        city: "Lisbon",
        country: "Portugal",
        originSessionId: "sso0123456789abcdefghijklmno",
      },
    ]);
    expect((await askFor(fields.devices)).it).toEqual({
      nodes: [
        {
          key: "eu-west-1_a1b2c3d4-5678-90ab-cdef-EXAMPLE11111",
          name: "Phone of ours",
          remembered: true,
          createdAt: "2026-10-01T08:00:00.000Z",
          lastSignInAt: "2026-11-29T08:00:00.000Z",
          ipAddress: "198.51.100.8",
        },
      ],
    });
    expect((await askFor(fields.authEvents)).it).toEqual({
      nodes: [
        {
          id: "a1b2c3d4-5678-90ab-cdef-EXAMPLE22222",
          kind: "SIGN_IN",
          at: "2026-11-28T08:00:00.000Z",
          response: "PASS",
          riskLevel: "LOW",
          riskDecision: "NO_RISK",
          compromisedCredentials: false,
          ipAddress: "198.51.100.9",
          device: "Chrome, Android",
          city: "Porto",
          country: "Portugal",
          verdict: "VALID",
        },
      ],
    });
    expect((await askFor(fields.lastActiveAt)).it).toBe("2026-11-30T08:00:00.000Z");
  });

  it("is empty for a user of whom it keeps nothing, which is no error", async () => {
    expect(await askFor(fields.sessions)).toMatchObject({ it: [], codes: [] });
    expect(await askFor(fields.authFactors)).toMatchObject({ it: [], codes: [] });
    expect(await askFor(fields.devices)).toMatchObject({ it: { nodes: [] }, codes: [] });
    expect(await askFor(fields.authEvents)).toMatchObject({ it: { nodes: [] }, codes: [] });
    expect(await askFor(fields.lastActiveAt)).toMatchObject({ it: null, codes: [] });
  });

  it.each(Object.entries(fields))(
    "is null without an error when the user has gone meanwhile: %s",
    async (_name, field) => {
      pool.gone.add("confirmed");
      expect(await askFor(field)).toMatchObject({ it: null, codes: [] });
    },
  );

  it("has the sessions with the newest activity first", async () => {
    const session = (id: string, LastActiveDate: number | undefined, created: string) => ({
      ...{ SessionId: id, SessionType: "SSO", CreateDate: at(created) },
      ...(LastActiveDate === undefined ? {} : { LastActiveDate }),
    });
    pool.users.set("confirmed", {
      sessions: [
        session("old", at("2026-01-01T00:00:00Z"), "2025-01-01T00:00:00Z"),
        session("new", at("2026-03-01T00:00:00Z"), "2025-01-01T00:00:00Z"),
        // Of which Cognito says only when it began.
        session("between", undefined, "2026-02-01T00:00:00Z"),
      ],
    });
    const { it: sessions } = await askFor("sessions { id }");
    expect(sessions).toEqual(["new", "between", "old"].map((id) => ({ id })));
  });
});

describe("a page of a user's list", () => {
  const page = async (field: string) => {
    const {
      it: connection,
      codes,
      errors,
    } = await askFor(
      `${field} { edges { cursor node { key } } nodes { key } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`,
    );
    return { connection: connection as Connection | null, codes, errors };
  };
  interface Connection {
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly key: string } }[];
    readonly nodes: readonly { readonly key: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null;
      readonly endCursor: string | null;
    };
  }

  it("leads to the next one until all have been told, each once", async () => {
    pool.users.set("confirmed", devicesOf(7));
    const seen: string[] = [];
    let after = "";
    for (let pages = 0; pages < 4; pages += 1) {
      const { connection } = await page(`devices(first: 3${after})`);
      seen.push(...(connection?.nodes ?? []).map(({ key }) => key));
      expect(connection?.edges.map(({ node }) => node)).toEqual(connection?.nodes);
      expect(connection?.pageInfo.hasNextPage).toBe(seen.length < 7);
      if (connection?.pageInfo.hasNextPage !== true) break;
      after = `, after: "${connection.pageInfo.endCursor ?? ""}"`;
    }
    expect(seen).toEqual(devicesOf(7).devices?.map(({ DeviceKey }) => DeviceKey));
    expect(pool.count("AdminListDevices")).toBe(3);
  });

  it("goes on after the row whose cursor it is given", async () => {
    pool.users.set("confirmed", devicesOf(7));
    const { connection } = await page("devices(first: 5)");
    const { connection: rest } = await page(
      `devices(first: 5, after: "${connection?.edges[1]?.cursor ?? ""}")`,
    );
    expect(rest?.nodes.map(({ key }) => key)).toEqual(
      [2, 3, 4, 5, 6].map((index) => `eu-west-1_${index}`),
    );
  });

  it("has 25 rows unless stated, 60 at most", async () => {
    pool.users.set("confirmed", devicesOf(70));
    expect((await page("devices")).connection?.nodes).toHaveLength(25);
    expect((await page("devices(first: 60)")).connection?.nodes).toHaveLength(60);
    expect(pool.calls.map(({ limit }) => limit)).toEqual([25, 60]);
  });

  it.each(["devices", "authEvents"])(
    "of %s is refused for no row, and for more than 60",
    async (name) => {
      for (const first of [0, -1, 61]) {
        const { it: connection, errors } = await askFor(
          `${name}(first: ${first}) { nodes { __typename } }`,
        );
        expect(connection).toBeNull();
        expect(errors.map(({ extensions }) => extensions)).toMatchObject([
          { code: "BAD_USER_INPUT", argument: "first", minimum: 1, maximum: 60 },
        ]);
      }
      expect(pool.calls).toEqual([]);
    },
  );

  it("has cursors for this list of this user alone", async () => {
    pool.users.set("confirmed", { ...devicesOf(7), authEvents: oneOfEach.authEvents ?? [] });
    pool.users.set("reset", devicesOf(7));
    const { connection } = await page("devices(first: 3)");
    const cursor = connection?.pageInfo.endCursor ?? "";
    pool.calls.length = 0;
    const { codes } = await askFor(`authEvents(after: "${cursor}") { nodes { id } }`);
    expect(codes).toEqual(["INVALID_CURSOR"]);
    const { errors } = await ada(
      `{ user(poolId: "customers", username: "reset") { devices(after: "${cursor}") { nodes { key } } } }`,
    );
    expect(errors?.map(({ extensions }) => [extensions.code, extensions["argument"]])).toEqual([
      ["INVALID_CURSOR", "after"],
    ]);
    expect(await askFor(`devices(after: "made-up") { nodes { key } }`)).toMatchObject({
      codes: ["INVALID_CURSOR"],
    });
    expect(pool.calls).toEqual([]);
    expect(cursor).not.toContain("eu-west-1");
  });
});

describe("lastActiveAt", () => {
  const event = (time: string, more: object = {}) => ({
    ...{ EventId: time, EventType: "SignIn", EventResponse: "Pass", CreationDate: at(time) },
    ...more,
  });

  it("is of the sessions where no sign-in was later, each told by one call", async () => {
    pool.users.set("confirmed", { ...oneOfEach, authEvents: [event("2026-11-29T00:00:00Z")] });
    const { data } = await ada(`{ ${confirmed} { lastActiveAt sessions { id } } }`);
    expect(data?.["user"]).toMatchObject({ lastActiveAt: "2026-11-30T08:00:00.000Z" });
    expect(asked()).toEqual([
      ["AdminListUserAuthEvents", 60],
      ["AdminListUserSessions", undefined],
    ]);
  });

  it("is when a session began of which Cognito tells no more", async () => {
    pool.users.set("confirmed", {
      sessions: [
        { SessionId: "tkn0123456789abcdefghijklmno", CreateDate: at("2026-11-07T00:00:00Z") },
      ],
    });
    expect((await askFor("lastActiveAt")).it).toBe("2026-11-07T00:00:00.000Z");
  });

  it("is of the latest sign-in that passed, though an older session is open", async () => {
    pool.users.set("confirmed", {
      sessions: [
        {
          SessionId: "tkn0123456789abcdefghijklmno",
          LastActiveDate: at("2026-11-02T00:00:00Z"),
        },
      ],
      authEvents: [
        event("2026-11-05T00:00:00Z", { EventResponse: "Fail" }),
        event("2026-11-04T00:00:00Z", { EventType: "ForgotPassword" }),
        event("2026-11-01T00:00:00Z"),
        event("2026-11-03T00:00:00Z"),
      ],
    });
    expect((await askFor("lastActiveAt")).it).toBe("2026-11-03T00:00:00.000Z");
    expect(asked()).toEqual([
      ["AdminListUserAuthEvents", 60],
      ["AdminListUserSessions", undefined],
    ]);
  });

  const asked = () =>
    pool.calls
      .map(({ operation, limit }) => [operation, limit] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1));
});

describe("a pool that keeps none of it", () => {
  let bare: ActivityStandIn;
  let other: TestGateway;
  let send: Send;

  beforeAll(async () => {
    bare = new ActivityStandIn(oneOfEach);
    const none = { tracksSessions: false, remembersDevices: false, recordsAuthEvents: false };
    Object.assign(bare.keeps, none);
    other = await startTestGateway({ plan: bare.plan });
    send = await other.as("ada");
  });

  afterAll(() => other.stop());

  it("says so", async () => {
    const asked = `{ userPool(id: "customers") { tracksSessions remembersDevices recordsAuthEvents } }`;
    expect((await send(asked)).data).toEqual({
      userPool: { tracksSessions: false, remembersDevices: false, recordsAuthEvents: false },
    });
    expect((await ada(asked)).data).toEqual({
      userPool: { tracksSessions: true, remembersDevices: true, recordsAuthEvents: true },
    });
  });

  it.each(["sessions", "devices", "authEvents"] as const)(
    "has FEATURE_UNAVAILABLE for %s, and is not asked for them",
    async (name) => {
      bare.calls.length = 0;
      const { it: value, codes } = await askFor(fields[name], send);
      expect([value, codes]).toEqual([null, ["FEATURE_UNAVAILABLE"]]);
      const calls = bare.calls.filter(({ username }) => username !== "");
      expect(calls).toEqual([]);
    },
  );

  it("knows of no last activity, which is no error", async () => {
    bare.calls.length = 0;
    expect(await askFor("lastActiveAt", send)).toMatchObject({ it: null, codes: [] });
    expect(bare.calls.filter(({ username }) => username !== "")).toEqual([]);
  });

  it("tells the ways to sign in all the same", async () => {
    expect((await askFor("authFactors", send)).it).toEqual(["PASSWORD", "SOFTWARE_TOKEN"]);
  });
});

describe("a pool that does not show it", () => {
  let hidden: ActivityStandIn;
  let other: TestGateway;

  beforeAll(async () => {
    hidden = new ActivityStandIn(oneOfEach);
    other = await startTestGateway({ plan: hidden.plan, shows: [] });
  });

  afterAll(() => other.stop());

  it.each(Object.entries(fields))(
    "answers FORBIDDEN for %s, and makes no call",
    async (_name, field) => {
      const send = await other.as("ada");
      const { it: value, codes } = await askFor(field, send);
      expect([value, codes]).toEqual([null, ["FORBIDDEN"]]);
      expect(hidden.calls).toEqual([]);
    },
  );

  it("answers FORBIDDEN for what it would ask of itself, and tells the rest", async () => {
    const send = await other.as("ada");
    const { data, errors } = await send(
      `{ userPool(id: "customers") { mfaMethods tracksSessions remembersDevices recordsAuthEvents } }`,
    );
    expect(data?.["userPool"]).toEqual({
      ...{ mfaMethods: null, tracksSessions: null },
      ...{ remembersDevices: true, recordsAuthEvents: true },
    });
    expect(errors?.map(({ path, extensions }) => [path?.[1], extensions.code])).toEqual([
      ["mfaMethods", "FORBIDDEN"],
      ["tracksSessions", "FORBIDDEN"],
    ]);
    expect(hidden.calls).toEqual([]);
  });

  it("tells the second factors as before, by AdminGetUser", async () => {
    const send = await other.as("ada");
    expect((await askFor("mfa { enabled }", send)).codes).toEqual([]);
    expect(hidden.calls).toEqual([]);
  });

  it("has READ_ACTIVITY in no allowedActions", async () => {
    const asked = `{ ${confirmed} { allowedActions } userPool(id: "customers") { allowedActions } }`;
    const told = async (send: Send) => {
      const { data } = await send(asked);
      return Object.values(data as Record<string, { allowedActions: string[] }>).map(
        ({ allowedActions }) => allowedActions.includes("READ_ACTIVITY"),
      );
    };
    expect(await told(await other.as("ada"))).toEqual([false, false]);
    expect(await told(ada)).toEqual([true, true]);
  });
});

describe("the second factors that a pool offers", () => {
  it("are asked for once", async () => {
    for (const _time of [1, 2]) {
      const { data } = await ada(`{ userPool(id: "mailers") { mfaMethods } }`);
      expect(data).toEqual({ userPool: { mfaMethods: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] } });
    }
    expect(pool.count("GetUserPoolMfaConfig")).toBe(1);
  });
});

describe("a page of sixty users", () => {
  const both = ["mfa { enabled } authFactors", "authFactors mfa { enabled }"];

  it.each(both)("with %s and sessions costs one call of each for each user", async (selected) => {
    const fresh = new ActivityStandIn(oneOfEach);
    const own = await startTestGateway({ plan: fresh.plan });
    const send = await own.as("ada");
    own.pool.ledger.clear();
    const { data, errors } = await send(`{
      users(poolId: "customers", first: 60) {
        nodes { ${selected} sessions { id } }
        edges { node { again: authFactors more: sessions { kind } mfa { preferred } } }
      }
    }`);
    expect(errors).toBeUndefined();
    const { nodes } = data?.["users"] as { readonly nodes: readonly unknown[] };
    expect(nodes).toHaveLength(60);
    expect(nodes[0]).toMatchObject({ mfa: { enabled: ["SOFTWARE_TOKEN_MFA"] } });
    const counts = ["AdminGetUserAuthFactors", "AdminListUserSessions"].map((operation) =>
      fresh.count(operation),
    );
    expect(counts).toEqual([60, 60]);
    expect(fresh.count("GetUserPoolSessionConfiguration")).toBe(1);
    expect(fresh.calls).toHaveLength(121);
    expect(own.pool.ledger.calls().map(({ operation }) => operation)).toEqual(["ListUsers"]);
    await own.stop();
  });

  it.each([
    ["audrey", "sessions { id }"],
    ["audrey", "devices { nodes { key } }"],
    ["audrey", "authEvents { nodes { id } }"],
    ["audrey", "lastActiveAt"],
  ] as const)("costs nothing for %s, who may not see %s", async (caller, field) => {
    const send = await gateway.as(caller);
    const { errors } = await send(
      `{ users(poolId: "customers", first: 60) { nodes { username ${field} } } }`,
    );
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(
      new Set(["FORBIDDEN"]),
    );
    expect(pool.calls).toEqual([]);
  });
});

describe("limits.userKeys", () => {
  it.each(["authFactors", "sessions { id }", "devices { nodes { key } }"])(
    "is how many users' %s a request may ask for",
    async (field) => {
      const few = new ActivityStandIn(oneOfEach);
      const own = await startTestGateway({ plan: few.plan, config: { limits: { userKeys: 3 } } });
      const send = await own.as("ada");
      const { errors } = await send(`{
        a: users(poolId: "customers", first: 3) { nodes { ${field} } }
        b: users(poolId: "admins", first: 1) { nodes { ${field} } }
      }`);
      expect(errors?.map(({ extensions }) => [extensions.code, extensions["limit"]])).toEqual([
        ["QUERY_TOO_LARGE", "userKeys"],
      ]);
      expect(few.calls.filter(({ username }) => username !== "")).toHaveLength(3);
      await own.stop();
    },
  );
});
