import type { OutgoingHttpHeaders } from "node:http";
import { postJson } from "../support/https-client.js";
import { callers, passwordTable, type Target } from "../support/permission-table.js";
import { admins, customers, mailers, samplePassword } from "../support/sample-seed.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";
import { until } from "../support/until.js";

const secret = "a-secret-of-the-router-0123456789";
const next = "the-secret-after-it-0123456789-abc";
const wrong = "not-a-secret-of-the-router-012345";
const routerSecrets = [secret, next];
const secrets = { router: routerSecrets };
const serviceQuery = "{ _service { sdl } }";

let gateway: TestGateway;

afterEach(async () => {
  await gateway.stop();
});

/** Asks with exactly these headers, and tells the status and what was shown, or the codes of the errors. */
async function outcome(
  query: string,
  headers: OutgoingHttpHeaders,
): Promise<readonly [number, string]> {
  const { httpStatus, text } = await postJson(`${gateway.url}/graphql`, JSON.stringify({ query }), {
    headers,
  });
  const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  const codes = errors?.map(({ extensions }) => extensions.code).join();
  return [httpStatus, codes ?? (text.includes("extend schema") ? "sdl" : "shown")];
}

const bearer = async (caller: "ada" | "nobody") => ({
  authorization: `Bearer ${await gateway.token(caller)}`,
});

describe("_service", () => {
  const presented: readonly (readonly [string, OutgoingHttpHeaders, boolean])[] = [
    ["the secret", { "x-router-secret": secret }, true],
    ["the secret after it", { "x-router-secret": next }, true],
    ["the secret in capitals of the header", { "X-Router-Secret": secret }, true],
    ["another secret", { "x-router-secret": wrong }, false],
    ["an empty secret", { "x-router-secret": "" }, false],
    ["the secret twice", { "x-router-secret": [secret, secret] }, false],
    ["a wrong secret and the right one", { "x-router-secret": [wrong, secret] }, false],
    ["all secrets in one", { "x-router-secret": routerSecrets.join(",") }, false],
    ["the secret in another header", { "x-secret": secret }, false],
    ["nothing", {}, false],
  ];

  it.each([true, false])(
    "answers any authenticated caller with the secret and nobody without, introspection %s",
    async (introspection) => {
      gateway = await startTestGateway({ config: { router: {}, introspection }, secrets });
      for (const caller of ["ada", "nobody"] as const) {
        const token = await bearer(caller);
        for (const [what, headers, isAnswered] of presented) {
          const expected = isAnswered ? "sdl" : "FORBIDDEN";
          const actual = await outcome(serviceQuery, { ...token, ...headers });
          expect([what, ...actual]).toEqual([what, 200, expected]);
        }
      }
    },
  );

  it("needs a bearer token all the same: the secret stands for nobody", async () => {
    gateway = await startTestGateway({ config: { router: {} }, secrets });
    for (const authorization of [undefined, `Bearer ${secret}`, `Bearer ${"x".repeat(40)}`]) {
      const headers = { "x-router-secret": secret, ...(authorization && { authorization }) };
      expect(await outcome(serviceQuery, headers)).toEqual([401, "UNAUTHENTICATED"]);
    }
  });

  it("opens introspection by __schema to nobody", async () => {
    gateway = await startTestGateway({ config: { router: {} }, secrets });
    const headers = { ...(await bearer("ada")), "x-router-secret": secret };
    expect(await outcome("{ __schema { types { name } } }", headers)).toEqual([
      400,
      "BAD_USER_INPUT",
    ]);
  });

  it("takes the secret from the header that the configuration names", async () => {
    const config = { router: { secretHeader: "x-company-router" } };
    gateway = await startTestGateway({ config, secrets });
    const token = await bearer("nobody");
    const ask = (headers: OutgoingHttpHeaders) => outcome(serviceQuery, { ...token, ...headers });
    expect(await ask({ "x-company-router": secret })).toEqual([200, "sdl"]);
    expect(await ask({ "x-router-secret": secret })).toEqual([200, "FORBIDDEN"]);
  });

  it("goes by introspection where there is no router", async () => {
    gateway = await startTestGateway({ config: { introspection: true } });
    expect(await outcome(serviceQuery, await bearer("nobody"))).toEqual([200, "sdl"]);
  });
});

describe("a gateway that is to be reached by its router only", () => {
  const me = "{ me { subject } }";

  beforeEach(async () => {
    gateway = await startTestGateway({ config: { router: { required: true } }, secrets });
  });

  it.each([
    ["without it", {}],
    ["with a wrong one", { "x-router-secret": wrong }],
    ["with two", { "x-router-secret": [secret, secret] }],
  ])("refuses a request %s, whatever its token and body", async (_what, headers) => {
    const token = await bearer("ada");
    const refused = [403, "FORBIDDEN"];
    expect(await outcome(me, { ...token, ...headers })).toEqual(refused);
    expect(await outcome(me, { authorization: "Bearer nonsense", ...headers })).toEqual(refused);
    expect(await outcome(me, headers)).toEqual(refused);
    const { httpStatus } = await postJson(`${gateway.url}/graphql`, "not JSON", { headers });
    expect(httpStatus).toBe(403);
  });

  it("asks for the token of what has it", async () => {
    const headers = { "x-router-secret": secret };
    expect(await outcome(me, headers)).toEqual([401, "UNAUTHENTICATED"]);
    expect(await outcome(me, { ...headers, ...(await bearer("nobody")) })).toEqual([200, "shown"]);
  });

  it("tells health and metrics to everybody", async () => {
    const statusOf = async (path: string) => (await fetch(`${gateway.url}${path}`)).status;
    await until(async () => (await statusOf("/health/ready")) === 200, "it is ready");
    for (const path of ["/health/live", "/health/ready", "/metrics"]) {
      expect(await statusOf(path)).toBe(200);
    }
  });

  it("writes no secret to the log", async () => {
    await outcome(me, { "x-router-secret": wrong });
    await outcome(me, { "x-router-secret": secret });
    expect(gateway.logged()).toContain("FORBIDDEN");
    expect(gateway.logged()).not.toContain(wrong);
    expect(gateway.logged()).not.toContain(secret);
  });
});

describe("the verdict of authorization", () => {
  const poolIds: Readonly<Record<string, string>> = { customers, mailers, admins };
  // Without what a write changes, so that each answer can be compared to the byte.
  const fields = `id poolId username sub status enabled createdAt email emailVerified phoneNumber
    phoneNumberVerified name mfa { preferred enabled } allowedActions attributes { name value }
    tier: attributes(names: ["custom:tier"]) { name value }`;
  const reading = `query($poolId: ID!, $username: String!, $list: [_Any!]!) {
    user(poolId: $poolId, username: $username) { ${fields} }
    usersByKey(keys: [{ poolId: $poolId, username: $username }]) { ${fields} }
    _entities(representations: $list) { ... on User { ${fields} } }
    userPool(id: $poolId) { id alias name passwordPolicy { minimumLength } }
    me { subject roles pools { id } }
  }`;
  const writing = `mutation($poolId: ID!, $username: String!, $password: String!, $permanent: Boolean!) {
    setUserPassword(poolId: $poolId, username: $username, password: $password, permanent: $permanent) { ${fields} }
  }`;

  const questionsAbout = ({ pool: poolId, username }: Target) => {
    const password = "Brand-New-Passw0rd";
    const list = [{ __typename: "User", poolId, username }];
    return [
      { query: reading, variables: { poolId, username, list } },
      ...[false, true].map((permanent) => ({
        query: writing,
        variables: { poolId, username, password, permanent },
      })),
    ];
  };

  /** As the seed has them, so that no answer depends on the one before. */
  function restore({ pool, kind, username }: Target, canonical: string): void {
    const poolId = poolIds[pool];
    if (poolId === undefined || kind === "unknown") return;
    const status = kind === "federated" ? "EXTERNAL_PROVIDER" : "CONFIRMED";
    gateway.pool.seedUser(poolId, {
      username: canonical || username,
      status,
      password: samplePassword,
    });
  }

  /** Their canonical names, which the targets' names may not be. */
  async function canonicalNames(): Promise<ReadonlyMap<Target, string>> {
    const send = await gateway.as("ada");
    const names = new Map<Target, string>();
    for (const target of passwordTable) {
      const { data } = await send(
        `query($p: ID!, $u: String!) { user(poolId: $p, username: $u) { username } }`,
        { p: target.pool, u: target.username },
      );
      names.set(target, (data?.["user"] as { username: string } | null)?.username ?? "");
    }
    return names;
  }

  it("is the same with the secret, without it and with a wrong one, to the byte", async () => {
    gateway = await startTestGateway({ config: { router: {} }, secrets });
    const canonical = await canonicalNames();
    const different: unknown[] = [];
    const verdicts: string[] = [];
    for (const caller of callers) {
      const authorization = `Bearer ${await gateway.token(caller)}`;
      for (const target of passwordTable) {
        for (const question of questionsAbout(target)) {
          const answers: string[] = [];
          for (const given of [{}, { "x-router-secret": secret }, { "x-router-secret": wrong }]) {
            const { httpStatus, text } = await gateway.post(JSON.stringify(question), {
              authorization,
              "x-request-id": "the-same",
              ...given,
            });
            answers.push(`${httpStatus} ${text}`);
            restore(target, canonical.get(target) ?? "");
          }
          const [without = "", ...others] = answers;
          verdicts.push(without.includes("FORBIDDEN") ? "refused" : "other");
          if (others.some((answer) => answer !== without)) {
            different.push({ caller, target, answers });
          }
        }
      }
    }
    expect(different).toEqual([]);
    expect(verdicts).toHaveLength(callers.length * passwordTable.length * 3);
    expect(verdicts.length).toBeGreaterThan(400);
    expect(verdicts.filter((verdict) => verdict === "refused").length).toBeGreaterThan(100);
    expect(verdicts.filter((verdict) => verdict === "other").length).toBeGreaterThan(100);
  }, 120_000);
});
