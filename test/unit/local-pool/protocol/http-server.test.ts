import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { startLocalPool, type LocalPool } from "../../../../src/local-pool/local-pool.js";
import { clientFor } from "../../../support/local-pool-client.js";
import { signedHeaders } from "../../../support/signed-headers.js";

const TARGET = { "x-amz-target": "AWSCognitoIdentityProviderService.DescribeUserPool" };
const BODY = JSON.stringify({ UserPoolId: "local_people" });

describe("the HTTP server", () => {
  let pool: LocalPool;
  let client: CognitoIdentityProviderClient;

  beforeAll(async () => {
    pool = await startLocalPool({ seed: { pools: [{ id: "local_people", name: "people" }] } });
    client = clientFor(pool.url);
  });

  afterAll(async () => {
    client.destroy();
    await pool.stop();
  });

  const post = (headers: Readonly<Record<string, string>>, body = BODY) =>
    fetch(pool.url, { method: "POST", headers, body });
  const postSigned = async (body = BODY, operation = "DescribeUserPool", more = {}) =>
    post({ ...(await signedHeaders(client, operation, body)), ...more }, body);

  it("listens on loopback and says that it is well", async () => {
    expect(new URL(pool.url).hostname).toBe("127.0.0.1");
    expect((await fetch(`${pool.url}/health`)).status).toBe(200);
    expect((await fetch(`${pool.url}/health?x=1`)).status).toBe(200);
  });

  it("answers in the AWS JSON protocol, with a request id", async () => {
    const response = await postSigned();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[\da-f-]{36}$/u);
    expect(await response.json()).toMatchObject({ UserPool: { Id: "local_people" } });
  });

  it("names the error in header and body", async () => {
    const response = await postSigned(JSON.stringify({ UserPoolId: "local_none" }));
    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-errortype")).toBe("ResourceNotFoundException:");
    expect(response.headers.get("x-amzn-errormessage")).toBe(
      "User pool local_none does not exist.",
    );
    expect(await response.json()).toEqual({
      __type: "ResourceNotFoundException",
      message: "User pool local_none does not exist.",
    });
  });

  it("refuses an administrator's call that is not signed", async () => {
    const response = await post(TARGET);
    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException:");
    expect(await response.json()).toEqual({
      __type: "MissingAuthenticationTokenException",
      message: "Missing Authentication Token",
    });
  });

  it.each(["https://evil.example", "null", "http://127.0.0.1:1"])(
    "refuses a page of %s and never allows other sites",
    async (origin) => {
      const response = await postSigned(BODY, "DescribeUserPool", { origin });
      expect(response.status).toBe(403);
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it("lets pages of an origin that is allowed sign people in, but not administer them", async () => {
    const origin = "http://127.0.0.1:4321";
    pool.allowOrigin(origin);
    const preflight = await fetch(pool.url, { method: "OPTIONS", headers: { origin } });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
    // Without `authorization` among them a browser sends no signature.
    expect(preflight.headers.get("access-control-allow-headers")).toBe(
      "content-type, x-amz-target",
    );
    const answer = await post({ ...TARGET, origin });
    expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
    expect(await answer.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
    expect((await post({ ...TARGET, origin: "http://127.0.0.1:4322" })).status).toBe(403);
  });

  it.each(["DescribeUserPool", "OtherService.DescribeUserPool"])(
    "knows no operation by the target %s, without the service's prefix",
    async (target) => {
      const response = await postSigned(BODY, "DescribeUserPool", { "x-amz-target": target });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ __type: "UnknownOperationException" });
    },
  );

  it("answers a body that is not JSON with a client's error", async () => {
    const response = await postSigned("{");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: "SerializationException" });
  });

  it("refuses a body of more than a megabyte", async () => {
    expect((await postSigned("x".repeat(1_048_577))).status).toBe(413);
  });

  it("knows nothing else", async () => {
    expect((await fetch(pool.url)).status).toBe(404);
    expect((await fetch(`${pool.url}/local_none/.well-known/jwks.json`)).status).toBe(404);
    expect((await fetch(pool.url, { method: "POST", body: BODY })).status).toBe(404);
    expect((await fetch(pool.url, { method: "OPTIONS" })).status).toBe(404);
  });

  it("publishes the keys of a pool under its issuer", async () => {
    const issuer = pool.issuer("local_people");
    const document = await fetch(`${issuer}/.well-known/openid-configuration`);
    expect(await document.json()).toMatchObject({
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
    });
    const keys = await fetch(`${issuer}/.well-known/jwks.json`);
    const {
      keys: [key],
    } = (await keys.json()) as { keys: Record<string, string>[] };
    expect(key).toMatchObject({ kty: "RSA", alg: "RS256", use: "sig" });
    expect(key).not.toHaveProperty("d");
    expect(Buffer.from(key?.["n"] ?? "", "base64url")).toHaveLength(256);
  });
});
