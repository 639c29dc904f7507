import {
  type KeyFetch,
  RefreshingJwksCache,
} from "../../../../src/authorization/tokens/jwks-cache.js";
import type { KeySet } from "../../../../src/authorization/tokens/key-fetcher.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { createTestClock, type TestClock } from "../../../support/signed-tokens.js";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const uri = "https://issuer.example.com/keys";

let clock: TestClock;
let published: readonly string[] | "down";
let asked: string[];
let told: KeyFetch[];
/** What the next answers wait for. */
let held: Promise<void> | undefined;

beforeEach(() => {
  clock = createTestClock();
  published = ["one"];
  asked = [];
  told = [];
  held = undefined;
});

const keySet = (...names: readonly string[]): KeySet =>
  new Map(names.map((kid) => [kid, { kty: "RSA", kid, n: kid, e: "AQAB" }]));

function createCache(): RefreshingJwksCache {
  return new RefreshingJwksCache({
    now: clock.now,
    onFetch: (fetch) => told.push(fetch),
    fetchKeySet: async (jwksUri) => {
      asked.push(jwksUri);
      const answer = published;
      await held;
      if (answer === "down") throw new Error("The issuer is down.");
      return keySet(...answer);
    },
  });
}

const token = (kid: string) => ({ header: { alg: "RS256", kid }, payload: {} });

/** "found", "unknown" or "unavailable". */
async function look(cache: RefreshingJwksCache, kid = "one", jwksUri = uri): Promise<string> {
  return nameOf(async () => cache.getJwk(jwksUri, token(kid)));
}

async function nameOf(find: () => Promise<{ kid: string }>): Promise<string> {
  try {
    await find();
    return "found";
  } catch (error) {
    if (!(error instanceof GatewayError)) return "unknown";
    expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
    return "unavailable";
  }
}

/** Holds answers back until it is called. */
function holdAnswers(): () => Promise<void> {
  let release: (() => void) | undefined;
  held = new Promise((resolve) => {
    release = resolve;
  });
  return async () => {
    held = undefined;
    release?.();
    await settled();
  };
}

/** Lets everything happen that waits for nothing but its turn. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("keys", () => {
  it("are fetched once for a thousand callers who come at once", async () => {
    const cache = createCache();
    const answers = await Promise.all(Array.from({ length: 1000 }, async () => look(cache)));
    expect(new Set(answers)).toEqual(new Set(["found"]));
    expect(asked).toEqual([uri]);
  });

  it("serve without a request until they are five minutes old", async () => {
    const cache = createCache();
    await look(cache);
    clock.advance(5 * minute - 1);
    expect(await look(cache)).toBe("found");
    expect(asked).toHaveLength(1);
  });

  it("are renewed behind the back of their users when they are five minutes old", async () => {
    const cache = createCache();
    await look(cache);
    published = ["two"];
    clock.advance(5 * minute);
    const release = holdAnswers();
    const answers = await Promise.all([look(cache), look(cache), look(cache)]);
    expect(answers).toEqual(["found", "found", "found"]);
    expect(asked).toHaveLength(2);
    await release();
    expect([await look(cache, "one"), await look(cache, "two")]).toEqual(["unknown", "found"]);
  });

  it("are replaced as a whole: a removed one is refused", async () => {
    const cache = createCache();
    published = ["one", "two"];
    await look(cache);
    published = ["two"];
    clock.advance(5 * minute);
    await look(cache);
    await settled();
    expect([await look(cache, "one"), await look(cache, "two")]).toEqual(["unknown", "found"]);
  });

  it("keep a caller waiting when they are ten minutes old", async () => {
    const cache = createCache();
    await look(cache);
    published = ["two"];
    clock.advance(10 * minute);
    expect(await look(cache, "one")).toBe("unknown");
    expect(await look(cache, "two")).toBe("found");
    expect(asked).toHaveLength(2);
  });

  it("are as old as the request for them, not as its answer", async () => {
    const cache = createCache();
    const release = holdAnswers();
    const first = look(cache);
    clock.advance(3 * second);
    await release();
    expect(await first).toBe("found");
    published = ["two"];
    clock.advance(10 * minute - 3 * second);
    expect(await look(cache)).toBe("unknown");
  });

  it("of one issuer are nobody else's, though they have the same name", async () => {
    const cache = createCache();
    const keys = [uri, "https://other.example.com/keys"].map(async (jwksUri) =>
      cache.getJwk(jwksUri, token("one")),
    );
    const [one, other] = await Promise.all(keys);
    expect(one).not.toBe(other);
    expect(asked).toHaveLength(2);
    published = ["two"];
    expect(await look(cache, "two", uri)).toBe("found");
    expect(await look(cache, "one", "https://other.example.com/keys")).toBe("found");
    expect(await look(cache, "one", uri)).toBe("unknown");
  });

  it("do not get younger by a clock that is set back", async () => {
    const cache = createCache();
    await look(cache);
    published = ["two"];
    clock.advance(-hour);
    expect(await look(cache)).toBe("unknown");
  });
});

describe("while an issuer is down, its keys", () => {
  it("serve for a day, and then nobody can say anything", async () => {
    const cache = createCache();
    await look(cache);
    published = "down";
    for (let past = 0; past < 24 * hour - minute; past += minute) {
      clock.advance(minute);
      expect(await look(cache)).toBe("found");
    }
    clock.advance(minute - 1);
    expect([await look(cache), cache.hasKeys(uri)]).toEqual(["found", true]);
    clock.advance(1);
    expect([await look(cache), cache.hasKeys(uri)]).toEqual(["unavailable", false]);
  });

  it("serve at once between two attempts, and are replaced when it is back", async () => {
    const cache = createCache();
    await look(cache);
    published = "down";
    clock.advance(11 * minute);
    await look(cache);
    const requests = asked.length;
    const release = holdAnswers();
    expect(await look(cache)).toBe("found");
    expect(asked).toHaveLength(requests);
    published = ["two"];
    clock.advance(second);
    const answer = look(cache, "one");
    await release();
    expect(await answer).toBe("unknown");
  });

  it("leave a new name unjudged, since it may have been published before", async () => {
    const cache = createCache();
    await look(cache);
    published = "down";
    expect(await look(cache, "two")).toBe("unavailable");
    clock.advance(second);
    expect([await look(cache, "two"), await look(cache, "one")]).toEqual(["unavailable", "found"]);
    published = ["one"];
    clock.advance(9 * second);
    expect(await look(cache, "two")).toBe("unknown");
  });
});

describe("an issuer that is down from the start", () => {
  it("is asked after 1, 2, 4 and more seconds, at most once a minute", async () => {
    published = "down";
    const cache = createCache();
    const attempts: number[] = [];
    for (let past = 0; past <= 250; past += 1) {
      expect(await look(cache)).toBe("unavailable");
      if (asked.length > attempts.length) attempts.push(past);
      clock.advance(second);
    }
    expect(attempts).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
  });

  it("costs nobody a wait between two attempts", async () => {
    published = "down";
    const cache = createCache();
    await look(cache);
    const release = holdAnswers();
    expect(await look(cache)).toBe("unavailable");
    expect(asked).toHaveLength(1);
    await release();
  });

  it("is asked at most ten times a minute by a thousand callers a second", async () => {
    published = "down";
    const cache = createCache();
    for (let past = 0; past < 60; past += 1) {
      const callers = Array.from({ length: 1000 }, async (_, index) => look(cache, `key-${index}`));
      expect(new Set(await Promise.all(callers))).toEqual(new Set(["unavailable"]));
      clock.advance(second);
    }
    expect(asked.length).toBeLessThanOrEqual(10);
  });

  it("is believed as soon as it answers, and then left alone", async () => {
    published = "down";
    const cache = createCache();
    for (let past = 0; past < 40; past += 1) {
      await look(cache);
      clock.advance(second);
    }
    published = ["one"];
    clock.advance(minute);
    const requests = asked.length;
    expect([await look(cache), await look(cache)]).toEqual(["found", "found"]);
    expect(asked).toHaveLength(requests + 1);
    // A later failure starts from one second again.
    published = "down";
    clock.advance(10 * minute);
    await look(cache);
    clock.advance(second);
    await look(cache);
    expect(asked).toHaveLength(requests + 3);
  });

  it("is not left alone for longer by a clock that is set back", async () => {
    published = "down";
    const cache = createCache();
    await look(cache);
    published = ["one"];
    clock.advance(-hour);
    expect(await look(cache)).toBe("found");
  });
});

describe("names that are not published", () => {
  it("cost one request in ten seconds, however many they are", async () => {
    const cache = createCache();
    await look(cache);
    for (let past = 0; past < 60; past += 1) {
      const callers = Array.from({ length: 1000 }, async (_, index) =>
        look(cache, `made-up-${past}-${index}`),
      );
      expect(new Set(await Promise.all(callers))).toEqual(new Set(["unknown"]));
      expect(await look(cache)).toBe("found");
      clock.advance(second);
    }
    expect(asked).toHaveLength(1 + 6);
  });

  it("cost nothing more when they are the first to ask at all", async () => {
    const cache = createCache();
    expect([await look(cache, "two"), await look(cache, "three")]).toEqual(["unknown", "unknown"]);
    expect(asked).toHaveLength(1);
  });

  it("do not hide a new key for longer than ten seconds", async () => {
    const cache = createCache();
    for (let index = 0; index < 1000; index += 1) await look(cache, `made-up-${index}`);
    published = ["one", "two"];
    expect(await look(cache, "two")).toBe("unknown");
    clock.advance(10 * second - 1);
    expect(await look(cache, "made-up")).toBe("unknown");
    clock.advance(1);
    expect(await look(cache, "two")).toBe("found");
  });

  it("find a new key at once when nobody has asked for one lately", async () => {
    const cache = createCache();
    await look(cache);
    published = ["one", "two"];
    expect(await look(cache, "two")).toBe("found");
    expect(asked).toHaveLength(2);
  });

  it("find a new key at once though they were asked for while the issuer was down", async () => {
    published = "down";
    const cache = createCache();
    expect(await look(cache, "two")).toBe("unavailable");
    published = ["one"];
    clock.advance(second);
    expect(await look(cache, "one")).toBe("found");
    published = ["one", "two"];
    expect(await look(cache, "two")).toBe("found");
  });

  it("wait for a request that is under way, though they may not start one", async () => {
    const cache = createCache();
    await look(cache, "made-up");
    published = ["one", "two"];
    clock.advance(5 * minute);
    await look(cache, "made-up");
    published = ["one", "two", "three"];
    clock.advance(5 * minute);
    const release = holdAnswers();
    const answers = Promise.all([look(cache, "made-up"), look(cache, "three")]);
    await release();
    expect(await answers).toEqual(["unknown", "found"]);
    expect(asked).toHaveLength(3);
  });

  it("are nothing like a name that every object has", async () => {
    const cache = createCache();
    for (const kid of ["constructor", "__proto__", "toString", ""]) {
      expect(await look(cache, kid)).toBe("unknown");
    }
  });
});

describe("fetching before anybody asks", () => {
  it("makes keys known, once for five minutes", async () => {
    const cache = createCache();
    expect(cache.hasKeys(uri)).toBe(false);
    await Promise.all([cache.prefetch(uri), cache.prefetch(uri)]);
    expect(cache.hasKeys(uri)).toBe(true);
    await cache.prefetch(uri);
    expect(asked).toHaveLength(1);
    clock.advance(5 * minute);
    await cache.prefetch(uri);
    expect(asked).toHaveLength(2);
  });

  it("does not fail with the issuer, and leaves it alone as callers do", async () => {
    published = "down";
    const cache = createCache();
    for (let past = 0; past < 60; past += 1) {
      await cache.prefetch(uri);
      clock.advance(second);
    }
    expect(cache.hasKeys(uri)).toBe(false);
    expect(asked.length).toBeLessThanOrEqual(10);
  });
});

describe("what aws-jwt-verify may ask besides", () => {
  it("is a key without waiting, if it is known", async () => {
    const cache = createCache();
    const known = (kid: string) => nameOf(async () => cache.getCachedJwk(uri, token(kid)));
    expect(await known("one")).toBe("unavailable");
    await look(cache);
    expect([await known("one"), await known("two")]).toEqual(["found", "unknown"]);
  });

  it("is the whole set", async () => {
    const cache = createCache();
    expect((await cache.getJwks(uri)).keys.map(({ kid }) => kid)).toEqual(["one"]);
    published = "down";
    await expect(cache.getJwks("https://other.example.com/keys")).rejects.toThrow(GatewayError);
  });

  it("is not to take keys from somebody else", () => {
    expect(() => createCache().addJwks()).toThrow("alone");
  });
});

it("every request for keys is told, with what went wrong", async () => {
  const cache = createCache();
  await look(cache);
  published = "down";
  clock.advance(10 * minute);
  await look(cache);
  expect(told).toEqual([
    { jwksUri: uri },
    { jwksUri: uri, error: new Error("The issuer is down.") },
  ]);
});
