import { constants, createHmac, sign } from "node:crypto";
import type { KeyFetch } from "../../../../src/authorization/tokens/jwks-cache.js";
import type { RolesTrouble } from "../../../../src/authorization/tokens/roles-claim.js";
import {
  TokenVerifier,
  type TokenVerifierOptions,
} from "../../../../src/authorization/tokens/token-verifier.js";
import type { TrustedIssuer } from "../../../../src/authorization/tokens/trusted-issuer.js";
import {
  GatewayError,
  type TokenRefusal,
  tokenRefusals,
} from "../../../../src/errors/gateway-error.js";
import {
  type Claims,
  compactToken,
  createTestClock,
  createTokenKey,
  signToken,
  startIssuer,
  type TestClock,
  type TestIssuer,
} from "../../../support/signed-tokens.js";

const key = createTokenKey("key-1");
const otherKey = createTokenKey("key-1");
const nextKey = createTokenKey("key-2");

let clock: TestClock;
let issuer: TestIssuer;

beforeEach(async () => {
  clock = createTestClock();
  issuer = await startIssuer(key);
});

afterEach(async () => {
  await issuer.stop();
});

const trust = (changes: Partial<TrustedIssuer> = {}): TrustedIssuer => ({
  issuer: issuer.url,
  tokenUse: "access",
  clientIds: ["client", "second"],
  requireJti: true,
  rolesClaim: "cognito:groups",
  subjectPoolIds: ["eu-west-1_Admins"],
  ...changes,
});

/** A verifier that believes one issuer, or the given ones, and goes by the test's clock. */
const createVerifier = (issuers = [trust()], options: TokenVerifierOptions = {}) =>
  new TokenVerifier(issuers, { now: clock.now, ...options });

/** The claims of an access token that is believed. */
const accessClaims = (changes: Claims = {}): Claims => ({
  sub: "ada",
  iss: issuer.url,
  client_id: "client",
  token_use: "access",
  "cognito:groups": ["admin"],
  jti: "token-1",
  iat: clock.seconds(-10),
  exp: clock.seconds(300),
  ...changes,
});

const without = (name: string): Claims => {
  const { [name]: _left, ...rest } = accessClaims();
  return rest;
};

const verify = (token: string, changes?: Partial<TrustedIssuer>) =>
  createVerifier([trust(changes)]).verify(`Bearer ${token}`);

/** The code that a header is refused with; "accepted" when it is not. */
async function codeFor(
  authorization: string | undefined,
  verifier = createVerifier(),
): Promise<string> {
  try {
    await verifier.verify(authorization);
    return "accepted";
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    expect(error.details).toEqual({});
    return error.code;
  }
}

/** Why a header is refused, as the operator's log says. */
async function refusalOf(authorization: string | undefined, verifier = createVerifier()) {
  const error: unknown = await verifier.verify(authorization).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof GatewayError ? error.logFields.token : "accepted";
}

const codeOf = (token: string, verifier?: TokenVerifier) => codeFor(`Bearer ${token}`, verifier);

describe("a valid access token", () => {
  it("proves who calls", async () => {
    expect(await verify(signToken(key, accessClaims()))).toEqual({
      subject: "ada",
      issuer: issuer.url,
      roles: ["admin"],
      subjectPoolIds: ["eu-west-1_Admins"],
    });
  });

  it.each(["Bearer", "bearer", "BEARER", "Bearer  "])("is accepted after %j", async (scheme) => {
    expect(await codeFor(`${scheme} ${signToken(key, accessClaims())}`)).toBe("accepted");
  });

  it("may be of any of the configured clients", async () => {
    expect(await codeOf(signToken(key, accessClaims({ client_id: "second" })))).toBe("accepted");
  });
});

describe("the Authorization header", () => {
  it.each<[string, (token: string) => string | undefined]>([
    ["none", () => undefined],
    ["empty", () => ""],
    ["a scheme alone", () => "Bearer"],
    ["a scheme and a blank", () => "Bearer "],
    ["no scheme", (token) => token],
    ["another scheme", (token) => `Basic ${token}`],
    ["no blank", (token) => `Bearer${token}`],
    ["a tab", (token) => `Bearer\t${token}`],
    ["a blank in front", (token) => ` Bearer ${token}`],
    ["a blank behind", (token) => `Bearer ${token} `],
    ["a line end behind", (token) => `Bearer ${token}\n`],
    ["two tokens", (token) => `Bearer ${token} ${token}`],
    ["two headers joined", (token) => `Bearer ${token}, Bearer ${token}`],
    ["quotes", (token) => `Bearer "${token}"`],
    ["padding", (token) => `Bearer ${token}=`],
    ["padding inside", (token) => `Bearer ${token.replace(".", "=.")}`],
    ["two parts", (token) => `Bearer ${token.split(".").slice(0, 2).join(".")}`],
    ["an empty signature", (token) => `Bearer ${token.split(".").slice(0, 2).join(".")}.`],
    ["four parts", (token) => `Bearer ${token}.x`],
    ["base64 instead of base64url", (token) => `Bearer ${token.replace(/.$/, "+")}`],
    ["another spelling of the same signature", (token) => `Bearer ${respell(token)}`],
    ["many blanks", (token) => `Bearer${" ".repeat(9)}${token}`],
    ["words", () => "Bearer one.two.three"],
  ])("with %s is refused", async (_what, header) => {
    expect(await codeFor(header(signToken(key, accessClaims())))).toBe("UNAUTHENTICATED");
  });

  it("may hold a token as long as headers can be", async () => {
    expect(await codeOf(bigToken(24_000))).toBe("accepted");
  });

  const bigToken = (bytes: number) => signToken(key, accessClaims({ filler: "x".repeat(bytes) }));

  /** Sets bits of the last character that stand for nothing: 2048 bits of signature leave four of them. */
  function respell(token: string): string {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const last = alphabet.indexOf(token.at(-1) ?? "");
    return token.slice(0, -1) + (alphabet[last + 1] ?? "");
  }

  it("with a forged or broken token costs no look at the issuer's keys", async () => {
    const verifier = createVerifier();
    for (const header of [
      undefined,
      "Bearer",
      "Bearer one.two.three",
      `Bearer ${signToken(key, accessClaims(), { alg: "RS512" })}`,
      `Bearer ${signToken(key, accessClaims(), { crit: ["exp"] })}`,
    ]) {
      await codeFor(header, verifier);
    }
    expect(issuer.fetches()).toBe(0);
  });
});

describe("a signature", () => {
  const rs256 = (content: string) => sign("sha256", Buffer.from(content), key.privateKey);

  it.each<[string, () => string]>([
    ["alg none", () => compactToken({ alg: "none", kid: key.kid }, accessClaims(), rs256)],
    ["alg NoNe", () => compactToken({ alg: "NoNe", kid: key.kid }, accessClaims(), rs256)],
    ["no alg", () => compactToken({ kid: key.kid }, accessClaims(), rs256)],
    [
      "HS256 with the public key as its secret",
      () =>
        compactToken({ alg: "HS256", kid: key.kid }, accessClaims(), (content) =>
          createHmac("sha256", key.publicKey.export({ type: "spki", format: "pem" }))
            .update(content)
            .digest(),
        ),
    ],
    [
      "RS512",
      () =>
        compactToken({ alg: "RS512", kid: key.kid }, accessClaims(), (content) =>
          sign("sha512", Buffer.from(content), key.privateKey),
        ),
    ],
    [
      "RS384",
      () =>
        compactToken({ alg: "RS384", kid: key.kid }, accessClaims(), (content) =>
          sign("sha384", Buffer.from(content), key.privateKey),
        ),
    ],
    ["another key of the same name", () => signToken(otherKey, accessClaims())],
    ["a key that is not published", () => signToken(nextKey, accessClaims())],
    [
      "PS256",
      () =>
        compactToken({ alg: "PS256", kid: key.kid }, accessClaims(), (content) =>
          sign("sha256", Buffer.from(content), {
            key: key.privateKey,
            padding: constants.RSA_PKCS1_PSS_PADDING,
          }),
        ),
    ],
    ["alg rs256", () => compactToken({ alg: "rs256", kid: key.kid }, accessClaims(), rs256)],
    ["a list of algs", () => signToken(key, accessClaims(), { alg: ["RS256"] })],
    ["no kid", () => compactToken({ alg: "RS256" }, accessClaims(), rs256)],
    ["an empty kid", () => signToken(key, accessClaims(), { kid: "" })],
    ["a number as kid", () => signToken(key, accessClaims(), { kid: 1 })],
    ["a list instead of a header", () => compactToken([], accessClaims(), rs256)],
    ["null instead of a header", () => compactToken(null, accessClaims(), rs256)],
    [
      "a key that the token brings itself",
      () =>
        signToken(otherKey, accessClaims(), { jwk: otherKey.publicKey.export({ format: "jwk" }) }),
    ],
    ["a key address of its own", () => signToken(otherKey, accessClaims(), { jku: "http://x" })],
    ["crit", () => signToken(key, accessClaims(), { crit: ["exp"] })],
    ["crit of something unknown", () => signToken(key, accessClaims(), { crit: ["x"], x: 1 })],
    ["crit null", () => signToken(key, accessClaims(), { crit: null })],
    ["b64", () => signToken(key, accessClaims(), { b64: true })],
    ...["jwk", "jku", "x5u", "x5c"].map((name): [string, () => string] => [
      `the right key and ${name}`,
      () => signToken(key, accessClaims(), { [name]: issuer.jwksUri }),
    ]),
    [
      "claims that were changed afterwards",
      () => {
        const [header, , signature] = signToken(key, accessClaims()).split(".");
        const claims = Buffer.from(JSON.stringify(accessClaims({ sub: "eve" })));
        return `${header ?? ""}.${claims.toString("base64url")}.${signature ?? ""}`;
      },
    ],
  ])("with %s is refused", async (_what, token) => {
    expect(await codeOf(token())).toBe("UNAUTHENTICATED");
  });

  it("names its key in 256 characters, and not in more", async () => {
    const longNames = [256, 257].map((length) => ({ ...key, kid: "k".repeat(length) }));
    issuer.publish(...longNames);
    const codes = longNames.map(async (named) => codeOf(signToken(named, accessClaims())));
    expect(await Promise.all(codes)).toEqual(["accepted", "UNAUTHENTICATED"]);
  });
});

describe("the type of a token", () => {
  it.each(["JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "Application/JWT"])(
    "may be %s",
    async (typ) => {
      expect(await codeOf(signToken(key, accessClaims(), { typ }))).toBe("accepted");
    },
  );

  it.each([
    "",
    "JOSE",
    "id+jwt",
    "logout+jwt",
    "jwt ",
    "text/jwt",
    "application/",
    null,
    1,
    ["JWT"],
  ])("may not be %j", async (typ) => {
    expect(await codeOf(signToken(key, accessClaims(), { typ }))).toBe("UNAUTHENTICATED");
  });
});

describe("a claim", () => {
  it.each<[string, () => unknown]>([
    ["no exp", () => without("exp")],
    ["exp as text", () => accessClaims({ exp: String(clock.seconds(300)) })],
    ["exp null", () => accessClaims({ exp: null })],
    ["exp over", () => accessClaims({ exp: clock.seconds(-1) })],
    ["exp 0", () => accessClaims({ exp: 0 })],
    ["exp now", () => accessClaims({ exp: clock.seconds(0) })],
    ["nbf more than a minute ahead", () => accessClaims({ nbf: clock.seconds(61) })],
    ["nbf an hour ahead", () => accessClaims({ nbf: clock.seconds(3600) })],
    ["nbf null", () => accessClaims({ nbf: null })],
    ["nbf as text", () => accessClaims({ nbf: String(clock.seconds(-5)) })],
    ["no iat", () => without("iat")],
    ["iat as text", () => accessClaims({ iat: String(clock.seconds(-5)) })],
    ["iat more than a minute ahead", () => accessClaims({ iat: clock.seconds(61) })],
    ["iat an hour ahead", () => accessClaims({ iat: clock.seconds(3600) })],
    ["another issuer", () => accessClaims({ iss: "https://other.example.com" })],
    ["the issuer and a slash", () => accessClaims({ iss: `${issuer.url}/` })],
    ["no issuer", () => without("iss")],
    ["a list of issuers", () => accessClaims({ iss: [issuer.url] })],
    ["another client", () => accessClaims({ client_id: "stranger" })],
    ["no client", () => without("client_id")],
    ["a list of clients", () => accessClaims({ client_id: ["client"] })],
    ["the client as audience only", () => ({ ...without("client_id"), aud: "client" })],
    ["the use of an ID token", () => accessClaims({ token_use: "id" })],
    ["no use", () => without("token_use")],
    ["no sub", () => without("sub")],
    ["an empty sub", () => accessClaims({ sub: "" })],
    ["a number as sub", () => accessClaims({ sub: 1 })],
    ["a long sub", () => accessClaims({ sub: "s".repeat(257) })],
    ["no jti", () => without("jti")],
    ["an empty jti", () => accessClaims({ jti: "" })],
    ["a number as jti", () => accessClaims({ jti: 1 })],
    ["a long jti", () => accessClaims({ jti: "j".repeat(257) })],
    ["a list instead of claims", () => ["x"]],
    ["null instead of claims", () => null],
  ])("(%s) makes a token worthless", async (_what, claims) => {
    expect(await codeOf(signToken(key, claims()))).toBe("UNAUTHENTICATED");
  });

  it.each<[string, () => Claims]>([
    ["nbf that is past", () => ({ nbf: clock.seconds(-5) })],
    ["nbf of this second", () => ({ nbf: clock.seconds(0) })],
    ["nbf a second ahead", () => ({ nbf: clock.seconds(1) })],
    ["nbf a minute ahead", () => ({ nbf: clock.seconds(60) })],
    ["iat a minute ahead", () => ({ iat: clock.seconds(60) })],
    ["a second left", () => ({ exp: clock.seconds(1) })],
    ["names of 256 characters", () => ({ sub: "s".repeat(256), jti: "j".repeat(256) })],
  ])("(%s) does no harm", async (_what, changes) => {
    expect(await codeOf(signToken(key, accessClaims(changes())))).toBe("accepted");
  });

  it.each([
    ["exp", `"exp":1e999`],
    ["iat", `"iat":-1e999`],
  ])("(%s) that is no finite number makes a token worthless", async (name, text) => {
    const claims = JSON.stringify(without(name)).replace("{", `{${text},`);
    const content = [JSON.stringify({ alg: "RS256", kid: key.kid }), claims]
      .map((part) => Buffer.from(part).toString("base64url"))
      .join(".");
    const signature = sign("sha256", Buffer.from(content), key.privateKey).toString("base64url");
    expect(await codeOf(`${content}.${signature}`)).toBe("UNAUTHENTICATED");
  });
});

describe("the clock", () => {
  it.each(["2001-09-09", "2099-12-31"])("is the given one, be it %s", async (day) => {
    clock = createTestClock(Date.parse(day));
    const verifier = createVerifier();
    const token = signToken(key, accessClaims({ nbf: clock.seconds(0) }));
    expect(await codeOf(token, verifier)).toBe("accepted");
    clock.advance(299_999);
    expect(await codeOf(token, verifier)).toBe("accepted");
    clock.advance(1);
    expect(await codeOf(token, verifier)).toBe("UNAUTHENTICATED");
    clock.advance(-360_001);
    expect(await codeOf(token, verifier)).toBe("UNAUTHENTICATED");
  });

  it("is the system's unless another is given", async () => {
    const times = { iat: Date.now() / 1000, exp: Date.now() / 1000 + 300 };
    const verifier = new TokenVerifier([trust()]);
    expect(await codeOf(signToken(key, accessClaims(times)), verifier)).toBe("accepted");
    const old = { iat: times.iat - 600, exp: times.iat - 1 };
    expect(await codeOf(signToken(key, accessClaims(old)), verifier)).toBe("UNAUTHENTICATED");
  });
});

describe("ID tokens", () => {
  const idClaims = (changes: Claims = {}) =>
    ({ ...without("client_id"), token_use: "id", aud: "client", ...changes }) as Claims;

  it("are believed where they are wanted, by their audience", async () => {
    const verifier = createVerifier([trust({ tokenUse: "id" })]);
    expect(await codeOf(signToken(key, idClaims()), verifier)).toBe("accepted");
    expect(await codeOf(signToken(key, idClaims({ aud: "stranger" })), verifier)).toBe(
      "UNAUTHENTICATED",
    );
    expect(await codeOf(signToken(key, accessClaims()), verifier)).toBe("UNAUTHENTICATED");
  });

  it("are refused where access tokens are wanted", async () => {
    expect(await codeOf(signToken(key, idClaims({ client_id: "client" })))).toBe("UNAUTHENTICATED");
  });
});

describe("an issuer that is not Cognito", () => {
  const claims = (changes: Claims = {}): Claims => ({
    sub: "olga",
    iss: issuer.url,
    aud: ["other", "gateway"],
    roles: ["helpdesk"],
    jti: "token-2",
    iat: clock.seconds(0),
    exp: clock.seconds(300),
    ...changes,
  });
  const settings = { tokenUse: null, clientIds: undefined, audience: ["gateway"] };

  it("is believed by audience, without a token use", async () => {
    const principal = await verify(signToken(key, claims()), { ...settings, rolesClaim: "roles" });
    expect(principal).toMatchObject({ subject: "olga", issuer: issuer.url, roles: ["helpdesk"] });
    expect(await verify(signToken(key, claims({ aud: "gateway" })), settings)).toMatchObject({
      subject: "olga",
    });
  });

  it.each([{ aud: "other" }, { aud: [] }, { aud: undefined }, { aud: "gateway2" }])(
    "is refused with %j",
    async (changes) => {
      const verifier = createVerifier([trust(settings)]);
      expect(await codeOf(signToken(key, claims(changes)), verifier)).toBe("UNAUTHENTICATED");
    },
  );

  it("still needs exp, iat, sub and, where it is asked for, jti", async () => {
    const verifier = createVerifier([trust(settings)]);
    for (const name of ["exp", "iat", "sub", "jti"]) {
      const token = signToken(key, claims({ [name]: undefined }));
      expect(await codeOf(token, verifier)).toBe("UNAUTHENTICATED");
    }
  });

  it("may leave jti out where it is not asked for, but not write it wrongly", async () => {
    const verifier = createVerifier([trust({ ...settings, requireJti: false })]);
    expect(await codeOf(signToken(key, claims({ jti: undefined })), verifier)).toBe("accepted");
    for (const jti of ["", 1, null, "j".repeat(257)]) {
      expect(await codeOf(signToken(key, claims({ jti })), verifier)).toBe("UNAUTHENTICATED");
    }
  });

  it("has people blocked by sub, with jti or without", async () => {
    const blockList = {
      isBlocked: async (sub: string, jti: string) => sub === "olga" || jti === "",
    };
    const verifier = createVerifier([trust({ ...settings, requireJti: false })], { blockList });
    const token = signToken(key, claims({ jti: undefined }));
    expect(await refusalOf(`Bearer ${token}`, verifier)).toBe("BLOCKED");
  });
});

describe("roles", () => {
  it.each<[unknown, string[]]>([
    [
      ["admin", "auditor"],
      ["admin", "auditor"],
    ],
    ["admin auditor", ["admin", "auditor"]],
    ["  admin  ", ["admin"]],
    ["", []],
    [[], []],
    [undefined, []],
    [null, []],
    [1, []],
    [true, []],
    [{ admin: true }, []],
    [["admin", 1, null, ["auditor"], { role: "x" }], ["admin"]],
  ])("of the claim %j are %j", async (claim, expected) => {
    const { roles } = await verify(signToken(key, accessClaims({ "cognito:groups": claim })));
    expect(roles).toEqual(expected);
  });

  it("are all read, however many there are", async () => {
    const groups = Array.from({ length: 300 }, (_, index) => `group-${index}`);
    const { roles } = await verify(signToken(key, accessClaims({ "cognito:groups": groups })));
    expect(roles).toEqual(groups);
  });

  const nested = {
    realm_access: { roles: ["offline_access", "admin"] },
    resource_access: { "my.gateway": { roles: "helpdesk auditor" } },
    "https://example.com/roles": ["auditor"],
    "a.b": ["exact"],
    a: { b: ["by path"], list: [{ b: ["x"] }] },
  };

  it.each([
    ["realm_access.roles", ["offline_access", "admin"]],
    ["resource_access.my.gateway.roles", ["helpdesk", "auditor"]],
    ["https://example.com/roles", ["auditor"]],
    ["a.b", ["exact"]],
    ["a.c", []],
    ["a.list.0.b", []],
    ["realm_access", []],
    ["realm_access.", []],
    [".realm_access.roles", []],
    ["realm_access.roles.0", []],
    ["realm_access.roles.length", []],
    ["realm_access.constructor.name", []],
    ["realm_access.__proto__.roles", []],
  ])("come from %s, a name or a path", async (rolesClaim, expected) => {
    const { roles } = await verify(signToken(key, accessClaims(nested)), { rolesClaim });
    expect(roles).toEqual(expected);
  });

  it("that the first token of an issuer does not have are told of, once", async () => {
    const told: RolesTrouble[] = [];
    const onRolesTrouble = (trouble: RolesTrouble) => void told.push(trouble);
    const absent = createVerifier([trust({ rolesClaim: "realm_access.roles" })], {
      onRolesTrouble,
    });
    for (const jti of ["1", "2"]) await codeOf(signToken(key, accessClaims({ jti })), absent);
    const unreadable = createVerifier([trust({ rolesClaim: "realm_access" })], { onRolesTrouble });
    await codeOf(signToken(key, accessClaims(nested)), unreadable);
    const present = createVerifier([trust()], { onRolesTrouble });
    await codeOf(signToken(key, accessClaims()), present);
    await codeOf(signToken(key, without("cognito:groups")), present);
    const of = { issuer: issuer.url };
    expect(told).toEqual([
      { ...of, rolesClaim: "realm_access.roles", trouble: "absent" },
      { ...of, rolesClaim: "realm_access", trouble: "neither text nor list" },
    ]);
  });

  it("come from the configured claim alone", async () => {
    const token = signToken(key, accessClaims({ scope: "read write", roles: ["x"] }));
    expect((await verify(token, { rolesClaim: "scope" })).roles).toEqual(["read", "write"]);
    expect((await verify(token, { rolesClaim: "groups" })).roles).toEqual([]);
    expect((await verify(token, { rolesClaim: "constructor" })).roles).toEqual([]);
    expect((await verify(token, { rolesClaim: "__proto__" })).roles).toEqual([]);
  });
});

describe("several issuers", () => {
  let second: TestIssuer;

  beforeEach(async () => {
    second = await startIssuer(nextKey);
  });

  afterEach(async () => {
    await second.stop();
  });

  const both = () =>
    createVerifier([
      trust(),
      trust({ issuer: second.url, clientIds: ["backend"], rolesClaim: "roles" }),
    ]);
  const secondClaims = (changes: Claims = {}) =>
    accessClaims({ iss: second.url, client_id: "backend", roles: ["auditor"], ...changes });

  it("are each believed by their own keys, clients and roles", async () => {
    const verifier = both();
    expect((await verifier.verify(`Bearer ${signToken(key, accessClaims())}`)).roles).toEqual([
      "admin",
    ]);
    expect(await verifier.verify(`Bearer ${signToken(nextKey, secondClaims())}`)).toEqual({
      subject: "ada",
      issuer: second.url,
      roles: ["auditor"],
      subjectPoolIds: ["eu-west-1_Admins"],
    });
  });

  it("do not vouch for each other", async () => {
    const verifier = both();
    for (const token of [
      signToken(nextKey, accessClaims()),
      signToken(key, secondClaims()),
      signToken(nextKey, secondClaims({ client_id: "client" })),
      signToken(nextKey, secondClaims(), { kid: "key-1" }),
    ]) {
      expect(await codeOf(token, verifier)).toBe("UNAUTHENTICATED");
    }
  });

  it("may give different keys the same name", async () => {
    second.publish(otherKey);
    const verifier = both();
    // In this order: the key of the one is known before the other is asked.
    expect(await codeOf(signToken(key, accessClaims()), verifier)).toBe("accepted");
    expect(await codeOf(signToken(key, secondClaims()), verifier)).toBe("UNAUTHENTICATED");
    expect(await codeOf(signToken(otherKey, secondClaims()), verifier)).toBe("accepted");
    expect(await codeOf(signToken(otherKey, accessClaims()), verifier)).toBe("UNAUTHENTICATED");
  });

  it("fail apart from each other", async () => {
    second.answerWith({ status: 500, body: "" });
    const verifier = both();
    expect(await codeOf(signToken(nextKey, secondClaims()), verifier)).toBe("UPSTREAM_UNAVAILABLE");
    expect(await codeOf(signToken(key, accessClaims()), verifier)).toBe("accepted");
    expect(verifier.issuersWithoutKeys()).toEqual([second.url]);
  });

  it("are told apart by the exact text of iss", async () => {
    for (const iss of [issuer.url.toUpperCase(), `${issuer.url} `, `${issuer.url}/`, ""]) {
      expect(await codeOf(signToken(key, accessClaims({ iss })), both())).toBe("UNAUTHENTICATED");
    }
    expect([issuer.fetches(), second.fetches()]).toEqual([0, 0]);
    // With one issuer alone, too, nobody's keys are asked for another's token.
    expect(await codeOf(signToken(key, secondClaims()), createVerifier())).toBe("UNAUTHENTICATED");
    expect(issuer.fetches()).toBe(0);
  });
});

describe("the issuer's keys", () => {
  const minute = 60_000;
  /** Lives as long as the longest outage that is tested. */
  const longToken = (by = key) => signToken(by, accessClaims({ exp: clock.seconds(200_000) }));

  it("are fetched once for a thousand callers at a time, and not again for those who come later", async () => {
    const verifier = createVerifier();
    const token = signToken(key, accessClaims());
    const codes = await Promise.all(Array.from({ length: 1000 }, () => codeOf(token, verifier)));
    expect(new Set(codes)).toEqual(new Set(["accepted"]));
    await codeOf(token, verifier);
    expect(issuer.fetches()).toBe(1);
  });

  it("come from the configured address", async () => {
    const elsewhere = await startIssuer(key);
    const verifier = createVerifier([trust({ jwksUri: elsewhere.jwksUri })]);
    expect(await codeOf(signToken(key, accessClaims()), verifier)).toBe("accepted");
    expect([issuer.fetches(), elsewhere.fetches()]).toEqual([0, 1]);
    await elsewhere.stop();
  });

  it("come from the issuer's own address, though its name ends in a slash", async () => {
    const fetches: KeyFetch[] = [];
    const verifier = createVerifier([trust({ issuer: `${issuer.url}/` })], {
      onKeyFetch: (fetch) => fetches.push(fetch),
    });
    const token = signToken(key, accessClaims({ iss: `${issuer.url}/` }));
    expect(await codeOf(token, verifier)).toBe("accepted");
    expect(fetches).toEqual([{ jwksUri: `${issuer.url}/.well-known/jwks.json` }]);
  });

  it("may be renewed while the gateway runs", async () => {
    const verifier = createVerifier();
    expect(await codeOf(signToken(key, accessClaims()), verifier)).toBe("accepted");
    issuer.publish(key, nextKey);
    expect(await codeOf(signToken(nextKey, accessClaims()), verifier)).toBe("accepted");
    expect(issuer.fetches()).toBe(2);
  });

  it("are not fetched for each of many tokens with made-up key names", async () => {
    const verifier = createVerifier();
    for (let index = 0; index < 100; index += 1) {
      const token = signToken(otherKey, accessClaims(), { kid: `made-up-${index}` });
      expect(await codeOf(token, verifier)).toBe("UNAUTHENTICATED");
    }
    expect(issuer.fetches()).toBe(1);
  });

  it("are refused ten minutes after they were removed, though nobody called meanwhile", async () => {
    const verifier = createVerifier();
    const token = longToken();
    expect(await codeOf(token, verifier)).toBe("accepted");
    issuer.publish(nextKey);
    clock.advance(10 * minute);
    expect(await codeOf(token, verifier)).toBe("UNAUTHENTICATED");
  });

  it("are not believed any more once another key has their name", async () => {
    const verifier = createVerifier();
    expect(await codeOf(longToken(key), verifier)).toBe("accepted");
    issuer.publish(otherKey);
    clock.advance(10 * minute);
    expect(await codeOf(longToken(key), verifier)).toBe("UNAUTHENTICATED");
    expect(await codeOf(longToken(otherKey), verifier)).toBe("accepted");
  });

  it("once known, outlive a failure of their issuer for a day", async () => {
    const verifier = createVerifier();
    const token = longToken();
    await codeOf(token, verifier);
    issuer.answerWith({ status: 500, body: "" });
    for (const hours of [1, 22]) {
      clock.advance(hours * 60 * minute);
      expect(await codeOf(token, verifier)).toBe("accepted");
    }
    clock.advance(60 * minute - 1);
    expect(await codeOf(token, verifier)).toBe("accepted");
    clock.advance(1);
    expect(await codeOf(token, verifier)).toBe("UPSTREAM_UNAVAILABLE");
    expect(verifier.issuersWithoutKeys()).toEqual([issuer.url]);
    issuer.answerWith(undefined);
    clock.advance(minute);
    expect(await codeOf(token, verifier)).toBe("accepted");
  });

  it.each([
    ["an error", { status: 500, body: "{}" }],
    ["no key set", { status: 200, body: "<html></html>" }],
  ])("that are answered with %s leave the caller unjudged", async (_what, answer) => {
    issuer.answerWith(answer);
    expect(await codeOf(signToken(key, accessClaims()))).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("that cannot be fetched over https leave the caller unjudged", async () => {
    // Nothing listens for TLS there: the connection is made and breaks.
    const jwksUri = issuer.jwksUri.replace("http:", "https:");
    const verifier = createVerifier([trust({ jwksUri })]);
    expect(await codeOf(signToken(key, accessClaims()), verifier)).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("are asked for again a second after a failure, and not before", async () => {
    const verifier = createVerifier();
    const token = signToken(key, accessClaims());
    issuer.answerWith({ status: 500, body: "{}" });
    expect(await codeOf(token, verifier)).toBe("UPSTREAM_UNAVAILABLE");
    issuer.answerWith(undefined);
    expect(await codeOf(token, verifier)).toBe("UPSTREAM_UNAVAILABLE");
    clock.advance(1000);
    expect(await codeOf(token, verifier)).toBe("accepted");
    expect(issuer.fetches()).toBe(2);
  });

  it("can be fetched before the first caller comes", async () => {
    const fetches: KeyFetch[] = [];
    const verifier = createVerifier([trust()], { onKeyFetch: (fetch) => fetches.push(fetch) });
    expect(verifier.issuersWithoutKeys()).toEqual([issuer.url]);
    await verifier.prefetch();
    expect(verifier.issuersWithoutKeys()).toEqual([]);
    await verifier.prefetch();
    expect(await codeOf(signToken(key, accessClaims()), verifier)).toBe("accepted");
    expect(fetches).toEqual([{ jwksUri: issuer.jwksUri }]);
  });

  it("do not have to be there when the gateway starts", async () => {
    issuer.answerWith({ status: 500, body: "" });
    const verifier = createVerifier();
    await verifier.prefetch();
    expect(verifier.issuersWithoutKeys()).toEqual([issuer.url]);
    issuer.answerWith(undefined);
    clock.advance(1000);
    await verifier.prefetch();
    expect(verifier.issuersWithoutKeys()).toEqual([]);
  });
});

describe("a token that was seen", () => {
  const claims = () => accessClaims({ exp: clock.seconds(3600) });

  it("has its signature checked once while its key is the same", async () => {
    const verifier = createVerifier();
    const token = signToken(key, claims());
    const first = await verifier.verify(`Bearer ${token}`);
    // aws-jwt-verify would find out now: nothing is left of the key but its name.
    const check = jest.spyOn(
      (verifier as unknown as { verifier: { verify: () => unknown } }).verifier,
      "verify",
    );
    expect(await verifier.verify(`Bearer ${token}`)).toEqual(first);
    expect(check).not.toHaveBeenCalled();
    await verifier.verify(`Bearer ${signToken(key, claims())}`.replace("Bearer", "bearer"));
    await verifier.verify(`Bearer ${signToken(key, { ...claims(), jti: "token-2" })}`);
    expect(check).toHaveBeenCalledTimes(1);
  });

  it("is refused with a signature that is another's, though all else is the same", async () => {
    const verifier = createVerifier();
    const good = signToken(key, claims());
    await verifier.verify(`Bearer ${good}`);
    const forged = [...good.split(".").slice(0, 2), signToken(otherKey, claims()).split(".")[2]];
    await expect(verifier.verify(`Bearer ${forged.join(".")}`)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });

  it("is refused once it has expired, and once it is blocked", async () => {
    const blocked = new Set<string>();
    const blockList = { isBlocked: async (sub: string) => blocked.has(sub) };
    const verifier = createVerifier([trust()], { blockList });
    const token = `Bearer ${signToken(key, accessClaims({ exp: clock.seconds(60) }))}`;
    await verifier.verify(token);
    blocked.add("ada");
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    blocked.clear();
    await verifier.verify(token);
    // Its key has not been asked for again yet.
    clock.advance(60_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("is refused once its key is gone, and once another key has its name", async () => {
    const verifier = createVerifier();
    const token = `Bearer ${signToken(key, claims())}`;
    await verifier.verify(token);
    issuer.publish(otherKey);
    clock.advance(601_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    issuer.publish(key);
    clock.advance(601_000);
    await verifier.verify(token);
    issuer.publish(nextKey);
    clock.advance(601_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

describe("a blocked token", () => {
  const blockList = (blocked: (subject: string, tokenId: string) => boolean) => ({
    isBlocked: jest.fn(async (subject: string, tokenId: string) => blocked(subject, tokenId)),
  });

  it("is refused by its sub or its jti", async () => {
    const verifier = createVerifier([trust()], {
      blockList: blockList((subject, tokenId) => subject === "eve" || tokenId === "stolen"),
    });
    const claims = [{ sub: "eve" }, { jti: "stolen" }, { sub: "stolen", jti: "eve" }, {}];
    const codes = claims.map(async (each) => codeOf(signToken(key, accessClaims(each)), verifier));
    expect(await Promise.all(codes)).toEqual([
      "UNAUTHENTICATED",
      "UNAUTHENTICATED",
      "accepted",
      "accepted",
    ]);
  });

  it("is not told from others by somebody who cannot sign", async () => {
    const list = blockList(() => true);
    const verifier = createVerifier([trust()], { blockList: list });
    expect(await codeOf(signToken(otherKey, accessClaims()), verifier)).toBe("UNAUTHENTICATED");
    expect(list.isBlocked).not.toHaveBeenCalled();
  });

  it("is refused when the list cannot tell", async () => {
    const verifier = createVerifier([trust()], {
      blockList: { isBlocked: () => Promise.reject(new Error("No list.")) },
    });
    expect(await codeOf(signToken(key, accessClaims()), verifier)).toBe("UNAUTHENTICATED");
  });
});

describe("the reason of a refusal", () => {
  const bearer = (claims: unknown, header?: Claims) => `Bearer ${signToken(key, claims, header)}`;
  const idToken = { tokenUse: null, clientIds: undefined, audience: ["gateway"] };

  const reasons: Readonly<Record<TokenRefusal, () => readonly [string | undefined, object?]>> = {
    NONE: () => [undefined],
    MALFORMED: () => ["Basic YTpi"],
    HEADER: () => [bearer(accessClaims(), { alg: "RS512" })],
    ISSUER: () => [bearer(accessClaims({ iss: "https://other.example.com" }))],
    KEY: () => [`Bearer ${signToken(nextKey, accessClaims())}`],
    SIGNATURE: () => [`Bearer ${signToken(otherKey, accessClaims())}`],
    AUDIENCE: () => [bearer(accessClaims({ aud: "another" })), idToken],
    CLIENT: () => [bearer(accessClaims({ client_id: "stranger" }))],
    TOKEN_USE: () => [bearer(accessClaims({ token_use: "id" }))],
    CLAIMS: () => [bearer(without("iat"))],
    JTI: () => [bearer(without("jti"))],
    EXPIRED: () => [bearer(accessClaims({ exp: clock.seconds(0) }))],
    NOT_YET_VALID: () => [bearer(accessClaims({ nbf: clock.seconds(61) }))],
    BLOCKED: () => [bearer(accessClaims({ sub: "eve" }))],
    UNFORESEEN: () => [bearer(accessClaims({ sub: "broken" }))],
  };

  const blockList = {
    isBlocked: async (sub: string) => {
      if (sub === "broken") throw new Error("No list.");
      return sub === "eve";
    },
  };

  it.each(tokenRefusals)("is %s, for the operator alone", async (reason) => {
    const [authorization, changes = {}] = reasons[reason]();
    const verifier = createVerifier([trust(changes)], { blockList });
    expect(await refusalOf(authorization, verifier)).toBe(reason);
    // codeFor expects no details, which are what callers see.
    expect(await codeFor(authorization, verifier)).toBe("UNAUTHENTICATED");
  });

  it.each([
    ["two parts", () => "Bearer a.b"],
    ["words", () => "Bearer one.two.three"],
    ["a list instead of claims", () => bearer(["x"])],
  ])("is MALFORMED for %s", async (_what, header) => {
    expect(await refusalOf(header())).toBe("MALFORMED");
  });
});
