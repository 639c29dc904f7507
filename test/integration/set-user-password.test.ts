import { customers, samplePassword } from "../support/sample-seed.js";
import {
  callPool,
  type Send,
  signIn,
  startTestGateway,
  type TestGateway,
} from "../support/test-gateway.js";

const mutation = `
  mutation SetUserPassword($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {
    setUserPassword(poolId: $poolId, username: $username, password: $password, permanent: $permanent) {
      id poolId username sub status enabled lastModifiedAt
    }
  }`;

const newPassword = "Brand-New-Passw0rd";

const input = (username: string, permanent: boolean, password = newPassword) => ({
  poolId: "customers",
  username,
  password,
  permanent,
});

let gateway: TestGateway;
let admin: Send;

beforeEach(async () => {
  gateway = await startTestGateway();
  admin = await gateway.as("ada");
  gateway.pool.ledger.clear();
});

afterEach(async () => {
  await gateway.stop();
});

const sets = () => gateway.pool.ledger.calls({ operation: "AdminSetUserPassword" });

describe("a permanent password", () => {
  it.each(["confirmed", "forced", "expired", "unconfirmed", "reset"])(
    "makes the user %s CONFIRMED and lets them sign in at once",
    async (username) => {
      const { data, errors } = await admin(mutation, input(username, true));
      expect(errors).toBeUndefined();
      expect(data?.["setUserPassword"]).toMatchObject({
        username,
        status: "CONFIRMED",
        poolId: customers,
      });
      const { body } = await signIn(gateway.pool, username, newPassword);
      expect(body.AuthenticationResult?.AccessToken).toEqual(expect.any(String));
    },
  );

  it("costs one look-up with the groups, one write with Permanent sent, and one read-back", async () => {
    await admin(mutation, input("confirmed", true));
    const calls = gateway.pool.ledger
      .calls()
      .map(({ operation, username, permanent }) => ({ operation, username, permanent }));
    expect(calls).toEqual([
      { operation: "AdminGetUser", username: "confirmed", permanent: undefined },
      { operation: "AdminListGroupsForUser", username: "confirmed", permanent: undefined },
      { operation: "AdminSetUserPassword", username: "confirmed", permanent: true },
      { operation: "AdminGetUser", username: "confirmed", permanent: undefined },
    ]);
  });

  it("warns when a user becomes CONFIRMED without any verified contact", async () => {
    gateway.pool.seedUser(customers, { username: "hidden", status: "UNCONFIRMED" });
    const { extensions } = await admin(mutation, input("hidden", true));
    expect(extensions?.warnings).toEqual([
      { code: "CONTACT_UNVERIFIED", path: ["setUserPassword"] },
    ]);
    const { extensions: none } = await admin(mutation, input("unconfirmed", true));
    expect(none).toBeUndefined();
  });
});

describe("a temporary password", () => {
  it.each(["confirmed", "forced", "expired", "unconfirmed", "reset"])(
    "makes the user %s FORCE_CHANGE_PASSWORD and the next sign-in NEW_PASSWORD_REQUIRED",
    async (username) => {
      const { data, errors } = await admin(mutation, input(username, false));
      expect(errors).toBeUndefined();
      expect(data?.["setUserPassword"]).toMatchObject({
        username,
        status: "FORCE_CHANGE_PASSWORD",
      });
      const { body } = await signIn(gateway.pool, username, newPassword);
      expect(body.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
      expect(body.AuthenticationResult).toBeUndefined();
    },
  );

  it("is the default", async () => {
    const { data } = await admin(
      `mutation($p: String!) { setUserPassword(poolId: "customers", username: "confirmed", password: $p) { status } }`,
      { p: newPassword },
    );
    expect(data?.["setUserPassword"]).toEqual({ status: "FORCE_CHANGE_PASSWORD" });
    expect(sets().map(({ permanent }) => permanent)).toEqual([false]);
  });

  it("ends in CONFIRMED once its user has chosen a password of their own", async () => {
    await admin(mutation, input("confirmed", false));
    const { body } = await signIn(gateway.pool, "confirmed", newPassword);
    const done = await callPool(gateway.pool, "RespondToAuthChallenge", {
      ClientId: "customersclient",
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session: body.Session,
      ChallengeResponses: { USERNAME: "confirmed", NEW_PASSWORD: "Chosen-By-M3!" },
    });
    expect(done.body.AuthenticationResult?.AccessToken).toEqual(expect.any(String));
    const { data } = await admin(`{ user(poolId: "customers", username: "confirmed") { status } }`);
    expect(data).toEqual({ user: { status: "CONFIRMED" } });
  });

  it("can be set again after it has expired, which starts its time anew", async () => {
    await admin(mutation, input("confirmed", false));
    gateway.pool.clock.advance(8 * 24 * 3600 * 1000);
    expect((await signIn(gateway.pool, "confirmed", newPassword)).body.__type).toMatch(
      /NotAuthorizedException/,
    );
    gateway.pool.ledger.clear();
    // The gateway goes by the pool's clock too, so the first token has expired.
    const again = await gateway.as("ada");
    const { data } = await again(mutation, input("confirmed", false));
    expect(data?.["setUserPassword"]).toMatchObject({ status: "FORCE_CHANGE_PASSWORD" });
    expect((await signIn(gateway.pool, "confirmed", newPassword)).body.ChallengeName).toBe(
      "NEW_PASSWORD_REQUIRED",
    );
  });
});

describe("the target", () => {
  const subOf = async (username: string) => {
    const { data } = await admin(`{ user(poolId: "customers", username: "${username}") { sub } }`);
    return (data?.["user"] as { sub: string }).sub;
  };

  it("may be named by a verified alias or the sub; the write names the canonical username", async () => {
    const sub = await subOf("confirmed");
    for (const name of ["confirmed@example.com", sub]) {
      gateway.pool.ledger.clear();
      const { data } = await admin(mutation, input(name, true));
      expect(data?.["setUserPassword"]).toMatchObject({ username: "confirmed", sub });
      expect(sets().map(({ username }) => username)).toEqual(["confirmed"]);
    }
  });

  it("stays the user who was resolved when the alias changes hands before the write", async () => {
    const { pool } = gateway;
    pool.faults.add({
      operation: "AdminSetUserPassword",
      kind: "run",
      run: () => {
        pool.seedUser(customers, { username: "confirmed", status: "CONFIRMED", attributes: {} });
        pool.seedUser(customers, {
          username: "reset",
          status: "RESET_REQUIRED",
          attributes: { email: "confirmed@example.com", email_verified: "true" },
        });
      },
    });
    const { data } = await admin(mutation, input("confirmed@example.com", true));
    expect(data?.["setUserPassword"]).toMatchObject({ username: "confirmed" });
    expect((await signIn(pool, "confirmed", newPassword)).body.AuthenticationResult).toBeDefined();
  });

  it("is not found by an unverified alias, and nothing is written", async () => {
    const { data, errors } = await admin(mutation, input("+442079460000", true));
    expect(data).toEqual({ setUserPassword: null });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "USER_NOT_FOUND",
      outcome: "NOT_APPLIED",
    });
    expect(sets()).toHaveLength(0);
  });

  it("keeps being disabled", async () => {
    const { data } = await admin(mutation, input("disabled", true));
    expect(data?.["setUserPassword"]).toMatchObject({ status: "CONFIRMED", enabled: false });
  });

  it("is refused when federated, before any write, with the advice to link", async () => {
    for (const permanent of [true, false]) {
      const { data, errors } = await admin(mutation, input("Google_1234567890", permanent));
      expect(data).toEqual({ setUserPassword: null });
      expect(errors?.[0]?.message).toMatch(/link/);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: "FEDERATED_USER",
        outcome: "NOT_APPLIED",
        suggestion: "AdminLinkProviderForUser",
      });
    }
    expect(sets()).toHaveLength(0);
  });

  it("becomes CONFIRMED when federated and the caller has the express grant", async () => {
    const fiona = await gateway.as("fiona");
    const { data } = await fiona(mutation, input("Google_1234567890", true));
    expect(data?.["setUserPassword"]).toMatchObject({ status: "CONFIRMED" });
  });

  it("has the same id by whatever name", async () => {
    const sub = await subOf("confirmed");
    const names = ["confirmed", "confirmed@example.com", sub];
    const answers = await Promise.all(names.map((name) => admin(mutation, input(name, true))));
    const ids = answers.map(({ data }) => (data?.["setUserPassword"] as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
  });
});

describe("the password", () => {
  it.each([
    ["Sh0rt-", ["TOO_SHORT"]],
    ["no-upper-case-1", ["NO_UPPERCASE"]],
    ["NO-LOWER-CASE-1", ["NO_LOWERCASE"]],
    ["No-Number-Here", ["NO_NUMBER"]],
    ["NoSymbol12345", ["NO_SYMBOL"]],
    ["short", ["TOO_SHORT", "NO_UPPERCASE", "NO_NUMBER", "NO_SYMBOL"]],
    ["Trailing-Blank-1 ", ["LEADING_OR_TRAILING_SPACE"]],
    ["Broken\nIn-Two-1", ["LINE_BREAK"]],
  ])(
    "%s is refused by the pool's policy with every broken rule named",
    async (password, violations) => {
      const { data, errors } = await admin(mutation, input("confirmed", true, password));
      expect(data).toEqual({ setUserPassword: null });
      expect(errors?.[0]?.extensions).toMatchObject({
        code: "INVALID_PASSWORD",
        outcome: "NOT_APPLIED",
        violations,
      });
      expect((await signIn(gateway.pool, "confirmed", samplePassword)).httpStatus).toBe(200);
    },
  );

  it("cannot be removed", async () => {
    const { errors } = await admin(mutation, input("confirmed", true, ""));
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "CANNOT_REMOVE_PASSWORD",
      outcome: "NOT_APPLIED",
    });
    expect(errors?.[0]?.message).toMatch(/new user without a password/);
    expect(gateway.pool.ledger.calls()).toHaveLength(0);
  });

  it("of 257 characters is refused without asking Cognito, of 256 accepted", async () => {
    const long = "Aa1-".repeat(64);
    const refused = await admin(mutation, input("confirmed", true, `${long}x`));
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: "INVALID_PASSWORD",
      violations: ["TOO_LONG"],
    });
    expect(gateway.pool.ledger.calls()).toHaveLength(0);
    expect((await admin(mutation, input("confirmed", true, long))).errors).toBeUndefined();
  });

  it("with half a character is refused without asking Cognito", async () => {
    const { errors } = await admin(mutation, input("confirmed", true, "Half-A-Char-1\ud800"));
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "BAD_USER_INPUT",
      argument: "password",
      outcome: "NOT_APPLIED",
    });
    expect(gateway.pool.ledger.calls()).toHaveLength(0);
  });

  it("must be a variable", async () => {
    const secret = "Literal-Passw0rd";
    const literal = `mutation { setUserPassword(poolId: "customers", username: "confirmed", password: "${secret}") { id } }`;
    const byDefault = `mutation($p: String! = "${secret}") { setUserPassword(poolId: "customers", username: "confirmed", password: $p) { id } }`;
    for (const query of [literal, byDefault]) {
      const { httpStatus, errors, text } = await admin(query);
      expect(httpStatus).toBe(400);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: "LITERAL_SECRET",
        outcome: "NOT_APPLIED",
      });
      expect(text).not.toContain(secret);
    }
    expect(gateway.pool.ledger.calls()).toHaveLength(0);
  });

  it("appears in no answer and no log line, whatever is wrong with the request", async () => {
    const canary = "C4nary-Passw0rd-7f3a";
    const authorization = `Bearer ${await gateway.token("ada")}`;
    const literal = (value: string) =>
      `mutation { setUserPassword(poolId: "customers", username: "confirmed", password: ${value}) { id } }`;
    const bodies = [
      JSON.stringify({ query: `mutation { setUserPassword(password "${canary}") { id } }` }),
      JSON.stringify({ query: literal(canary) }),
      JSON.stringify({ query: literal(`"${canary}"`) }),
      JSON.stringify({
        query: mutation,
        variables: { ...input("confirmed", true), password: [canary] },
      }),
      JSON.stringify({
        query: mutation,
        variables: { ...input("confirmed", true), password: { canary } },
      }),
      JSON.stringify({
        query: mutation,
        variables: { ...input("confirmed", true), permanent: canary },
      }),
      JSON.stringify({ query: mutation, variables: input(canary, true, canary) }),
      JSON.stringify({ query: mutation, variables: canary }),
      `{"query": "mutation", "variables": {"password": "${canary}",}}`,
      `{"password": "${canary}"`,
      canary,
    ];
    for (const body of bodies) {
      const { text, errors } = await gateway.post(body, { authorization });
      expect(errors?.[0]?.extensions.code).toEqual(expect.any(String));
      expect(text).not.toContain(canary);
    }
    await admin(mutation, input("confirmed", true, canary));
    expect(gateway.logged()).not.toContain(canary);
    expect(gateway.logged()).not.toContain("7f3a");
  });
});

describe("who may", () => {
  it.each([
    ["henry", false, undefined],
    ["henry", true, "FORBIDDEN"],
    ["audrey", false, "FORBIDDEN"],
    ["audrey", true, "FORBIDDEN"],
    ["nobody", false, "FORBIDDEN"],
    ["stranger", true, "FORBIDDEN"],
  ] as const)("%s with permanent: %s answers %s", async (caller, permanent, code) => {
    const send = await gateway.as(caller);
    gateway.pool.ledger.clear();
    const { errors } = await send(mutation, input("confirmed", permanent));
    expect(errors?.[0]?.extensions.code).toBe(code);
    if (code === undefined) return;
    expect(errors?.[0]?.extensions).toMatchObject({ outcome: "NOT_APPLIED", retryable: false });
    expect(gateway.pool.ledger.calls()).toHaveLength(0);
  });

  it("a pool that is not configured answers as one without the right", async () => {
    const { errors } = await admin(mutation, {
      ...input("confirmed", true),
      poolId: "eu-west-1_Unknown",
    });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "FORBIDDEN", outcome: "NOT_APPLIED" });
    expect(gateway.pool.ledger.calls()).toHaveLength(0);
  });

  it("one request sets one password", async () => {
    const query = `mutation($p: String!) {
      a: setUserPassword(poolId: "customers", username: "confirmed", password: $p) { id }
      ...More
    }
    fragment More on Mutation { b: setUserPassword(poolId: "customers", username: "forced", password: $p) { id } }`;
    const { httpStatus, errors } = await admin(query, { p: newPassword });
    expect(httpStatus).toBe(400);
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "TOO_MANY_MUTATIONS",
      outcome: "NOT_APPLIED",
    });
    expect(gateway.pool.ledger.calls()).toHaveLength(0);
  });
});
