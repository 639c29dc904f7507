import { constants, createHmac, sign } from "node:crypto";
import fc from "fast-check";
import { parseKeySet } from "../../src/authorization/tokens/key-fetcher.js";
import { TokenVerifier } from "../../src/authorization/tokens/token-verifier.js";
import type { TrustedIssuer } from "../../src/authorization/tokens/trusted-issuer.js";
import { GatewayError } from "../../src/errors/gateway-error.js";
import {
  type Claims,
  compactToken,
  createTestClock,
  createTokenKey,
  publicJwk,
  signToken,
  type TokenKey,
} from "../support/signed-tokens.js";

/** How many mutated tokens are tried; a tenth of it are valid ones. */
const runs = Number(process.env["PROPERTY_RUNS"] ?? 5000);
const timeoutMs = 30_000 + runs * 10;

const here = "https://here.example.com";
const there = "https://there.example.com";
/** Both issuers give their key the same name. */
const key = createTokenKey("key-1");
const keyThere = createTokenKey("key-1");
const stranger = createTokenKey("stranger");

const trust = (issuer: string, client: string): TrustedIssuer => ({
  issuer,
  tokenUse: "access",
  clientIds: [client],
  requireJti: true,
  rolesClaim: "cognito:groups",
  subjectPoolIds: [],
});

const setOf = (...keys: readonly TokenKey[]) =>
  parseKeySet(Buffer.from(JSON.stringify({ keys: keys.map(publicJwk) })));

/** "accepted", or the code of the refusal. */
async function judge(verifier: TokenVerifier, token: string): Promise<string> {
  try {
    await verifier.verify(`Bearer ${token}`);
    return "accepted";
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}

describe("a mutated token", () => {
  const clock = createTestClock();
  const verifier = new TokenVerifier([trust(here, "console"), trust(there, "backend")], {
    now: clock.now,
    fetchKeySet: async (uri) => setOf(uri.startsWith(here) ? key : keyThere),
  });

  const claimsOf = (index: number): Claims => ({
    sub: `user-${index}`,
    iss: here,
    client_id: "console",
    token_use: "access",
    "cognito:groups": ["admin"],
    jti: `token-${index}`,
    iat: clock.seconds(-10),
    exp: clock.seconds(3600),
  });
  const valid = Array.from({ length: 40 }, (_, index) => signToken(key, claimsOf(index)));
  const validTokens: ReadonlySet<string> = new Set(valid);

  /** What was done, for whoever reads a failure, and the token that came of it. */
  interface Mutant {
    readonly what: string;
    readonly token: string;
  }

  const aToken = fc.constantFrom(...valid);
  const aPart = fc.constantFrom(0, 1, 2);
  const aPlace = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const placeIn = (text: { readonly length: number }, place: number) =>
    Math.floor(text.length * place);

  const partsOf = (token: string): string[] => token.split(".");
  const withPart = (token: string, part: number, change: (text: string) => string) =>
    partsOf(token)
      .map((text, index) => (index === part ? change(text) : text))
      .join(".");
  const decode = (part: string) => Buffer.from(part, "base64url");
  const json = (part: string) => JSON.parse(decode(part).toString()) as Record<string, unknown>;
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

  const bitFlips = fc
    .tuple(aToken, aPart, fc.array(fc.tuple(aPlace, fc.nat(7)), { minLength: 1, maxLength: 4 }))
    .map(([token, part, flips]): Mutant => {
      const flipped = withPart(token, part, (text) => {
        const bytes = decode(text);
        for (const [place, bit] of flips) {
          const index = placeIn(bytes, place);
          bytes[index] = (bytes[index] ?? 0) ^ (1 << bit);
        }
        return bytes.toString("base64url");
      });
      return { what: `bits of part ${part} flipped`, token: flipped };
    });

  const textEdits = fc
    .tuple(
      aToken,
      aPlace,
      fc.constantFrom("replace", "insert", "delete", "cut"),
      fc.oneof(
        fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
        fc.constantFrom(
          "A",
          "b",
          "0",
          "-",
          "_",
          "+",
          "/",
          "=",
          ".",
          " ",
          "\t",
          "\n",
          "\r",
          "\0",
          ",",
          "\u00a0",
        ),
      ),
    )
    .map(([token, place, kind, letter]): Mutant => {
      // The first place is kept: blanks in front of a token belong to the scheme.
      const index = 1 + Math.floor((token.length - 1) * place);
      const rest = token.slice(kind === "replace" || kind === "delete" ? index + 1 : index);
      const tail = kind === "cut" ? "" : kind === "delete" ? rest : letter + rest;
      return { what: `${kind} at ${index}`, token: token.slice(0, index) + tail };
    });

  const publicTexts = [
    key.publicKey.export({ type: "spki", format: "pem" }),
    key.publicKey.export({ type: "spki", format: "der" }),
    key.publicKey.export({ type: "pkcs1", format: "pem" }),
    JSON.stringify(publicJwk(key)),
    publicJwk(key).n ?? "",
    "",
  ];
  const rsa =
    (hash: string, by = key, padding?: number) =>
    (content: string) =>
      sign(hash, Buffer.from(content), {
        key: by.privateKey,
        ...(padding === undefined ? {} : { padding }),
      });
  const hmac = (hash: string, secret: string | Buffer) => (content: string) =>
    createHmac(hash, secret).update(content).digest();

  type Signer = (content: string) => Buffer;
  /** Headers that lie about the signature, each with the signature that it lies about. */
  const forgeries: readonly (readonly [Claims, Signer])[] = [
    ...["none", "None", "NONE", "NoNe", "nOnE", "", "none ", "rs256", "RS256 ", "RS-256"].flatMap(
      (alg): [Claims, Signer][] => [
        [{ alg }, rsa("sha256")],
        [{ alg }, () => Buffer.alloc(0)],
        [{ alg }, () => Buffer.alloc(256)],
      ],
    ),
    ...publicTexts.flatMap((secret): [Claims, Signer][] => [
      [{ alg: "HS256" }, hmac("sha256", secret)],
      [{ alg: "HS512" }, hmac("sha512", secret)],
      [{ alg: "RS256" }, hmac("sha256", secret)],
    ]),
    [{ alg: "RS384" }, rsa("sha384")],
    [{ alg: "RS512" }, rsa("sha512")],
    [{ alg: "RS256" }, rsa("sha384")],
    [{ alg: "RS256" }, rsa("sha1")],
    [{ alg: "PS256" }, rsa("sha256", key, constants.RSA_PKCS1_PSS_PADDING)],
    [{ alg: "RS256" }, rsa("sha256", key, constants.RSA_PKCS1_PSS_PADDING)],
    [{ alg: "ES256" }, rsa("sha256")],
    [{ alg: "EdDSA" }, rsa("sha256")],
    [{ alg: undefined }, rsa("sha256")],
    [{ alg: ["RS256"] }, rsa("sha256")],
    [{ alg: null }, rsa("sha256")],
    [{}, rsa("sha256", keyThere)],
    [{}, rsa("sha256", stranger)],
    [{ kid: "stranger" }, rsa("sha256", stranger)],
    [{ jwk: publicJwk(stranger) }, rsa("sha256", stranger)],
    [{ jwk: publicJwk(key) }, rsa("sha256")],
    [{ kid: "stranger", jwk: publicJwk(stranger) }, rsa("sha256", stranger)],
    [{ jku: "https://evil.example.com/keys" }, rsa("sha256", stranger)],
    [{ jku: `${there}/.well-known/jwks.json` }, rsa("sha256", keyThere)],
    [{ x5u: "https://evil.example.com/keys" }, rsa("sha256", stranger)],
    [{ x5c: ["MIIB"] }, rsa("sha256")],
    [{ crit: ["exp"] }, rsa("sha256")],
    [{ crit: [] }, rsa("sha256")],
    [{ b64: false, crit: ["b64"] }, rsa("sha256")],
    [{ b64: false }, rsa("sha256")],
    ...[undefined, null, "", 1, ["key-1"], "key-1 ", "KEY-1", "key-2", "k".repeat(300)].map(
      (kid): [Claims, Signer] => [{ kid }, rsa("sha256")],
    ),
    ...["", "JWE", "id+jwt", null, 1, {}].map((typ): [Claims, Signer] => [{ typ }, rsa("sha256")]),
  ];
  const headerEdits = fc
    .tuple(fc.nat(1000), fc.constantFrom(...forgeries), fc.boolean())
    .map(([index, [changes, signer], isBefore]): Mutant => {
      const header = { alg: "RS256", kid: key.kid };
      const made = compactToken(
        isBefore ? { ...changes, ...header, ...changes } : { ...header, ...changes },
        claimsOf(index),
        signer,
      );
      return { what: `header ${JSON.stringify(changes)}, with a signature`, token: made };
    });

  const unsignedEdits = fc
    .tuple(
      aToken,
      fc.constantFrom(0, 1),
      fc.oneof(
        fc.constantFrom("sub", "iss", "client_id", "token_use", "jti", "iat", "exp", "alg", "kid"),
        fc.constantFrom("cognito:groups", "nbf", "aud", "crit", "jwk", "b64", "typ", "__proto__"),
        fc.string({ maxLength: 8 }),
      ),
      fc.oneof(
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom("admin", here, there, ["admin"], 4e9),
      ),
    )
    .map(([token, part, name, value]): Mutant => {
      const edited = withPart(token, part, (text) => encode({ ...json(text), [name]: value }));
      return { what: `${name} of part ${part} edited`, token: edited };
    });

  const now = clock.seconds(0);
  const isText = (value: unknown) =>
    typeof value === "string" && value !== "" && value.length <= 256;
  /** What each claim may be, said once more: whatever is not so must make a token worthless. */
  const rules: Readonly<Record<string, (value: unknown) => boolean>> = {
    sub: isText,
    jti: isText,
    iss: (value) => value === here,
    client_id: (value) => value === "console",
    token_use: (value) => value === "access",
    exp: (value) => typeof value === "number" && value > now,
    iat: (value) => typeof value === "number" && value <= now + 60,
    nbf: (value) => value === undefined || (typeof value === "number" && value <= now + 60),
  };
  const aValue = fc.oneof(
    fc.constant(undefined),
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom(there, `${here}/`, ` ${here}`, here.toUpperCase(), "http://here.example.com"),
    fc.constantFrom("backend", "Console", "console ", "id", "ACCESS", "refresh", ["console"]),
    fc.constantFrom(["access"], [here], { sub: "user" }, String(now + 60), "s".repeat(257)),
    fc.integer({ min: -100_000, max: 100_000 }).map((offset) => now + offset),
    fc.constantFrom(now, now + 1, now - 1, now + 61, now + 60, (now + 60) * 1000, 0, -1),
  );
  const signedEdits = fc
    .tuple(fc.nat(1000), fc.constantFrom(...Object.keys(rules)), aValue)
    .filter(([, name, value]) => !(rules[name]?.(value) ?? true))
    .map(([index, name, value]): Mutant => {
      const claims = { ...claimsOf(index), [name]: value };
      return { what: `${name} = ${JSON.stringify(value)}, signed`, token: signToken(key, claims) };
    });
  /** Claims in whole that an issuer could sign, but not this one, or not as these. */
  const signedOtherwise = fc
    .tuple(
      fc.nat(1000),
      fc.constantFrom<readonly [TokenKey, Claims]>(
        [keyThere, {}],
        [keyThere, { client_id: "backend" }],
        [keyThere, { iss: there }],
        [key, { iss: there, client_id: "backend" }],
        [stranger, { iss: there, client_id: "backend" }],
        [key, { client_id: undefined, aud: "console" }],
        [key, { client_id: undefined, aud: "console", token_use: "id" }],
        [key, { exp: undefined, expires: now + 60 }],
      ),
    )
    .map(([index, [by, changes]]): Mutant => {
      const claims = { ...claimsOf(index), ...changes };
      return { what: `signed otherwise: ${JSON.stringify(changes)}`, token: signToken(by, claims) };
    });

  /** JSON of the same meaning, or with one meaning for the careless and another for the strict. */
  const rewritings: readonly ((text: string) => string)[] = [
    (text) => JSON.stringify(JSON.parse(text), null, 1),
    (text) => ` ${text}`,
    (text) => `${text}\n`,
    (text) => `\ufeff${text}`,
    (text) => `${text}\0`,
    (text) => `${text},`,
    (text) => text.replace("e", "\\u0065"),
    (text) => text.replace("/", "\\/"),
    (text) => text.replace("{", '{"sub":"eve",'),
    (text) => text.replace(/\}$/, ',"sub":"eve"}'),
    (text) => text.replace(/\}$/, ',"alg":"none"}'),
    (text) => text.replace("{", '{"__proto__":{"sub":"eve"},'),
    (text) =>
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse())),
    (text) => `[${text}]`,
    (text) => JSON.stringify(text),
  ];
  const standard = (text: string) => decode(text).toString("base64");
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const partEncodings: readonly ((text: string) => string)[] = [
    standard,
    (text) => standard(text).replace(/=+$/, ""),
    (text) => `${text}=`,
    (text) => `${text}==`,
    (text) => `=${text}`,
    (text) => `${text}A`,
    (text) => decode(text).toString("hex"),
    (text) => text.toLowerCase(),
    (text) => Buffer.from(text).toString("base64url"),
    (text) => text.replace(/.{64}/g, "$&\r\n"),
    (text) => Buffer.concat([Buffer.alloc(1), decode(text)]).toString("base64url"),
    (text) => decode(text).subarray(1).toString("base64url"),
    () => "",
    ...[1, 2, 3, 4, 8, 15].map((bits) => (text: string) => {
      const last = alphabet.indexOf(text.at(-1) ?? "");
      return text.slice(0, -1) + (alphabet[last ^ bits] ?? "");
    }),
    ...rewritings.map(
      (rewrite) => (text: string) =>
        // A signature is no JSON.
        text.startsWith("eyJ")
          ? Buffer.from(rewrite(decode(text).toString())).toString("base64url")
          : `${text}~`,
    ),
  ];
  const reEncodings = fc
    .tuple(aToken, fc.subarray([0, 1, 2], { minLength: 1 }), fc.nat(partEncodings.length - 1))
    .map(([token, parts, kind]): Mutant => {
      const change = partEncodings[kind] ?? standard;
      const made = parts.reduce((text, part) => withPart(text, part, change), token);
      return { what: `encoding ${kind} of parts ${parts.join()}`, token: made };
    });
  const wholes: readonly ((token: string, other: string) => string)[] = [
    (token) => `${token}.`,
    (token) => `.${token}`,
    (token) => `${token}.${token}`,
    (token) => `${token}.AAAA`,
    (token) => `${token}.AAAA.AAAA`,
    (token) => `${token}, Bearer ${token}`,
    (token) => token.replace(".", ".."),
    (token) => token.replace(".", "%2E"),
    (token) => encodeURIComponent(`${token}=`),
    (token) => `"${token}"`,
    (token) => partsOf(token).reverse().join("."),
    (token) => partsOf(token).slice(0, 2).join("."),
    (token) => `${partsOf(token).slice(0, 2).join(".")}.`,
    (token) => partsOf(token).slice(1).join("."),
    (token, other) => [...partsOf(token).slice(0, 2), partsOf(other)[2]].join("."),
    (token, other) => [partsOf(token)[0], partsOf(other)[1], partsOf(token)[2]].join("."),
    (token) =>
      JSON.stringify({
        protected: partsOf(token)[0],
        payload: partsOf(token)[1],
        signature: partsOf(token)[2],
      }),
  ];
  const wholeEdits = fc
    .tuple(aToken, aToken, fc.nat(wholes.length - 1))
    .map(([token, other, kind]): Mutant => {
      const made = wholes[kind]?.(token, other) ?? "";
      return { what: `whole ${kind}`, token: made };
    });

  it(
    "is never accepted, unless it is byte for byte a valid one again",
    async () => {
      const mutants = fc.oneof(
        { weight: 4, arbitrary: bitFlips },
        { weight: 2, arbitrary: textEdits },
        { weight: 3, arbitrary: headerEdits },
        { weight: 2, arbitrary: unsignedEdits },
        { weight: 4, arbitrary: signedEdits },
        { weight: 1, arbitrary: signedOtherwise },
        { weight: 3, arbitrary: reEncodings },
        { weight: 1, arbitrary: wholeEdits },
      );
      await fc.assert(
        fc.asyncProperty(mutants, async ({ token }) => {
          const expected = validTokens.has(token) ? "accepted" : "UNAUTHENTICATED";
          expect(await judge(verifier, token)).toBe(expected);
        }),
        { numRuns: runs },
      );
    },
    timeoutMs,
  );

  it("comes of tokens that are accepted themselves", async () => {
    for (const token of valid) expect(await judge(verifier, token)).toBe("accepted");
    const elsewhere = { ...claimsOf(0), iss: there, client_id: "backend" };
    expect(await judge(verifier, signToken(keyThere, elsewhere))).toBe("accepted");
  });
});

describe("a valid token", () => {
  const second = 1000;
  const minute = 60 * second;
  const hour = 60 * minute;
  const tokensEachTime = 4;

  /** Keys are drawn from a pool, since they are dear to make; a name is never used again for another one. */
  const pool = [key, keyThere, stranger, createTokenKey("fourth")];

  /** An issuer and its clock: it publishes two keys at most, the old and the new one. */
  class World {
    readonly clock = createTestClock();
    private rotations = 0;
    private published: readonly TokenKey[] = [this.keyNumber(0)];
    private isDown = false;
    readonly verifier = new TokenVerifier([trust(here, "console")], {
      now: this.clock.now,
      fetchKeySet: async () => {
        if (this.isDown) throw new Error("Down.");
        return setOf(...this.published);
      },
    });

    private keyNumber(number: number): TokenKey {
      return { ...pool[number % pool.length]!, kid: `key-${number}` };
    }

    /** Publishes a new key and signs with it at once; the old one goes with the next rotation. */
    rotate(): void {
      this.rotations += 1;
      this.published = [this.keyNumber(this.rotations - 1), this.keyNumber(this.rotations)];
    }

    fail(): void {
      this.isDown = true;
    }

    recover(): void {
      this.isDown = false;
    }

    sign(variation: Variation, index: number): string {
      const { lifetime, age, header, ...claims } = variation;
      const signer = this.published[index % this.published.length]!;
      const times = { iat: this.clock.seconds(-age), exp: this.clock.seconds(lifetime) };
      const fixed = { iss: here, client_id: "console", token_use: "access" };
      return signToken(signer, { ...claims.more, ...claims.named, ...fixed, ...times }, header);
    }
  }

  const aName = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
    .filter((name) => name.length <= 256);
  const aVariation = fc.record({
    lifetime: fc.integer({ min: 1, max: 86_400 }),
    age: fc.integer({ min: -60, max: 86_400 }),
    named: fc.record({ sub: aName, jti: aName }),
    more: fc.dictionary(
      aName.map((name) => `x-${name}`),
      fc.jsonValue({ maxDepth: 2 }),
      { maxKeys: 4 },
    ),
    header: fc.oneof(
      fc.constant({}),
      fc.record({ typ: fc.constantFrom("JWT", "at+jwt", "application/at+jwt", "jwt") }),
      fc.record({ x5t: fc.string(), cty: fc.constant("x") }),
    ),
  });
  type Variation = typeof aVariation extends fc.Arbitrary<infer Value> ? Value : never;

  /** What happens between two callers: time, a rotation, an outage of less than a day. */
  const anEvent = fc.oneof(
    { weight: 3, arbitrary: fc.record({ pause: fc.integer({ min: 0, max: 2 * hour }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ rotationAfter: fc.integer({ min: 10 * second, max: hour }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        outage: fc.array(fc.integer({ min: 0, max: 5 * hour + 50 * minute }), { maxLength: 4 }),
      }),
    },
  );

  it(
    "is never refused, through rotations and outages",
    async () => {
      let judged = 0;
      const accepts = async (world: World, variations: readonly Variation[]) => {
        const tokens = variations.map((variation, index) => world.sign(variation, index));
        judged += tokens.length;
        const verdicts = tokens.map(async (token) => judge(world.verifier, token));
        expect(new Set(await Promise.all(verdicts))).toEqual(new Set(["accepted"]));
      };
      const someVariations = fc.array(aVariation, {
        minLength: tokensEachTime,
        maxLength: tokensEachTime,
      });
      const story = fc.array(fc.tuple(anEvent, someVariations), { minLength: 5, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(story, async (events) => {
          const world = new World();
          await world.verifier.prefetch();
          for (const [event, variations] of events) {
            if ("pause" in event) world.clock.advance(event.pause);
            if ("rotationAfter" in event) {
              world.clock.advance(event.rotationAfter);
              world.rotate();
            }
            if ("outage" in event) {
              // Keys are as old as the last request for them: the day is counted from there.
              await world.verifier.prefetch();
              world.fail();
              for (const pause of event.outage) {
                world.clock.advance(pause);
                await accepts(world, variations);
              }
              world.recover();
              world.clock.advance(minute);
            }
            await accepts(world, variations);
          }
        }),
        // Five events at least, each with its tokens.
        { numRuns: Math.ceil(runs / 10 / (5 * tokensEachTime)) },
      );
      expect(judged).toBeGreaterThanOrEqual(runs / 10);
    },
    timeoutMs,
  );
});
