import { generateKeyPairSync } from "node:crypto";
import { fetchKeySet, parseKeySet } from "../../../../src/authorization/tokens/key-fetcher.js";
import {
  createTokenKey,
  publicJwk,
  startIssuer,
  type TestIssuer,
} from "../../../support/signed-tokens.js";

const key = createTokenKey("key-1");
const otherKey = createTokenKey("key-2");
const jwk = publicJwk(key);

const setOf = (...keys: readonly unknown[]) => Buffer.from(JSON.stringify({ keys }));
const namesIn = (body: Buffer) => [...parseKeySet(body).keys()];

describe("a key set", () => {
  let issuer: TestIssuer;

  beforeEach(async () => {
    issuer = await startIssuer(key, otherKey);
  });

  afterEach(async () => {
    await issuer.stop();
  });

  it("is fetched with one request", async () => {
    expect([...(await fetchKeySet(issuer.jwksUri)).keys()]).toEqual(["key-1", "key-2"]);
    expect(issuer.fetches()).toBe(1);
  });

  it("may have 256 KiB, and not a byte more", async () => {
    const body = setOf(jwk).toString();
    issuer.answerWith({ status: 200, body: body.padEnd(256 * 1024) });
    expect((await fetchKeySet(issuer.jwksUri)).size).toBe(1);
    issuer.answerWith({ status: 200, body: body.padEnd(256 * 1024 + 1) });
    await expect(fetchKeySet(issuer.jwksUri)).rejects.toThrow("too large");
  });

  it.each([
    ["an error", 500],
    ["nothing found", 404],
    ["a part", 206],
    ["another success", 201],
  ])("that is answered with %s is none, whatever it holds", async (_what, status) => {
    issuer.answerWith({ status, body: setOf(jwk).toString() });
    await expect(fetchKeySet(issuer.jwksUri)).rejects.toThrow(String(status));
    expect(issuer.fetches()).toBe(1);
  });

  it("is not looked for where a redirect points", async () => {
    const elsewhere = await startIssuer(key);
    issuer.answerWith({ status: 302, body: "", headers: { location: elsewhere.jwksUri } });
    await expect(fetchKeySet(issuer.jwksUri)).rejects.toThrow();
    expect(elsewhere.fetches()).toBe(0);
    await elsewhere.stop();
  });

  it("that nobody serves is none", async () => {
    await issuer.stop();
    await expect(fetchKeySet(issuer.jwksUri)).rejects.toThrow();
    issuer = await startIssuer();
  });

  it("that never comes is given up", async () => {
    issuer.answerWith("never");
    await expect(fetchKeySet(issuer.jwksUri)).rejects.toThrow("timeout");
  }, 10_000);
});

describe("a document", () => {
  it.each<[string, string]>([
    ["nothing", ""],
    ["no JSON", "<html></html>"],
    ["null", "null"],
    ["a list", JSON.stringify([jwk])],
    ["no keys", "{}"],
    ["no list of keys", JSON.stringify({ keys: jwk })],
    ["an empty list", setOf().toString()],
    ["no usable key", setOf(null, 1, "key", [jwk], { ...jwk, kid: "" }).toString()],
  ])("that holds %s is no key set", (_what, text) => {
    expect(() => parseKeySet(Buffer.from(text))).toThrow();
  });

  it("that is not UTF-8 is no key set", () => {
    const text = setOf({ ...jwk, kid: "\u00ff" }).toString();
    expect(() => parseKeySet(Buffer.from(text, "latin1"))).toThrow();
  });
});

describe("a key", () => {
  const rsa = (modulusLength: number, publicExponent = 0x10001) =>
    generateKeyPairSync("rsa", { modulusLength, publicExponent }).publicKey.export({
      format: "jwk",
    });

  it.each<[string, () => object]>([
    ["for encryption", () => ({ ...jwk, use: "enc" })],
    ["for another algorithm", () => ({ ...jwk, alg: "RS512" })],
    ["for PS256", () => ({ ...jwk, alg: "PS256" })],
    ["with a use that is no text", () => ({ ...jwk, use: null })],
    ["with an alg that is no text", () => ({ ...jwk, alg: null })],
    ["without a name", () => ({ ...jwk, kid: undefined })],
    ["with an empty name", () => ({ ...jwk, kid: "" })],
    ["with a number as name", () => ({ ...jwk, kid: 1 })],
    ["without a type", () => ({ ...jwk, kty: undefined })],
    ["without a modulus", () => ({ ...jwk, n: undefined })],
    ["with an empty modulus", () => ({ ...jwk, n: "" })],
    ["without an exponent", () => ({ ...jwk, e: undefined })],
    ["with the exponent 1", () => ({ ...jwk, e: "AQ" })],
    ["of 1024 bits", () => ({ ...jwk, ...rsa(1024) })],
    ["of 2047 bits", () => ({ ...jwk, ...rsa(2047) })],
    ["of 1024 bits behind zeros", () => ({ ...jwk, n: behindZeros(rsa(1024).n) })],
    [
      "on a curve",
      () => ({
        ...generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" }),
        kid: "key-1",
      }),
    ],
    ["that is a shared secret", () => ({ kty: "oct", k: "c2VjcmV0", kid: "key-1", alg: "HS256" })],
  ])("%s is ignored", (_what, odd) => {
    expect(namesIn(setOf(odd(), publicJwk(otherKey)))).toEqual(["key-2"]);
  });

  const behindZeros = (n = "") =>
    Buffer.concat([Buffer.alloc(200), Buffer.from(n, "base64url")]).toString("base64url");

  it("that does not say what it is for is taken", () => {
    expect(namesIn(setOf({ ...jwk, use: undefined, alg: undefined }))).toEqual(["key-1"]);
    expect(namesIn(setOf({ ...jwk, use: "sig", alg: "RS256" }))).toEqual(["key-1"]);
  });

  it("gives its public half alone, under a name made of its content", () => {
    const published = {
      ...jwk,
      ...key.privateKey.export({ format: "jwk" }),
      x5c: ["x"],
      alg: "RS256",
    };
    const taken = parseKeySet(setOf(published)).get("key-1");
    expect(taken).toEqual({
      kty: "RSA",
      use: "sig",
      alg: "RS256",
      n: jwk.n,
      e: jwk.e,
      kid: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    });
    const renewed = parseKeySet(setOf({ ...publicJwk(otherKey), kid: "key-1" })).get("key-1");
    expect(renewed?.kid).not.toBe(taken?.kid);
  });

  it("has the thumbprint of RFC 7638, section 3.1, as its name", () => {
    const n =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCi" +
      "FV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9" +
      "c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1" +
      "jF44-csFCur-kEgU8awapJzKnqDKgw";
    const set = parseKeySet(setOf({ kty: "RSA", n, e: "AQAB", alg: "RS256", kid: "2011-04-29" }));
    expect(set.get("2011-04-29")?.kid).toBe("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  });

  it("counts before a later one of the same name", () => {
    const set = parseKeySet(setOf(jwk, { ...publicJwk(otherKey), kid: "key-1" }));
    expect([...set.values()].map(({ n }) => n)).toEqual([jwk.n]);
  });
});
