import type { ConfigInput } from "../../src/config/config.js";
import { customers, samplePassword, sampleSeed } from "../support/sample-seed.js";
import {
  callPool,
  type Send,
  startTestGateway,
  type TestGateway,
} from "../support/test-gateway.js";

// A user's life, with the pool's own sign-in, tokens and messages as witnesses.

let gateway: TestGateway;
let ada: Send;
let paula: Send;

const start = async (
  config: Partial<ConfigInput> = {},
  seed = sampleSeed,
  customersPool: Partial<ConfigInput["pools"][string]> = {},
): Promise<void> => {
  gateway = await startTestGateway({ config, seed, customersPool });
  ada = await gateway.as("ada");
  paula = await gateway.as("paula");
};

beforeEach(() => start());

afterEach(async () => {
  await gateway.stop();
});

/** Sends a mutation that takes its user and nothing else; resolves with its code and outcome, or with what it answers. */
async function done(send: Send, name: string, username: string, fields = "status enabled") {
  const answer = await send(
    `mutation($u: String!) { ${name}(poolId: "customers", username: $u) { ${fields} } }`,
    { u: username },
  );
  const [error] = answer.errors ?? [];
  return error === undefined
    ? answer.data?.[name]
    : `${error.extensions.code} ${String(error.extensions["outcome"])}`;
}

async function deleted(send: Send, username: string, confirmSub: string) {
  const answer = await send(
    `mutation($u: String!, $s: ID!) {
      deleteUser(poolId: "customers", username: $u, confirmSub: $s) { id username sub }
    }`,
    { u: username, s: confirmSub },
  );
  const [error] = answer.errors ?? [];
  return error === undefined
    ? answer.data?.["deleteUser"]
    : `${error.extensions.code} ${String(error.extensions["outcome"])}`;
}

const userOf = async (username: string) => {
  const { data } = await ada(
    `query($u: String!) { user(poolId: "customers", username: $u) { id username sub enabled } }`,
    { u: username },
  );
  return data?.["user"] as { id: string; username: string; sub: string; enabled: boolean };
};

interface Tokens {
  readonly AccessToken: string;
  readonly RefreshToken: string;
}

const signIn = (username: string, password = samplePassword) =>
  callPool(gateway.pool, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: "customersclient",
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });

async function tokensOf(username: string): Promise<Tokens> {
  const { body } = await signIn(username);
  return body.AuthenticationResult as unknown as Tokens;
}

/** What the pool says to an access token and a refresh token: 200, or the error's name. */
async function standing({ AccessToken, RefreshToken }: Tokens): Promise<readonly unknown[]> {
  const own = await callPool(gateway.pool, "GetUser", { AccessToken });
  const fresh = await callPool(gateway.pool, "InitiateAuth", {
    AuthFlow: "REFRESH_TOKEN_AUTH",
    ClientId: "customersclient",
    AuthParameters: { REFRESH_TOKEN: RefreshToken },
  });
  return [own, fresh].map(({ httpStatus, body }) => body.__type ?? httpStatus);
}

const writes = () =>
  gateway.pool.ledger.calls().filter(({ operation }) => /^Admin(?!Get|List)/.test(operation));

const results = () => gateway.auditRecords().filter(({ kind }) => kind === "result");

describe("a user who is disabled", () => {
  it("loses their tokens, cannot sign in, and can once they are enabled, with the same password", async () => {
    const tokens = await tokensOf("confirmed");
    expect(await standing(tokens)).toEqual([200, 200]);
    expect(await done(ada, "disableUser", "confirmed")).toEqual({
      status: "CONFIRMED",
      enabled: false,
    });
    const refused = "NotAuthorizedException";
    expect(await standing(tokens)).toEqual([refused, refused]);
    expect((await signIn("confirmed")).body.__type).toBe(refused);
    expect(await done(ada, "enableUser", "confirmed")).toEqual({
      status: "CONFIRMED",
      enabled: true,
    });
    expect(await standing(tokens)).toEqual([refused, refused]);
    expect((await signIn("confirmed")).httpStatus).toBe(200);
  });
});

describe("a user who is signed out", () => {
  it("loses their tokens, and can sign in anew", async () => {
    const tokens = await tokensOf("confirmed");
    expect(await done(ada, "signOutUser", "confirmed")).toEqual({
      status: "CONFIRMED",
      enabled: true,
    });
    expect(await standing(tokens)).toEqual(["NotAuthorizedException", "NotAuthorizedException"]);
    expect(await standing(await tokensOf("confirmed"))).toEqual([200, 200]);
  });
});

describe("a user who signed themselves up", () => {
  it("can sign in once they are confirmed, and not again be confirmed", async () => {
    expect((await signIn("unconfirmed")).body.__type).toBe("UserNotConfirmedException");
    expect(await done(ada, "confirmUser", "unconfirmed")).toEqual({
      status: "CONFIRMED",
      enabled: true,
    });
    expect((await signIn("unconfirmed")).httpStatus).toBe(200);
    expect(await done(ada, "confirmUser", "unconfirmed")).toBe("INVALID_USER_STATE NOT_APPLIED");
    expect(writes()).toHaveLength(1);
  });

  it("is confirmed though the trigger after it refuses, which the read-back shows", async () => {
    gateway.pool.triggers.add({
      trigger: "PostConfirmation",
      kind: "refuses",
      message: "no confirmation mail",
    });
    expect(await done(ada, "confirmUser", "unconfirmed")).toEqual({
      status: "CONFIRMED",
      enabled: true,
    });
    expect(results()).toEqual([
      expect.objectContaining({ outcome: "APPLIED", settledBy: "read-back" }),
    ]);
    expect(JSON.stringify(gateway.auditRecords())).not.toContain("no confirmation mail");
  });

  it("has a warning when no address of theirs is verified", async () => {
    gateway.pool.seedUser(customers, { username: "anew", status: "UNCONFIRMED" });
    const { extensions } = await ada(
      `mutation { confirmUser(poolId: "customers", username: "anew") { status } }`,
    );
    expect(extensions?.warnings?.map(({ code }) => code)).toEqual(["CONTACT_UNVERIFIED"]);
  });
});

describe("a user whose password is reset", () => {
  const code = () =>
    gateway.pool.outbox.messages({ username: "confirmed", kind: "reset-code" }).at(-1) as
      { readonly code: string } | undefined;

  it("cannot sign in by it, and chooses another by the code that was sent", async () => {
    expect(await done(ada, "resetUserPassword", "confirmed")).toEqual({
      status: "RESET_REQUIRED",
      enabled: true,
    });
    expect((await signIn("confirmed")).body.__type).toBe("PasswordResetRequiredException");
    const chosen = "Chosen-By-Myself-1";
    const { httpStatus } = await callPool(gateway.pool, "ConfirmForgotPassword", {
      ClientId: "customersclient",
      Username: "confirmed",
      ConfirmationCode: code()?.code,
      Password: chosen,
    });
    expect(httpStatus).toBe(200);
    expect((await signIn("confirmed", chosen)).httpStatus).toBe(200);
  });

  it("tells why it cannot be reset, before anything is sent", async () => {
    gateway.pool.seedUser(customers, { username: "unreachable", status: "CONFIRMED" });
    for (const [username, verdict] of [
      ["disabled", "USER_DISABLED"],
      ["forced", "INVALID_USER_STATE"],
      ["unconfirmed", "INVALID_USER_STATE"],
      ["unreachable", "NO_VERIFIED_CONTACT"],
      ["Google_1234567890", "FEDERATED_USER"],
    ] as const) {
      expect([username, await done(ada, "resetUserPassword", username)]).toEqual([
        username,
        `${verdict} NOT_APPLIED`,
      ]);
    }
    expect(writes()).toEqual([]);
  });

  it("is not in a pool where administrators alone recover", async () => {
    await gateway.stop();
    const pools = sampleSeed.pools.map((pool) =>
      pool.id === customers ? { ...pool, recovery: ["admin_only" as const] } : pool,
    );
    await start({}, { pools });
    expect(await done(ada, "resetUserPassword", "confirmed")).toBe(
      "FEATURE_UNAVAILABLE NOT_APPLIED",
    );
    expect(writes()).toEqual([]);
  });

  it("stays UNKNOWN when the answer is lost, since RESET_REQUIRED does not tell of a message", async () => {
    gateway.pool.faults.add({ operation: "AdminResetUserPassword", kind: "cut-after" });
    expect(await done(ada, "resetUserPassword", "confirmed")).toBe("UPSTREAM_UNAVAILABLE UNKNOWN");
    expect((await signIn("confirmed")).body.__type).toBe("PasswordResetRequiredException");
  });
});

describe("a user who is deleted", () => {
  it("must be the one whom the caller saw, and disabled before", async () => {
    const { sub, id } = await userOf("confirmed");
    const other = await userOf("unconfirmed");
    for (const wrong of [other.sub, "confirmed", "", sub.toUpperCase(), `${sub} `]) {
      expect(await deleted(paula, "confirmed", wrong)).toBe("TARGET_CHANGED NOT_APPLIED");
    }
    expect(await deleted(paula, "confirmed", sub)).toBe("INVALID_USER_STATE NOT_APPLIED");
    expect(writes()).toEqual([]);
    await done(ada, "disableUser", "confirmed");
    expect(await deleted(paula, "confirmed@example.com", sub)).toEqual({
      id,
      sub,
      username: "confirmed",
    });
    expect(await userOf("confirmed")).toBeNull();
    expect(await deleted(paula, "confirmed", sub)).toBe("USER_NOT_FOUND NOT_APPLIED");
    expect((await signIn("confirmed")).httpStatus).toBe(400);
  });

  it("need not be disabled where the pool says so, and loses their tokens", async () => {
    await gateway.stop();
    await start({}, sampleSeed, { deleteUsers: "any" });
    const tokens = await tokensOf("confirmed");
    const { sub } = await userOf("confirmed");
    expect(await deleted(paula, "confirmed", sub)).toMatchObject({ sub });
    const gone = expect.stringMatching(/NotFoundException|NotAuthorizedException/) as string;
    expect(await standing(tokens)).toEqual([gone, gone]);
  });

  it("is one of ten in a minute", async () => {
    await gateway.stop();
    await start({ limits: { deletionsPerCallerPerMinute: 3 } });
    const verdicts: unknown[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const username = `gone-${turn}`;
      gateway.pool.seedUser(customers, { username, status: "CONFIRMED", enabled: false });
      const { sub } = await userOf(username);
      verdicts.push(await deleted(paula, username, sub));
    }
    expect(verdicts.slice(3)).toEqual(["RATE_LIMITED NOT_APPLIED", "RATE_LIMITED NOT_APPLIED"]);
    expect(writes()).toHaveLength(3);
    // Other mutations are counted by themselves.
    expect(await done(paula, "disableUser", "confirmed")).toMatchObject({ enabled: false });
  });
});

describe("a pool in which only passwords are switched on", () => {
  it("has no other mutation for anybody, and allows none", async () => {
    await gateway.stop();
    await start({}, sampleSeed, { writes: ["password"], shows: [] });
    const { sub } = await userOf("disabled");
    const others = ["confirmUser", "enableUser", "disableUser", "signOutUser"];
    for (const name of [...others, "removeAuthenticatorApp"]) {
      expect([name, await done(ada, name, "confirmed")]).toEqual([name, "FORBIDDEN NOT_APPLIED"]);
    }
    expect(await deleted(paula, "disabled", sub)).toBe("FORBIDDEN NOT_APPLIED");
    expect(writes()).toEqual([]);
    const { data } = await paula(
      `{ user(poolId: "customers", username: "confirmed") { allowedActions } }`,
    );
    expect(data).toEqual({
      user: {
        allowedActions: [
          ...["READ_CONTACT", "READ_SECURITY"],
          ...["SET_TEMPORARY_PASSWORD", "SET_PERMANENT_PASSWORD", "ISSUE_TEMPORARY_PASSWORD"],
        ],
      },
    });
    // In another pool they are.
    const { errors } = await ada(
      `mutation { disableUser(poolId: "admins", username: "henry") { enabled } }`,
    );
    expect(errors).toBeUndefined();
  });
});

describe("a write whose answer did not come", () => {
  it("is a success when the read-back sees it, and says so in the audit log", async () => {
    gateway.pool.faults.add({ operation: "AdminDisableUser", kind: "cut-after" });
    expect(await done(ada, "disableUser", "confirmed")).toEqual({
      status: "CONFIRMED",
      enabled: false,
    });
    expect(results()).toEqual([
      expect.objectContaining({ outcome: "APPLIED", settledBy: "read-back" }),
    ]);
  });

  it("stays UNKNOWN when it does not", async () => {
    gateway.pool.faults.add({ operation: "AdminDisableUser", kind: "cut-before" });
    expect(await done(ada, "disableUser", "confirmed")).toBe("UPSTREAM_UNAVAILABLE UNKNOWN");
    expect(results()).toEqual([expect.objectContaining({ outcome: "UNKNOWN" })]);
    expect((await userOf("confirmed")).enabled).toBe(true);
  });
});
