import { hash } from "node:crypto";
import type { FaultKind } from "../../src/local-pool/handles/faults.js";
import {
  type Creation,
  creationActions,
  type CreationStage,
  freshName,
  invitedIn,
  refusalIn,
  startCreationStage,
} from "../support/creation-stage.js";
import type { FaultPlan } from "../support/faulty-proxy.js";
import { userOf } from "../support/local-pool-client.js";
import { customers, mailers } from "../support/sample-seed.js";
import { signIn } from "../support/test-gateway.js";
import { answerFaults, wireFaults } from "../support/wire-faults.js";

// The battery proves its promises on users who are there; these are the same promises for one who is not there yet.

const onWire = new Map<string, ReturnType<FaultPlan>>();

const plan: FaultPlan = (operation, username) => {
  if (operation !== "AdminCreateUser") return undefined;
  const planned = onWire.get(username);
  onWire.delete(username);
  return planned;
};

const short = { readAttemptTimeoutMs: 300, readDeadlineMs: 800, writeDeadlineMs: 300 };
const chosen = "Chosen-Passw0rd";

let stage: CreationStage;

beforeAll(async () => {
  stage = await startCreationStage({ plan, config: { limits: short, admin: { port: 0 } } });
});

beforeEach(() => {
  const { faults, triggers, outbox, ledger } = stage.gateway.pool;
  faults.clear();
  triggers.clear();
  outbox.failNext(0);
  outbox.clear();
  ledger.clear();
});

afterAll(async () => {
  await stage.stop();
});

const isThere = (username: string, poolId = customers) =>
  userOf(stage.gateway.pool, poolId, username).then(
    () => true,
    () => false,
  );

/** The attributes that the pool has of a user, by name. */
const attributesOf = async (username: string, poolId = customers) => {
  const { UserAttributes = [] } = await userOf(stage.gateway.pool, poolId, username);
  return Object.fromEntries(
    UserAttributes.map(({ Name, Value }) => [Name, Value] as const),
  ) as Readonly<Record<string, string>>;
};

/** The last intent of the audit log, and its result. */
function lastRecords() {
  const records = stage.gateway.auditRecords();
  const intent = records.findLast(({ kind }) => kind === "intent");
  const result = records.findLast(({ kind, id }) => kind === "result" && id === intent?.["id"]);
  return { intent, result };
}

const intents = () => stage.gateway.auditRecords().filter(({ kind }) => kind === "intent").length;

const everything = (username: string) => ({
  username,
  email: `${username}@example.com`,
  emailVerified: true,
  phoneNumber: `+4420${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`,
  phoneNumberVerified: true,
  attributes: [
    { name: "locale", value: "en-GB" },
    { name: "given_name", value: "Nova" },
    { name: "custom:tier", value: "gold" },
    { name: "custom:level", value: "7" },
    { name: "custom:trial", value: "true" },
  ],
});

describe("a user who is created", () => {
  it("has all that was said, by one call and no other", async () => {
    const username = freshName();
    const user = everything(username);
    const answer = invitedIn(await stage.create({ user }));
    expect(stage.calls()).toEqual(["AdminCreateUser"]);
    expect(answer).toMatchObject({
      user: { username, status: "FORCE_CHANGE_PASSWORD", enabled: true },
      invitation: "NOT_SENT",
      temporaryPassword: null,
    });
    expect(await attributesOf(username)).toEqual({
      sub: answer.user["sub"],
      email: user.email,
      email_verified: "true",
      phone_number: user.phoneNumber,
      phone_number_verified: "true",
      locale: "en-GB",
      given_name: "Nova",
      "custom:tier": "gold",
      "custom:level": "7",
      "custom:trial": "true",
    });
    expect(stage.gateway.pool.outbox.messages()).toEqual([]);
  });

  it("is answered as a look-up answers, every field of them", async () => {
    const username = freshName();
    const fields = `id poolId username sub status enabled createdAt lastModifiedAt email emailVerified phoneNumber name
      attributes { name value } mfa { enabled } groups`;
    const ask = { as: "seer", fields: `user { ${fields} } invitation` };
    const { user } = invitedIn(await stage.create({ user: everything(username) }, ask));
    const { data } = await stage.query(
      "seer",
      `query($u: String!) { user(poolId: "customers", username: $u) { ${fields} } }`,
      { u: username },
    );
    expect(user).toEqual(data?.["user"]);
  });

  it.each([
    ["EMAIL", ["EMAIL"]],
    ["SMS", ["SMS"]],
    ["EMAIL_AND_SMS", ["EMAIL", "SMS"]],
  ])(
    "is invited by %s, and can sign in with what the message tells",
    async (invitation, mediums) => {
      const username = freshName();
      const answer = invitedIn(await stage.create({ user: everything(username), invitation }));
      expect(answer).toMatchObject({ invitation: "SENT", temporaryPassword: null });
      const { pool } = stage.gateway;
      const messages = pool.outbox.messages({ username, kind: "invitation" });
      expect(messages.map(({ medium }) => medium)).toEqual(mediums);
      const [message] = messages;
      const password = message?.kind === "invitation" ? message.temporaryPassword : "";
      expect((await signIn(pool, username, password)).body.ChallengeName).toBe(
        "NEW_PASSWORD_REQUIRED",
      );
    },
  );

  it("signs in with the password that was given", async () => {
    const username = freshName();
    const answer = invitedIn(await stage.create({ user: { username }, temporaryPassword: chosen }));
    expect(answer.temporaryPassword).toBeNull();
    const { body } = await signIn(stage.gateway.pool, username, chosen);
    expect(body.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("signs in with the password that the gateway has issued, told in the answer and kept nowhere", async () => {
    const { pool } = stage.gateway;
    const username = freshName();
    const answer = invitedIn(await stage.create({ user: { username }, issuePassword: true }));
    const password = String(answer.temporaryPassword);
    expect(password).toMatch(/^.{16,}$/);
    expect((await signIn(pool, username, password)).body.ChallengeName).toBe(
      "NEW_PASSWORD_REQUIRED",
    );
    const again = invitedIn(
      await stage.create({ user: { username: freshName() }, issuePassword: true }),
    );
    expect(again.temporaryPassword).not.toBe(password);
    expect(stage.gateway.logged()).not.toContain(password);
    expect(JSON.stringify(stage.gateway.auditRecords())).not.toContain(password);
  });

  it("is told exactly when the temporary password expires", async () => {
    const fields = "user { temporaryPassword { exact expired } } invitation";
    const answer = await stage.create({ user: { username: freshName() } }, { fields });
    expect(invitedIn(answer).user).toEqual({ temporaryPassword: { exact: true, expired: false } });
  });
});

describe("where an address is the name", () => {
  it("is created by it, and has the username that Cognito makes", async () => {
    const email = `${freshName()}@example.com`;
    const user = { email, emailVerified: true };
    const answer = invitedIn(await stage.create({ poolId: "mailers", user, invitation: "EMAIL" }));
    expect(answer.user["username"]).toBe(answer.user["sub"]);
    expect(await attributesOf(email, mailers)).toMatchObject({ email, email_verified: "true" });
    expect(stage.gateway.pool.outbox.messages({ medium: "EMAIL" })).toHaveLength(1);
  });

  it("writes no address down, only a digest that a suspicion can be checked by", async () => {
    const email = `Mixed.${freshName()}@example.com`;
    const { user } = invitedIn(await stage.create({ poolId: "mailers", user: { email } }));
    const { intent, result } = lastRecords();
    expect(intent?.["target"]).toEqual({
      kind: "user",
      poolId: mailers,
      sub: null,
      username: null,
      requested: hash("sha256", `${String(intent?.["id"])}${email.toLowerCase()}`),
    });
    expect(result).toMatchObject({ sub: user["sub"], username: user["username"] });
    const written = JSON.stringify(stage.gateway.auditRecords()).toLowerCase();
    expect(written).not.toContain(email.toLowerCase());
    expect(stage.gateway.logged().toLowerCase()).not.toContain(email.toLowerCase());
  });

  it.each([
    ["a username beside it", { username: "somebody", email: "a@example.com" }, "user.username"],
    ["no address", {}, "user.email"],
    ["an address of another kind", { phoneNumber: "+442079460000" }, "user.email"],
  ])("is BAD_USER_INPUT with %s", async (_what, user, argument) => {
    expect(refusalIn(await stage.create({ poolId: "mailers", user }))).toBe(
      `BAD_USER_INPUT ${argument} NOT_APPLIED`,
    );
    expect(stage.calls()).toEqual([]);
  });

  it("is ALIAS_IN_USE for an address that is taken", async () => {
    const user = { email: "MIA@example.com" };
    expect(refusalIn(await stage.create({ poolId: "mailers", user }))).toBe(
      "ALIAS_IN_USE - NOT_APPLIED",
    );
    expect(stage.calls()).toEqual(["AdminCreateUser"]);
  });
});

describe("callers who may not", () => {
  it("are 401 without a token", async () => {
    const query = `mutation { createUser(poolId: "customers", user: { username: "x" }, invitation: NONE) { invitation } }`;
    const answer = await stage.gateway.post(JSON.stringify({ query }));
    expect([answer.httpStatus, answer.data]).toEqual([401, undefined]);
    expect(stage.calls()).toEqual([]);
  });

  it.each(["nobody", "henry", "audrey", "no-create", "no-read"])(
    "are FORBIDDEN as %s, the same in every pool and for every name, and nothing is asked",
    async (as) => {
      const told = new Set<string>();
      for (const [poolId, username] of [
        ["customers", freshName()],
        ["customers", "confirmed"],
        ["mailers", freshName()],
        ["eu-west-1_Nowhere", freshName()],
      ] as const) {
        const headers = { "x-request-id": "same" };
        const answer = await stage.create({ poolId, user: { username } }, { as, headers });
        expect(refusalIn(answer)).toBe("FORBIDDEN - NOT_APPLIED");
        told.add(answer.text);
      }
      expect(told.size).toBe(1);
      expect(stage.calls()).toEqual([]);
    },
  );

  const address = { email: "new@example.com" };
  const number = { phoneNumber: "+442079461234" };
  it.each([
    ["no-contact", address, "user.email"],
    ["no-contact", number, "user.phoneNumber"],
    ["no-vouch", { ...address, emailVerified: true }, "user.emailVerified"],
    ["no-vouch", { ...number, phoneNumberVerified: true }, "user.phoneNumberVerified"],
    ["no-attribute", { attributes: [{ name: "locale", value: "en" }] }, "user.attributes.locale"],
    ["no-attribute", { attributes: [{ name: "custom:tier", value: "gold" }] }, "user.attributes"],
    ["no-read-contact", { attributes: [{ name: "name", value: "N" }] }, "user.attributes.name"],
    ["localizer", { attributes: [{ name: "zoneinfo", value: "UTC" }] }, "user.attributes.zoneinfo"],
  ])("are FORBIDDEN as %s to give %j, and nothing is asked", async (as, part, argument) => {
    const username = freshName();
    const before = intents();
    const answer = await stage.create({ user: { username, ...part } }, { as });
    expect(refusalIn(answer)).toBe(`FORBIDDEN ${argument} NOT_APPLIED`);
    expect(stage.calls()).toEqual([]);
    expect(intents()).toBe(before);
    // A caller who may is not hindered by it.
    expect(invitedIn(await stage.create({ user: { username, ...part } })).invitation).toBe(
      "NOT_SENT",
    );
    stage.gateway.pool.faults.clear();
  });

  it.each(Object.keys(creationActions).filter((part) => !["create", "read"].includes(part)))(
    "may all the same as no-%s what does not need it",
    async (part) => {
      const answer = await stage.create({ user: { username: freshName() } }, { as: `no-${part}` });
      expect(invitedIn(answer).invitation).toBe("NOT_SENT");
    },
  );

  it("may set just the attributes that a policy names", async () => {
    const attributes = [{ name: "locale", value: "en" }];
    const user = { username: freshName(), attributes };
    expect(invitedIn(await stage.create({ user }, { as: "localizer" })).invitation).toBe(
      "NOT_SENT",
    );
    expect(lastRecords().intent?.["decidedBy"]).toEqual(["only-locale", "locale"]);
  });

  it("finds it switched off where the pool's writes lack it", async () => {
    const off = await startCreationStage({ writes: ["password", "delete"] });
    const answer = await off.create({ user: { username: freshName() } });
    await off.stop();
    expect(refusalIn(answer)).toBe("FORBIDDEN - NOT_APPLIED");
  });
});

describe("input", () => {
  const attributes = (...list: readonly (readonly [string, string])[]) => ({
    attributes: list.map(([name, value]) => ({ name, value })),
  });
  const username = "somebody-new";
  const many = Array.from({ length: 26 }, (_, index) => [`custom:a${index}`, "x"] as const);
  const refused: readonly (readonly [string, Creation, string])[] = [
    ["no username", { user: {} }, "BAD_USER_INPUT user.username"],
    ["a username with a blank", { user: { username: "a b" } }, "BAD_USER_INPUT user.username"],
    ["an empty username", { user: { username: "" } }, "BAD_USER_INPUT user.username"],
    ["a long username", { user: { username: "a".repeat(129) } }, "BAD_USER_INPUT user.username"],
    [
      "a username like an address",
      { user: { username: "a@b.co" } },
      "BAD_USER_INPUT user.username",
    ],
    [
      "a username like a number",
      { user: { username: "+4420794600" } },
      "BAD_USER_INPUT user.username",
    ],
    ["no e-mail address", { user: { username, email: "a@b" } }, "BAD_USER_INPUT user.email"],
    [
      "a blank in the address",
      { user: { username, email: "a b@c.de" } },
      "BAD_USER_INPUT user.email",
    ],
    [
      "no phone number",
      { user: { username, phoneNumber: "0207946" } },
      "BAD_USER_INPUT user.phoneNumber",
    ],
    [
      "a vouched address that is none",
      { user: { username, emailVerified: true } },
      "BAD_USER_INPUT user.emailVerified",
    ],
    [
      "a vouched number that is none",
      { user: { username, phoneNumberVerified: true } },
      "BAD_USER_INPUT user.phoneNumberVerified",
    ],
    [
      "an invitation to no address",
      { user: { username }, invitation: "EMAIL" },
      "BAD_USER_INPUT user.email",
    ],
    [
      "an invitation to no number",
      { user: { username }, invitation: "SMS" },
      "BAD_USER_INPUT user.phoneNumber",
    ],
    [
      "26 attributes",
      { user: { username, ...attributes(...many) } },
      "BAD_USER_INPUT user.attributes",
    ],
    [
      "an attribute twice",
      { user: { username, ...attributes(["locale", "a"], ["locale", "b"]) } },
      "BAD_USER_INPUT user.attributes",
    ],
    ...[
      "email",
      "email_verified",
      "phone_number",
      "phone_number_verified",
      "sub",
      "identities",
      "dev:x",
      "",
    ].map(
      (name) =>
        [
          `the attribute "${name}"`,
          { user: { username, ...attributes([name, "x"]) } },
          "BAD_USER_INPUT user.attributes",
        ] as const,
    ),
    [
      "an empty value",
      { user: { username, ...attributes(["locale", ""]) } },
      "BAD_USER_INPUT user.attributes.locale",
    ],
    [
      "an unknown attribute",
      { user: { username, ...attributes(["custom:no", "x"]) } },
      "BAD_USER_INPUT user.attributes",
    ],
    [
      "a short value",
      { user: { username, ...attributes(["custom:tier", "x"]) } },
      "BAD_USER_INPUT user.attributes.custom:tier",
    ],
    [
      "a long value",
      { user: { username, ...attributes(["custom:tier", "x".repeat(7)]) } },
      "BAD_USER_INPUT user.attributes.custom:tier",
    ],
    [
      "no number",
      { user: { username, ...attributes(["custom:level", "x"]) } },
      "BAD_USER_INPUT user.attributes.custom:level",
    ],
    [
      "a number out of range",
      { user: { username, ...attributes(["custom:level", "10"]) } },
      "BAD_USER_INPUT user.attributes.custom:level",
    ],
    [
      "no truth",
      { user: { username, ...attributes(["custom:trial", "yes"]) } },
      "BAD_USER_INPUT user.attributes.custom:trial",
    ],
    [
      "two passwords",
      { user: { username }, temporaryPassword: chosen, issuePassword: true },
      "BAD_USER_INPUT issuePassword",
    ],
    [
      "an empty password",
      { user: { username }, temporaryPassword: "" },
      "INVALID_PASSWORD temporaryPassword",
    ],
    [
      "half a character",
      { user: { username }, temporaryPassword: `${chosen}\ud800` },
      "BAD_USER_INPUT temporaryPassword",
    ],
    [
      "a long password",
      { user: { username }, temporaryPassword: "aA1!".repeat(65) },
      "INVALID_PASSWORD temporaryPassword",
    ],
  ];

  it.each(refused)(
    "with %s is refused, and nothing is asked of Cognito",
    async (_what, creation, refusal) => {
      const before = intents();
      expect(refusalIn(await stage.create(creation))).toBe(`${refusal} NOT_APPLIED`);
      expect(stage.calls()).toEqual([]);
      expect(intents()).toBe(before);
    },
  );

  it("that is no text is no e-mail address", async () => {
    for (const email of [5, true, ["a@example.com"], { a: "b@c.de" }]) {
      const answer = await stage.create({ user: { username: freshName(), email } });
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(["BAD_USER_INPUT"]);
    }
    expect(stage.calls()).toEqual([]);
  });

  it("may leave out an attribute that the pool requires of people who sign up", async () => {
    expect(invitedIn(await stage.create({ user: { username: freshName() } })).invitation).toBe(
      "NOT_SENT",
    );
  });
});

describe("what Cognito refuses", () => {
  it("is USER_EXISTS for a username that is taken, by whatever case the pool knows", async () => {
    expect(refusalIn(await stage.create({ user: { username: "confirmed" } }))).toBe(
      "USER_EXISTS - NOT_APPLIED",
    );
    expect(stage.calls()).toEqual(["AdminCreateUser", "AdminGetUser"]);
  });

  it("is ALIAS_IN_USE for an address that names somebody else, who keeps it", async () => {
    const user = { username: freshName(), email: "confirmed@example.com", emailVerified: true };
    expect(refusalIn(await stage.create({ user }))).toBe("ALIAS_IN_USE - NOT_APPLIED");
    expect(await isThere(user.username)).toBe(false);
    expect(await attributesOf("confirmed")).toMatchObject({ email_verified: "true" });
  });

  it("is ALIAS_IN_USE where the exception says that the username exists and nobody has it", async () => {
    const username = freshName();
    stage.gateway.pool.faults.add({
      ...{ operation: "AdminCreateUser", username },
      ...{ kind: "error", type: "UsernameExistsException", status: 400 },
    });
    expect(refusalIn(await stage.create({ user: { username } }))).toBe(
      "ALIAS_IN_USE - NOT_APPLIED",
    );
    expect(lastRecords().result).toMatchObject({ outcome: "NOT_APPLIED", code: "ALIAS_IN_USE" });
  });

  it("is INVALID_PASSWORD with the broken rules", async () => {
    const answer = await stage.create({
      user: { username: freshName() },
      temporaryPassword: "abcdefghij",
    });
    expect(refusalIn(answer)).toBe("INVALID_PASSWORD temporaryPassword NOT_APPLIED");
    expect(answer.errors?.[0]?.extensions["violations"]).toEqual([
      "NO_UPPERCASE",
      "NO_NUMBER",
      "NO_SYMBOL",
    ]);
  });

  it("is REJECTED_BY_TRIGGER, and nobody is there, when the pre sign-up trigger refuses", async () => {
    const username = freshName();
    stage.gateway.pool.triggers.add({ trigger: "PreSignUp", kind: "refuses", message: "no" });
    const answer = await stage.create({ user: { username } });
    expect(refusalIn(answer)).toBe("REJECTED_BY_TRIGGER - NOT_APPLIED");
    expect(answer.errors?.[0]?.extensions["trigger"]).toBe("PRE_SIGN_UP");
    expect(await isThere(username)).toBe(false);
  });

  it("is UNKNOWN when the trigger of the message fails, after the creation", async () => {
    const username = freshName();
    stage.gateway.pool.triggers.add({ trigger: "CustomMessage", kind: "refuses", message: "no" });
    const answer = await stage.create({ user: everything(username), invitation: "EMAIL" });
    expect(refusalIn(answer)).toBe("REJECTED_BY_TRIGGER - UNKNOWN");
    expect(await isThere(username)).toBe(true);
  });
});

describe("a message that cannot be delivered", () => {
  it.each([
    ["customers", (name: string) => ({ username: name, email: `${name}@example.com` })],
    ["mailers", (name: string) => ({ email: `${name}@example.com` })],
  ])("leaves the user created in %s: a success that says so", async (poolId, userOfName) => {
    const { pool } = stage.gateway;
    pool.outbox.failNext();
    const user: Readonly<Record<string, string>> = userOfName(freshName());
    const answer = invitedIn(await stage.create({ poolId, user, invitation: "EMAIL" }));
    expect(answer).toMatchObject({
      invitation: "FAILED",
      user: { status: "FORCE_CHANGE_PASSWORD" },
    });
    expect(stage.calls()).toEqual(["AdminCreateUser", "AdminGetUser"]);
    expect(lastRecords().result).toMatchObject({
      ...{ outcome: "APPLIED", code: "DELIVERY_FAILED", settledBy: "read-back" },
      ...{ sub: answer.user["sub"], username: answer.user["username"] },
    });
  });

  it("tells the issued password all the same", async () => {
    const { pool } = stage.gateway;
    pool.outbox.failNext();
    const username = freshName();
    const creation = { user: everything(username), invitation: "EMAIL", issuePassword: true };
    const { temporaryPassword } = invitedIn(await stage.create(creation));
    expect((await signIn(pool, username, String(temporaryPassword))).httpStatus).toBe(200);
  });

  const undelivered = (username: string) => {
    stage.gateway.pool.faults.add({
      ...{ operation: "AdminCreateUser", username, kind: "error" as const },
      ...{ type: "CodeDeliveryFailureException", status: 400 },
    });
  };

  it("is DELIVERY_FAILED and UNKNOWN when nobody is found", async () => {
    const username = freshName();
    undelivered(username);
    const answer = await stage.create({ user: everything(username), invitation: "EMAIL" });
    expect(refusalIn(answer)).toBe("DELIVERY_FAILED - UNKNOWN");
    expect(lastRecords().result).toMatchObject({ outcome: "UNKNOWN", code: "DELIVERY_FAILED" });
  });

  it.each([
    ["who was there before", { status: "FORCE_CHANGE_PASSWORD" as const }, 60_000],
    ["of another status", { status: "CONFIRMED" as const }, 0],
  ])("is UNKNOWN when it finds a user %s", async (_who, seed, ageMs) => {
    const { pool } = stage.gateway;
    const username = freshName();
    pool.seedUser(customers, { username, ...seed });
    pool.clock.advance(ageMs);
    undelivered(username);
    const answer = await stage.create({ user: everything(username), invitation: "EMAIL" });
    pool.clock.advance(-ageMs);
    expect(refusalIn(answer)).toBe("DELIVERY_FAILED - UNKNOWN");
  });

  it("is UNKNOWN when the look-up fails", async () => {
    const { outbox, faults } = stage.gateway.pool;
    outbox.failNext();
    faults.add({ operation: "AdminGetUser", kind: "internal-error", times: 4 });
    const answer = await stage.create({ user: everything(freshName()), invitation: "EMAIL" });
    expect(refusalIn(answer)).toBe("DELIVERY_FAILED - UNKNOWN");
  });
});

describe("a creation that fails on its way", () => {
  const declared = [
    ...["AliasExistsException", "InvalidParameterException", "InvalidPasswordException"],
    ...["NotAuthorizedException", "PreconditionNotMetException", "ResourceNotFoundException"],
    ...["UnsupportedUserStateException", "UserNotFoundException", "OperationNotEnabledException"],
  ];
  const undecided = [
    ...[
      "UnexpectedLambdaException",
      "InvalidLambdaResponseException",
      "UserLambdaValidationException",
    ],
    ...["InvalidSmsRoleAccessPolicyException", "InvalidSmsRoleTrustRelationshipException"],
    ...["InternalErrorException", "NeverHeardOfException"],
  ];
  const named = (type: string): FaultKind => ({ kind: "error", type, status: 400 });
  const inPool: readonly (readonly [string, FaultKind, "NOT_APPLIED" | "UNKNOWN", boolean])[] = [
    ...declared.map((type) => [type, named(type), "NOT_APPLIED", false] as const),
    ...undecided.map((type) => [type, named(type), "UNKNOWN", false] as const),
    ["no answer", { kind: "hang" }, "UNKNOWN", false],
    ["no answer, though done", { kind: "hang-after" }, "UNKNOWN", true],
    ["a cut connection", { kind: "cut-before" }, "UNKNOWN", false],
    ["a cut connection, though done", { kind: "cut-after" }, "UNKNOWN", true],
    ["garbage, though done", { kind: "garbage" }, "UNKNOWN", true],
  ];

  const expectTold = async (username: string, outcome: string, isDone: boolean) => {
    const answer = await stage.create({ user: { username } });
    expect(refusalIn(answer)).toMatch(new RegExp(` ${outcome}$`));
    const { intent, result } = lastRecords();
    const { code, auditId } = answer.errors![0]!.extensions;
    expect(auditId).toBe(intent?.["id"]);
    expect(result).toMatchObject({ outcome, code });
    expect(stage.calls().filter((call) => call === "AdminCreateUser").length).toBeLessThanOrEqual(
      1,
    );
    expect(await isThere(username)).toBe(isDone);
  };

  it.each(inPool)(
    "with %s is told as what is known of it",
    async (_what, fault, outcome, isDone) => {
      const username = freshName();
      stage.gateway.pool.faults.add({ operation: "AdminCreateUser", username, ...fault });
      await expectTold(username, outcome, isDone);
    },
  );

  it.each(
    Object.entries(wireFaults).flatMap(([name, fault]) => [
      [name, "before it was done", fault, false] as const,
      [name, "though done", fault, true] as const,
    ]),
  )("with %s, %s, is UNKNOWN, whatever it looks like", async (_what, _when, fault, reachesPool) => {
    const username = freshName();
    onWire.set(username, { reachesPool, fault });
    await expectTold(username, "UNKNOWN", reachesPool);
  });

  const whole = ["a slow drip", "two answers at once", "a second answer later"];
  it.each(Object.entries(answerFaults))(
    "with %s claims nothing that is not known",
    async (name, fault) => {
      const username = freshName();
      onWire.set(username, { reachesPool: true, fault });
      const { errors } = await stage.create({ user: { username } });
      expect(await isThere(username)).toBe(true);
      const outcome = errors?.[0]?.extensions["outcome"] ?? "done";
      expect(outcome).toBe(whole.includes(name) ? "done" : "UNKNOWN");
    },
  );
});

describe("the audit log", () => {
  it("has an intent with names and no values, and a result with who it became", async () => {
    const username = freshName();
    const user = everything(username);
    const creation = { user, invitation: "EMAIL", temporaryPassword: chosen };
    const { user: created } = invitedIn(await stage.create(creation));
    const { intent, result } = lastRecords();
    expect(intent).toMatchObject({
      action: "user:create",
      target: { kind: "user", poolId: customers, sub: null, username },
      change: {
        password: "given",
        attributes: [
          ...["email", "phone_number", "locale", "given_name"],
          ...["custom:tier", "custom:level", "custom:trial"],
        ],
        vouched: ["email", "phone_number"],
        invitation: "EMAIL",
      },
      decidedBy: ["maker"],
    });
    expect(result).toMatchObject({
      ...{ outcome: "APPLIED", sub: created["sub"], username },
      after: { status: "FORCE_CHANGE_PASSWORD", enabled: true },
    });
    const written = JSON.stringify([intent, result]);
    for (const value of [user.email, user.phoneNumber, "Nova", "en-GB", chosen]) {
      expect(written).not.toContain(value);
    }
  });

  it.each([
    [{ issuePassword: true }, "issued"],
    [{}, "cognito"],
  ])("says of %j whose password it is", async (creation, password) => {
    invitedIn(await stage.create({ user: { username: freshName() }, ...creation }));
    expect(lastRecords().intent?.["change"]).toMatchObject({ password, invitation: "NONE" });
  });
});

describe("two at once", () => {
  it("of one name, however written, come one after the other, and one is refused", async () => {
    const name = freshName();
    const answers = await Promise.all(
      [name, name].map((username) => stage.create({ user: { username } })),
    );
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? "done");
    expect(codes.toSorted()).toEqual(["USER_EXISTS", "done"]);
  });

  describe("within limits", () => {
    let limited: CreationStage;

    beforeAll(async () => {
      const limits = { mutationsPerCallerPerMinute: 4, mutationsPerTargetPerMinute: 2 };
      limited = await startCreationStage({ config: { limits } });
    });

    afterAll(async () => {
      await limited.stop();
    });

    const codeOf = async (username: string) => {
      const { errors } = await limited.create({ user: { username } });
      return errors?.[0]?.extensions.code ?? "done";
    };

    it("are sent again after a throttle; then RATE_LIMITED for the name, and for the caller", async () => {
      const { faults, ledger } = limited.gateway.pool;
      const name = freshName();
      faults.add({ operation: "AdminCreateUser", kind: "throttle" });
      expect(await codeOf(name)).toBe("done");
      expect(limited.calls().filter((call) => call === "AdminCreateUser")).toHaveLength(2);
      expect(await codeOf(name.toUpperCase())).toBe("done");
      expect(await codeOf(name)).toBe("RATE_LIMITED");
      expect(await codeOf(freshName())).toBe("done");
      ledger.clear();
      expect(await codeOf(freshName())).toBe("RATE_LIMITED");
      expect(limited.calls()).toEqual([]);
    });
  });
});

describe("secrets and addresses", () => {
  it("stand in no answer, log line, metric or record, whatever becomes of it", async () => {
    const { gateway } = stage;
    const canary = "Canary-9c1B!";
    const texts: string[] = [];
    const kinds: readonly (FaultKind | null)[] = [
      null,
      ...(["throttle", "internal-error", "hang-after", "cut-after", "garbage"] as const).map(
        (kind) => ({ kind }),
      ),
      { kind: "error", type: "InvalidParameterException", status: 400 },
    ];
    for (const kind of kinds) {
      const username = freshName();
      if (kind !== null)
        gateway.pool.faults.add({ operation: "AdminCreateUser", username, ...kind });
      const attributes = [{ name: "custom:tier", value: "Canary" }];
      const user = { username, email: `canary-${username}@example.com`, attributes };
      texts.push((await stage.create({ user, temporaryPassword: canary })).text);
    }
    for (const temporaryPassword of [
      [canary],
      { [canary]: 1 },
      `${canary}\ud800`,
      canary.repeat(30),
    ]) {
      const answer = await stage.create({ user: { username: freshName() }, temporaryPassword });
      expect(answer.errors).toHaveLength(1);
      texts.push(answer.text);
    }
    const user = {
      username: `${canary}@x.yz`,
      email: `${canary}@`,
      attributes: [{ name: canary, value: canary }],
    };
    for (const as of ["maker", "nobody", "no-attribute"]) {
      texts.push((await stage.create({ user }, { as })).text);
      texts.push(
        (await stage.create({ user: { ...user, username: freshName(), email: null } }, { as }))
          .text,
      );
    }
    const literal = `mutation { createUser(poolId: "customers", user: { username: "l" }, invitation: NONE, temporaryPassword: "${canary}") { invitation } }`;
    texts.push((await stage.query("maker", literal)).text);
    expect(texts.at(-1)).toContain("LITERAL_SECRET");
    const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    expect(metrics).toContain("AdminCreateUser");
    const shown = [...texts, gateway.logged(), JSON.stringify(gateway.auditRecords()), metrics];
    expect(shown.filter((text) => /canary/i.test(text))).toEqual([]);
  });
});

describe("an invitation that is sent again", () => {
  const resend = (username: string, by = "EMAIL", as = "ada") =>
    stage.query(
      as,
      `mutation($u: String!, $by: UserInvitation!) {
        resendInvitation(poolId: "customers", username: $u, by: $by) {
          user { username status temporaryPassword { exact } } invitation temporaryPassword
        }
      }`,
      { u: username, by },
    );

  it("brings a new temporary password, which voids the one before", async () => {
    const { pool } = stage.gateway;
    const username = freshName();
    await stage.create({ user: everything(username), temporaryPassword: chosen });
    const { data } = await resend(username);
    expect(data?.["resendInvitation"]).toEqual({
      user: { username, status: "FORCE_CHANGE_PASSWORD", temporaryPassword: { exact: true } },
      invitation: "SENT",
      temporaryPassword: null,
    });
    const [message] = pool.outbox.messages({ username });
    const password = message?.kind === "invitation" ? message.temporaryPassword : "";
    expect((await signIn(pool, username, chosen)).httpStatus).toBe(400);
    expect((await signIn(pool, username, password)).httpStatus).toBe(200);
    expect(lastRecords().intent).toMatchObject({
      action: "user:invite",
      change: { password: "cognito", invitation: "EMAIL" },
    });
  });

  it("is told as FAILED when it cannot be delivered, and written down as applied", async () => {
    const username = freshName();
    await stage.create({ user: everything(username) });
    stage.gateway.pool.outbox.failNext();
    const { data, errors } = await resend(username);
    expect(errors).toBeUndefined();
    expect(data?.["resendInvitation"]).toMatchObject({ invitation: "FAILED", user: { username } });
    expect(lastRecords().result).toMatchObject({ outcome: "APPLIED", code: "DELIVERY_FAILED" });
  });

  it("is BAD_USER_INPUT by NONE, and for a medium without an address", async () => {
    const username = freshName();
    await stage.create({ user: { username } });
    stage.gateway.pool.ledger.clear();
    const codeOf = async (by: string) => (await resend(username, by)).errors?.[0]?.extensions;
    expect(await codeOf("NONE")).toMatchObject({
      code: "BAD_USER_INPUT",
      argument: "by",
      outcome: "NOT_APPLIED",
    });
    expect(stage.calls()).toEqual([]);
    expect(await codeOf("SMS")).toMatchObject({ code: "BAD_USER_INPUT", outcome: "NOT_APPLIED" });
    expect(stage.gateway.pool.outbox.messages()).toEqual([]);
  });

  it("is INVALID_USER_STATE for somebody who has a password, and nothing is sent", async () => {
    const { errors } = await resend("confirmed");
    expect(errors?.[0]?.extensions).toMatchObject({
      code: "INVALID_USER_STATE",
      outcome: "NOT_APPLIED",
    });
    expect(stage.calls()).toEqual(["AdminGetUser", "AdminListGroupsForUser"]);
  });
});
