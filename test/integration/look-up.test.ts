import { admins, contactOf, customers, mailers } from "../support/sample-seed.js";
import { type Send, startTestGateway, type TestGateway } from "../support/test-gateway.js";

let gateway: TestGateway;
let admin: Send;

beforeAll(async () => {
  gateway = await startTestGateway();
  admin = await gateway.as("ada");
});

beforeEach(() => {
  gateway.pool.faults.clear();
  gateway.pool.ledger.clear();
});

afterAll(async () => {
  await gateway.stop();
});

const gets = () => gateway.pool.ledger.calls({ operation: "AdminGetUser" });

const byKey = `query($keys: [UserKey!]!) { usersByKey(keys: $keys) { id username status email } }`;
const keysOf = (names: readonly string[]) =>
  names.map((username) => ({ poolId: "customers", username }));

describe("user", () => {
  it("answers every field that AdminGetUser knows", async () => {
    const { data, errors } = await admin(`{
      user(poolId: "customers", username: "confirmed") {
        id poolId username sub status enabled createdAt lastModifiedAt
        email emailVerified phoneNumber phoneNumberVerified name
        mfa { preferred enabled }
        all: attributes { name value }
        some: attributes(names: ["locale", "custom:tier", "nickname"]) { name value }
      }
    }`);
    expect(errors).toBeUndefined();
    const contact = contactOf("confirmed");
    expect(data?.["user"]).toEqual({
      id: expect.stringMatching(/^[\w-]+$/) as string,
      poolId: customers,
      username: "confirmed",
      sub: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      status: "CONFIRMED",
      enabled: true,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      lastModifiedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      email: contact.email,
      emailVerified: true,
      phoneNumber: contact.phone_number,
      phoneNumberVerified: false,
      name: contact.name,
      mfa: { preferred: null, enabled: [] },
      all: expect.arrayContaining([{ name: "custom:tier", value: "gold" }]) as unknown,
      some: [
        { name: "locale", value: "en-GB" },
        { name: "custom:tier", value: "gold" },
      ],
    });
  });

  it("answers by which accounts at identity providers a user signs in", async () => {
    const { data, errors } = await admin(`
      query {
        federated: user(poolId: "customers", username: "Google_1234567890") { ...Identities }
        native: user(poolId: "customers", username: "confirmed") { ...Identities }
      }
      fragment Identities on User {
        createdAt
        identities { providerName providerType userId primary linkedAt }
      }
    `);
    expect(errors).toBeUndefined();
    const { createdAt: linkedAt } = data?.["federated"] as { readonly createdAt: string };
    expect(data).toMatchObject({
      federated: {
        identities: [
          {
            providerName: "Google",
            providerType: "Google",
            userId: "1234567890",
            primary: true,
            linkedAt,
          },
        ],
      },
      native: { identities: [] },
    });
  });

  it.each([
    ["unconfirmed", "UNCONFIRMED", true],
    ["reset", "RESET_REQUIRED", true],
    ["forced", "FORCE_CHANGE_PASSWORD", true],
    ["expired", "FORCE_CHANGE_PASSWORD", true],
    ["Google_1234567890", "EXTERNAL_PROVIDER", true],
    ["disabled", "CONFIRMED", false],
  ])("%s is %s, enabled: %s", async (username, status, enabled) => {
    const { data } = await admin(
      `query($u: String!) { user(poolId: "customers", username: $u) { status enabled } }`,
      { u: username },
    );
    expect(data).toEqual({ user: { status, enabled } });
  });

  it("maps a status that nobody has heard of to UNKNOWN", async () => {
    gateway.pool.seedUser(customers, { username: "odd", status: "UNKNOWN" });
    const { data } = await admin(`{ user(poolId: "customers", username: "odd") { status } }`);
    expect(data).toEqual({ user: { status: "UNKNOWN" } });
  });

  it("is null without an error for a name that the pool does not know", async () => {
    for (const username of ["ghost", "constructor", "__proto__", "+442079460000"]) {
      const { data, errors } = await admin(
        `query($u: String!) { user(poolId: "customers", username: $u) { id } }`,
        { u: username },
      );
      expect({ data, errors }).toEqual({ data: { user: null }, errors: undefined });
    }
  });

  it("takes the pool's id as well as its alias", async () => {
    const { data } = await admin(
      `{ a: user(poolId: "customers", username: "reset") { id poolId } b: user(poolId: "${customers}", username: "reset") { id poolId } }`,
    );
    expect(data?.["a"]).toEqual(data?.["b"]);
    expect(gets()).toHaveLength(1);
  });

  it.each([
    "",
    " ",
    "two words",
    "tab\there",
    "zero\u200bwidth",
    "nul\0",
    "\ud800",
    "x".repeat(129),
  ])("refuses the name %j without asking Cognito", async (username) => {
    const { errors } = await admin(
      `query($u: String!) { user(poolId: "customers", username: $u) { id } }`,
      { u: username },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "username" });
    expect(gets()).toHaveLength(0);
  });

  it("finds the user of an e-mail pool by e-mail address in any case, under one id", async () => {
    const { data } = await admin(
      `{ a: user(poolId: "mailers", username: "mia@example.com") { id username poolId } b: user(poolId: "mailers", username: "MIA@example.com") { id username poolId } }`,
    );
    expect(data?.["a"]).toEqual(data?.["b"]);
    expect(data?.["a"]).toMatchObject({
      poolId: mailers,
      username: "7a1f8d2e-0000-4000-8000-000000000001",
    });
  });
});

describe("usersByKey", () => {
  it("costs one AdminGetUser for each distinct name, in one dispatch, in the order of the keys", async () => {
    // 50 users: 10 by alias, 40 by username; 20 of them named twice.
    const names = Array.from({ length: 50 }, (_, index) =>
      index < 10 ? `user-${index}@example.com` : `user-${index}`,
    );
    const asked = [...names, ...names.slice(5, 25)];
    const { data, errors } = await admin(byKey, { keys: keysOf(asked) });
    expect(errors).toBeUndefined();
    const users = data?.["usersByKey"] as { username: string }[];
    expect(users.map(({ username }) => username)).toEqual(
      asked.map((name) => name.replace("@example.com", "")),
    );
    const named = gets().map(({ username }) => username);
    expect(named).toHaveLength(50);
    expect(new Set(named)).toEqual(new Set(names));
  });

  it("makes alias, sub and username of one request one user with one state", async () => {
    const { data: found } = await admin(`{ user(poolId: "customers", username: "reset") { sub } }`);
    const { sub } = found?.["user"] as { sub: string };
    const { data } = await admin(byKey, { keys: keysOf(["reset", "reset@example.com", sub]) });
    const [first, ...others] = data?.["usersByKey"] as object[];
    expect(others).toEqual([first, first]);
  });

  it("puts null in place for an unknown user, and null with an error for a failing one", async () => {
    gateway.pool.faults.add({
      operation: "AdminGetUser",
      username: "reset",
      kind: "internal-error",
      times: 2,
    });
    const keys = [
      ...keysOf(["ghost", "confirmed", "reset"]),
      { poolId: "eu-west-1_Other", username: "x" },
    ];
    const { data, errors } = await admin(byKey, { keys });
    expect(data?.["usersByKey"]).toEqual([
      null,
      expect.objectContaining({ username: "confirmed" }),
      null,
      null,
    ]);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code]).sort()).toEqual([
      [["usersByKey", 2], "UPSTREAM_ERROR"],
      [["usersByKey", 3], "FORBIDDEN"],
    ]);
  });

  it("has no more look-ups under way than configured", async () => {
    const { pool } = gateway;
    let underWay = 0;
    let most = 0;
    for (let index = 0; index < 40; index += 1) {
      pool.faults.add({
        operation: "AdminGetUser",
        kind: "run",
        run: async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise((resolve) => setTimeout(resolve, 2));
          underWay -= 1;
        },
      });
    }
    await admin(byKey, { keys: keysOf(Array.from({ length: 40 }, (_, index) => `user-${index}`)) });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });

  it("takes 100 keys and not one more", async () => {
    const keys = keysOf(Array.from({ length: 101 }, () => "confirmed"));
    expect((await admin(byKey, { keys: keys.slice(1) })).errors).toBeUndefined();
    const { errors } = await admin(byKey, { keys });
    expect(errors?.[0]?.extensions.code).toBe("QUERY_TOO_LARGE");
  });

  it("looks users up once over all fields of a request", async () => {
    await admin(
      `{ a: user(poolId: "customers", username: "confirmed") { id } b: user(poolId: "customers", username: "confirmed") { id } usersByKey(keys: [{ poolId: "${customers}", username: "confirmed" }]) { id } }`,
    );
    expect(gets()).toHaveLength(1);
  });

  it("forgets everything with the request", async () => {
    const query = `{ user(poolId: "customers", username: "confirmed") { id } }`;
    await admin(query);
    await admin(query);
    expect(gets()).toHaveLength(2);
  });
});

describe("_entities", () => {
  const entities = `query($r: [_Any!]!) { _entities(representations: $r) { ... on User { id username status } } }`;

  it("resolves all three keys to one user through the loader", async () => {
    const { data: found } = await admin(
      `{ user(poolId: "customers", username: "reset") { id sub } }`,
    );
    const { id, sub } = found?.["user"] as { id: string; sub: string };
    gateway.pool.ledger.clear();
    const user = { __typename: "User" };
    const r = [
      { ...user, id },
      { ...user, poolId: customers, username: "reset" },
      { ...user, poolId: customers, sub },
      { ...user, poolId: customers, sub: "ghost" },
      { ...user, id: "nonsense" },
    ];
    const { data, errors } = await admin(entities, { r });
    expect(errors).toBeUndefined();
    const reset = expect.objectContaining({ id, username: "reset" }) as unknown;
    expect(data?.["_entities"]).toEqual([reset, reset, reset, null, null]);
    // By the sub first, which may be somebody else's username; what it finds answers for the others.
    expect(gets().map(({ username }) => username)).toEqual([sub, "ghost"]);
  });

  it("fails representations one by one", async () => {
    const r = [
      { __typename: "User", poolId: customers },
      { __typename: "User", poolId: "eu-west-1_Other", username: "x" },
      { __typename: "User", poolId: customers, username: "confirmed" },
    ];
    const { data, errors } = await admin(entities, { r });
    expect(data?.["_entities"]).toEqual([
      null,
      null,
      expect.objectContaining({ username: "confirmed" }),
    ]);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [["_entities", 0], "BAD_USER_INPUT"],
      [["_entities", 1], "FORBIDDEN"],
    ]);
  });
});

describe("userPools", () => {
  it("tells what the configuration knows without a call, and the rest with one for each pool", async () => {
    const fresh = await startTestGateway();
    const send = await fresh.as("ada");
    fresh.pool.ledger.clear();
    const { data } = await send(`{ userPools { id alias region } }`);
    expect(data?.["userPools"]).toEqual([
      { id: customers, alias: "customers", region: "eu-west-1" },
      { id: mailers, alias: "mailers", region: "eu-west-1" },
      { id: admins, alias: "admins", region: "eu-west-1" },
    ]);
    expect(fresh.pool.ledger.calls()).toHaveLength(0);
    const query = `{ userPools { name signInAliases usernameCaseSensitive estimatedNumberOfUsers passwordPolicy { minimumLength requireUppercase requireLowercase requireNumbers requireSymbols historySize temporaryPasswordValidityDays } } }`;
    const { data: described } = await send(query);
    await send(query);
    expect(described?.["userPools"]).toEqual([
      {
        name: "Customers of the shop",
        signInAliases: ["EMAIL", "PHONE_NUMBER", "PREFERRED_USERNAME"],
        usernameCaseSensitive: true,
        estimatedNumberOfUsers: expect.any(Number) as number,
        passwordPolicy: {
          minimumLength: 10,
          requireUppercase: true,
          requireLowercase: true,
          requireNumbers: true,
          requireSymbols: true,
          historySize: 0,
          temporaryPasswordValidityDays: 7,
        },
      },
      expect.objectContaining({ signInAliases: ["EMAIL"], usernameCaseSensitive: false }),
      expect.objectContaining({ name: "admins", signInAliases: [] }),
    ]);
    expect(fresh.pool.ledger.count("DescribeUserPool")).toBe(3);
    await fresh.stop();
  });

  it("refuses a pool that is not configured", async () => {
    const { data, errors } = await admin(`{ userPool(id: "eu-west-1_Stranger") { id } }`);
    expect(data).toEqual({ userPool: null });
    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });

  it("asks again after a failure", async () => {
    const fresh = await startTestGateway();
    const send = await fresh.as("ada");
    fresh.pool.faults.add({ operation: "DescribeUserPool", kind: "internal-error", times: 2 });
    const query = `{ userPool(id: "customers") { name } }`;
    expect((await send(query)).errors?.[0]?.extensions.code).toBe("UPSTREAM_ERROR");
    expect((await send(query)).data).toEqual({ userPool: { name: "Customers of the shop" } });
    await fresh.stop();
  });
});
