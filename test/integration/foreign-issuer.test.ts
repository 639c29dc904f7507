import {
  type Claims,
  createTokenKey,
  signToken,
  startIssuer,
  type TestIssuer,
} from "../support/signed-tokens.js";
import { startTestGateway, type TestGateway } from "../support/test-gateway.js";

const key = createTokenKey("key-1");
let issuer: TestIssuer;
let gateway: TestGateway;

beforeAll(async () => {
  issuer = await startIssuer(key);
  gateway = await startTestGateway({
    config: {
      issuers: [
        {
          issuer: issuer.url,
          tokenUse: null,
          audience: ["gateway"],
          rolesClaim: "realm_access.roles",
        },
      ],
    },
  });
});

afterAll(async () => {
  await gateway.stop();
  await issuer.stop();
});

/** A token as Keycloak makes it, and others that have no `jti`; by the gateway's clock. */
function tokenOf(changes: Claims = {}): string {
  const now = Math.floor(gateway.pool.clock.now().getTime() / 1000);
  return signToken(key, {
    sub: "olga",
    iss: issuer.url,
    aud: "gateway",
    realm_access: { roles: ["admin"] },
    iat: now,
    exp: now + 300,
    ...changes,
  });
}

const ask = (token: string, requestId = "r") =>
  gateway.post(JSON.stringify({ query: "{ me { subject roles } }" }), {
    authorization: `Bearer ${token}`,
    "x-request-id": requestId,
  });

/** So many groups with names of some length, as of people in many of them. */
const groups = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `group-of-some-department-${index}-${"x".repeat(20)}`,
  );

describe("the tokens of an issuer that is not Cognito", () => {
  it("need no jti, and have their roles where a path leads", async () => {
    const { data } = await ask(tokenOf());
    expect(data).toEqual({ me: { subject: "olga", roles: ["admin"] } });
  });

  it("are judged though they have hundreds of groups", async () => {
    const token = tokenOf({ groups: groups(400) });
    expect(token.length).toBeGreaterThan(20_000);
    const { data } = await ask(token);
    expect(data).toMatchObject({ me: { subject: "olga" } });
  });

  it("are told as too large where they do not fit into the headers", async () => {
    const token = tokenOf({ groups: groups(700) });
    expect(token.length).toBeGreaterThan(33_000);
    const { httpStatus, errors } = await ask(token);
    expect(httpStatus).toBe(431);
    expect(errors?.[0]?.extensions).toMatchObject({ reason: "HEADERS_TOO_LARGE" });
    expect(gateway.logged()).toContain('"reason":"HEADERS_TOO_LARGE"');
  });

  it("that are refused have their reason in the log alone", async () => {
    const { httpStatus, text } = await ask(tokenOf({ exp: 1 }), "expired");
    expect(httpStatus).toBe(401);
    expect(text).not.toContain("EXPIRED");
    const line = gateway
      .logged()
      .split("\n")
      .find((each) => each.includes('"expired"'));
    expect(JSON.parse(line ?? "")).toMatchObject({ code: "UNAUTHENTICATED", token: "EXPIRED" });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain('gateway_refused_tokens_total{reason="EXPIRED"} 1');
  });

  it("without the roles claim are told of once", async () => {
    const other = await startTestGateway({
      config: {
        issuers: [
          { issuer: issuer.url, tokenUse: null, audience: ["gateway"], rolesClaim: "roles" },
        ],
      },
    });
    try {
      for (let times = 0; times < 2; times += 1) {
        await other.post(JSON.stringify({ query: "{ me { roles } }" }), {
          authorization: `Bearer ${tokenOf()}`,
        });
      }
      const lines = other
        .logged()
        .split("\n")
        .filter((line) => line.includes("no roles"));
      expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
        expect.objectContaining({
          level: "warn",
          issuer: issuer.url,
          rolesClaim: "roles",
          trouble: "absent",
        }),
      ]);
    } finally {
      await other.stop();
    }
  });
});
