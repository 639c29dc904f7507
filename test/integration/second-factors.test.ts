import {
  AdminListDevicesCommand,
  AdminListUserAuthEventsCommand,
  AdminListUserSessionsCommand,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { stepOf, totp } from "../../src/local-pool/crypto/totp.js";
import type { PoolSeed, UserSeed } from "../../src/local-pool/seed/seed.js";
import {
  activityFacts,
  activitySeed,
  seededDevice,
  seededEvent,
  seededSession,
} from "../support/activity-seed.js";
import { clientFor, userOf } from "../support/local-pool-client.js";
import { customers, samplePassword, sampleSeed } from "../support/sample-seed.js";
import {
  callPool,
  type Send,
  startTestGateway,
  type TestGateway,
} from "../support/test-gateway.js";

// What becomes of somebody who has lost their phone, and of sessions, devices and events, with the pool's own sign-in, lists and ledger
// as witnesses.

const lostSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

let gateway: TestGateway;
let ada: Send;

/** Starts a gateway in front of the sample pools, of which that of the customers is like this. */
async function start(facts: Partial<PoolSeed> = {}): Promise<void> {
  const pools = sampleSeed.pools.map((pool) =>
    pool.id === customers ? { ...pool, ...activityFacts, ...facts } : pool,
  );
  gateway = await startTestGateway({ seed: { pools } });
  ada = await gateway.as("ada");
}

afterEach(async () => {
  await gateway.stop();
});

const seedCarla = (more: Partial<UserSeed> = {}): void => {
  gateway.pool.seedUser(customers, {
    username: "carla",
    status: "CONFIRMED",
    password: samplePassword,
    ...activitySeed,
    ...more,
  });
};

const withApp = { mfa: ["SOFTWARE_TOKEN_MFA"], totpSecret: lostSecret } as const;

/** Sends a mutation on Carla: its answer and its warnings, or its code, outcome and argument. */
async function done(name: string, more = "", fields = "mfa { preferred enabled }") {
  const answer = await ada(
    `mutation { ${name}(poolId: "customers", username: "carla" ${more}) { ${fields} } }`,
  );
  const [error] = answer.errors ?? [];
  if (error !== undefined) {
    const { code, outcome, argument } = error.extensions;
    return [code, outcome, ...(argument === undefined ? [] : [argument])].map(String).join(" ");
  }
  const warnings = answer.extensions?.warnings?.map(({ code, path }) => [code, ...path]) ?? [];
  return { user: answer.data?.[name], warnings };
}

/** Has an administrator of the pool itself ask. */
async function askAsAdministrator<Answer>(
  send: (client: CognitoIdentityProviderClient) => Promise<Answer>,
): Promise<Answer> {
  const client = clientFor(gateway.pool.url);
  try {
    return await send(client);
  } finally {
    client.destroy();
  }
}

/** The pool's answer, whatever it is. */
async function ask(operation: string, input: object): Promise<Readonly<Record<string, unknown>>> {
  const { body } = await callPool(gateway.pool, operation, input);
  return body;
}

const carla = { UserPoolId: customers, Username: "carla" };
const ClientId = "customersclient";

const signIn = () =>
  ask("InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId,
    AuthParameters: { USERNAME: "carla", PASSWORD: samplePassword },
  });

const answerTo = (challenge: Readonly<Record<string, unknown>>, responses: object = {}) =>
  ask("RespondToAuthChallenge", {
    ClientId,
    ChallengeName: challenge["ChallengeName"],
    Session: challenge["Session"],
    ChallengeResponses: { USERNAME: "carla", ...responses },
  });

/** The code that an app shows now. A code serves once, so time goes on to the next. */
function codeOf(secret: string): { readonly SOFTWARE_TOKEN_MFA_CODE: string } {
  gateway.pool.clock.advance(30_000);
  return { SOFTWARE_TOKEN_MFA_CODE: totp(secret, stepOf(gateway.pool.clock.now())) };
}

const tokensIn = ({ AuthenticationResult: tokens }: Readonly<Record<string, unknown>>) =>
  tokens as { readonly AccessToken: string } | undefined;

/** What the pool says to an access token: its user, or the name of the error. */
const standing = async (AccessToken: string | undefined) => {
  const { Username, __type } = await ask("GetUser", { AccessToken });
  return Username ?? __type;
};

/** The writes of the gateway that have reached the pool. */
const writes = () =>
  gateway.pool.ledger
    .calls({ username: "carla" })
    .filter(({ operation }) => /^Admin(?!Get|List)/.test(operation))
    .map(({ operation, applied }) => [operation, applied]);

const lastRecord = (kind: string) =>
  gateway
    .auditRecords()
    .filter((record) => record.kind === kind)
    .at(-1);

describe("somebody who has lost their phone", () => {
  it("signs in anew once the app is removed, sets another up, and keeps their sessions", async () => {
    await start({ mfa: "OPTIONAL" });
    seedCarla(withApp);
    const earlier = tokensIn(await answerTo(await signIn(), codeOf(lostSecret)))?.AccessToken;
    expect((await signIn())["ChallengeName"]).toBe("SOFTWARE_TOKEN_MFA");

    expect(await done("removeAuthenticatorApp")).toEqual({
      user: { mfa: { preferred: null, enabled: [] } },
      warnings: [],
    });
    expect(writes()).toEqual([["AdminDeleteSoftwareToken", true]]);
    expect(lastRecord("intent")).toMatchObject({ action: "user:change-mfa" });
    expect(lastRecord("result")).toMatchObject({ outcome: "APPLIED" });
    expect(await standing(earlier)).toBe("carla");

    const AccessToken = tokensIn(await signIn())?.AccessToken;
    const { SecretCode } = await ask("AssociateSoftwareToken", { AccessToken });
    const { SOFTWARE_TOKEN_MFA_CODE: UserCode } = codeOf(String(SecretCode));
    expect(await ask("VerifySoftwareToken", { AccessToken, UserCode })).toMatchObject({
      Status: "SUCCESS",
    });
    const app = "SOFTWARE_TOKEN_MFA";
    expect(await done("setUserMfa", `, enabled: [${app}], preferred: ${app}`)).toEqual({
      user: { mfa: { preferred: app, enabled: [app] } },
      warnings: [],
    });
    const refused = await answerTo(await signIn(), codeOf(lostSecret));
    expect(refused["__type"]).toBe("CodeMismatchException");
    const signedIn = tokensIn(await answerTo(await signIn(), codeOf(String(SecretCode))));
    expect(await standing(signedIn?.AccessToken)).toBe("carla");
  });

  it("has to set another app up at the next sign-in where the pool requires a factor", async () => {
    await start({ mfa: "ON" });
    seedCarla(withApp);
    expect(await done("removeAuthenticatorApp")).toEqual({
      user: { mfa: { preferred: null, enabled: [] } },
      warnings: [],
    });
    const setUp = await signIn();
    expect(setUp["ChallengeName"]).toBe("MFA_SETUP");
    const associated = await ask("AssociateSoftwareToken", { Session: setUp["Session"] });
    const secret = String(associated["SecretCode"]);
    const verified = await ask("VerifySoftwareToken", {
      Session: associated["Session"],
      UserCode: codeOf(secret).SOFTWARE_TOKEN_MFA_CODE,
    });
    const finished = await answerTo({ ...verified, ChallengeName: "MFA_SETUP" });
    expect(await standing(tokensIn(finished)?.AccessToken)).toBe("carla");
    const again = await signIn();
    expect(again["ChallengeName"]).toBe("SOFTWARE_TOKEN_MFA");
    expect(tokensIn(await answerTo(again, codeOf(secret)))).toBeDefined();
  });

  it("is told apart from somebody who has no app", async () => {
    await start({ mfa: "OPTIONAL" });
    seedCarla();
    expect(await done("removeAuthenticatorApp")).toBe("INVALID_USER_STATE NOT_APPLIED");
    expect(writes()).toEqual([["AdminDeleteSoftwareToken", false]]);
    expect(lastRecord("result")).toMatchObject({
      outcome: "NOT_APPLIED",
      code: "INVALID_USER_STATE",
    });
  });
});

describe("second factors that are switched off", () => {
  it("are told as they are where the pool requires one, with a warning", async () => {
    await start({ mfa: "ON" });
    seedCarla(withApp);
    const app = "SOFTWARE_TOKEN_MFA";
    expect(await done("setUserMfa", ", enabled: []")).toEqual({
      user: { mfa: { preferred: app, enabled: [app] } },
      warnings: [["STATE_UNEXPECTED", "setUserMfa", "mfa"]],
    });
    expect(lastRecord("intent")).toMatchObject({ change: { mfa: [] } });
    expect(lastRecord("result")).toMatchObject({ outcome: "APPLIED", unexpected: ["mfa"] });
    expect((await userOf(gateway.pool, customers, "carla")).UserMFASettingList).toEqual([app]);
    expect((await signIn())["ChallengeName"]).toBe(app);
  });

  it("are off where it does not, and the next sign-in asks for none", async () => {
    await start({ mfa: "OPTIONAL" });
    seedCarla(withApp);
    expect(await done("setUserMfa", ", enabled: []", "id")).toMatchObject({ warnings: [] });
    expect(lastRecord("result")).not.toHaveProperty("unexpected");
    expect(tokensIn(await signIn())).toBeDefined();
  });

  it("are INVALID_USER_STATE to switch on before they are set up", async () => {
    await start({ mfa: "OPTIONAL" });
    seedCarla();
    expect(await done("setUserMfa", ", enabled: [SMS_MFA]")).toBe("INVALID_USER_STATE NOT_APPLIED");
  });
});

describe("one session that is ended", () => {
  const sessionsOf = async () => {
    const { Sessions = [] } = await askAsAdministrator((client) =>
      client.send(new AdminListUserSessionsCommand(carla)),
    );
    return Sessions.map(({ SessionId }) => SessionId);
  };

  it("takes its tokens along and no others, and is in no list afterwards", async () => {
    await start();
    seedCarla({ sessions: [] });
    const first = tokensIn(await signIn())?.AccessToken;
    const [id] = await sessionsOf();
    const second = tokensIn(await signIn())?.AccessToken;
    expect(await done("revokeUserSession", `, sessionId: "${id}"`, "username")).toEqual({
      user: { username: "carla" },
      warnings: [],
    });
    expect(writes()).toEqual([["AdminRevokeUserSession", true]]);
    expect(lastRecord("intent")).toMatchObject({
      action: "user:sign-out",
      change: { session: id },
    });
    expect(await standing(first)).toBe("NotAuthorizedException");
    expect(await standing(second)).toBe("carla");
    const left = await sessionsOf();
    expect([left.length, left.includes(id)]).toEqual([1, false]);
  });

  it.each([
    [false, 1],
    [true, 0],
  ])("with linked %s leaves %s of those that hang together", async (linked, count) => {
    await start();
    seedCarla();
    const named = `, sessionId: "${seededSession}", linked: ${linked}`;
    expect(await done("revokeUserSession", named, "username")).toMatchObject({ warnings: [] });
    expect(await sessionsOf()).toHaveLength(count);
  });

  it("is RESOURCE_NOT_FOUND when it has ended already, or was never theirs", async () => {
    await start();
    seedCarla({ sessions: [] });
    const named = `, sessionId: "${seededSession}"`;
    const gone = "RESOURCE_NOT_FOUND NOT_APPLIED sessionId";
    expect(await done("revokeUserSession", named)).toBe(gone);
    gateway.pool.seedUser(customers, {
      ...{ username: "other", status: "CONFIRMED" as const },
      ...activitySeed,
    });
    expect(await done("revokeUserSession", named)).toBe(gone);
  });
});

describe("a device", () => {
  const devicesOf = async () => {
    const { Devices } = await askAsAdministrator((client) =>
      client.send(new AdminListDevicesCommand(carla)),
    );
    return Devices;
  };

  it("is unknown once it is forgotten, and RESOURCE_NOT_FOUND a second time", async () => {
    await start();
    seedCarla();
    expect(await devicesOf()).toHaveLength(1);
    const named = `, deviceKey: "${seededDevice}"`;
    expect(await done("forgetUserDevice", named, "username")).toMatchObject({ warnings: [] });
    expect(await devicesOf()).toEqual([]);
    expect(lastRecord("intent")).toMatchObject({
      action: "user:forget-device",
      change: { device: seededDevice },
    });
    expect(await done("forgetUserDevice", named)).toBe("RESOURCE_NOT_FOUND NOT_APPLIED deviceKey");
  });
});

describe("a sign-in event", () => {
  const feedbackOf = async () => {
    const { AuthEvents } = await askAsAdministrator((client) =>
      client.send(new AdminListUserAuthEventsCommand(carla)),
    );
    return AuthEvents?.find(({ EventId }) => EventId === seededEvent)?.EventFeedback?.FeedbackValue;
  };

  it("has the verdict that it was given last", async () => {
    await start();
    seedCarla();
    for (const [verdict, told] of [
      ["INVALID", "Invalid"],
      ["VALID", "Valid"],
    ] as const) {
      const named = `, eventId: "${seededEvent}", verdict: ${verdict}`;
      expect(await done("rateAuthEvent", named, "username")).toMatchObject({ warnings: [] });
      expect(await feedbackOf()).toBe(told);
      expect(lastRecord("intent")).toMatchObject({
        action: "user:rate-event",
        change: { event: seededEvent, verdict },
      });
    }
  });

  it("is RESOURCE_NOT_FOUND when Cognito has none by its id", async () => {
    await start();
    seedCarla();
    const named = `, eventId: "never-seen", verdict: VALID`;
    expect(await done("rateAuthEvent", named)).toBe("RESOURCE_NOT_FOUND NOT_APPLIED eventId");
  });
});

describe("a pool that has none of it", () => {
  it.each([
    ["revokeUserSession", `, sessionId: "${seededSession}"`],
    ["forgetUserDevice", `, deviceKey: "${seededDevice}"`],
    ["rateAuthEvent", `, eventId: "${seededEvent}", verdict: VALID`],
  ])("is FEATURE_UNAVAILABLE to %s, and nothing is sent", async (name, named) => {
    await start({ sessionTracking: false, rememberDevices: false, threatProtection: "OFF" });
    seedCarla();
    expect(await done(name, named)).toBe("FEATURE_UNAVAILABLE NOT_APPLIED");
    expect(writes()).toEqual([]);
  });
});
