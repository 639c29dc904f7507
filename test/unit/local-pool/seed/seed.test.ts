import { keysOf, parseSeed, SeedError } from "../../../../src/local-pool/seed/seed.js";

function mistakesOf(seed: unknown): readonly string[] {
  try {
    parseSeed(seed);
  } catch (error) {
    if (error instanceof SeedError) return error.mistakes;
  }
  return [];
}

const ann = { username: "ann", status: "CONFIRMED" };

describe("parseSeed", () => {
  it("takes a seed that states everything", () => {
    const seed = {
      pools: [
        {
          id: "local_people",
          name: "people",
          caseSensitive: false,
          aliasAttributes: ["email"],
          passwordPolicy: { MinimumLength: 12 },
          mfa: "OPTIONAL",
          mfaMethods: ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "WEB_AUTHN"],
          selfSignUp: true,
          tier: "PLUS",
          recovery: ["verified_email", "verified_phone_number"],
          autoVerifiedAttributes: ["email"],
          keepsOriginal: ["email"],
          schema: [
            { Name: "tier", StringAttributeConstraints: { MinLength: "1", MaxLength: "9" } },
            { Name: "given_name", Required: true },
          ],
          clients: [{ id: "app", name: "app", accessTokenValidityMinutes: 5 }],
          groups: [{ name: "staff", description: "Everyone here", precedence: 0 }],
          users: [
            {
              ...ann,
              sub: "1",
              password: "xy",
              passwordAgeDays: 8,
              enabled: false,
              attributes: { email: "ann@example.com", "custom:tier": "gold" },
              groups: ["staff"],
              createdAt: "2030-01-01T00:00:00Z",
              identities: [{ providerName: "Corp", userId: "42" }],
              mfa: ["SMS_MFA"],
              prefersMfa: false,
              totpSecret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
              hasPasskey: true,
            },
          ],
        },
      ],
    };
    expect(parseSeed(seed)).toBe(seed);
  });

  it("reports every mistake with its path", () => {
    const seed = {
      pools: [
        { id: "no underscore", name: "people", colour: "red" },
        {
          users: [
            { ...ann, status: "HAPPY" },
            { username: 7, status: "CONFIRMED" },
          ],
        },
      ],
    };
    expect(mistakesOf(seed).map((mistake) => mistake.split(":")[0])).toEqual([
      "pools[0].id",
      "pools[0].colour",
      "pools[1].name",
      "pools[1].users[0].status",
      "pools[1].users[1].username",
    ]);
  });

  it("reports what contradicts itself", () => {
    const seed = {
      pools: [
        {
          id: "local_a",
          name: "a",
          caseSensitive: false,
          aliasAttributes: ["email"],
          usernameAttributes: ["email"],
          users: [
            { ...ann, groups: ["ghosts"] },
            { username: "ANN", status: "CONFIRMED", passwordAgeDays: 1 },
          ],
        },
        { id: "local_a", name: "b" },
      ],
    };
    expect(mistakesOf(seed)).toEqual([
      "pools[1].id: the same as pools[0].id",
      "pools[0]: aliasAttributes and usernameAttributes exclude each other",
      "pools[0].users[1].username: the same as pools[0].users[0].username",
      'pools[0].users[0].groups: the pool has no group "ghosts"',
      "pools[0].users[1].passwordAgeDays: there is no password to have an age",
    ]);
  });

  it("reports every name that two users of a pool would answer to", () => {
    const verified = (email: string) => ({ email, email_verified: "true" });
    const seed = {
      pools: [
        {
          name: "a",
          caseSensitive: false,
          aliasAttributes: ["email", "preferred_username"],
          users: [
            { ...ann, sub: "1", attributes: { preferred_username: "bob" } },
            { username: "BOB", status: "CONFIRMED", attributes: verified("bob@example.com") },
            { username: "1", status: "CONFIRMED", attributes: verified("Bob@Example.com") },
          ],
        },
        {
          name: "b",
          usernameAttributes: ["email"],
          users: [
            {
              username: "sub-of-kim",
              status: "CONFIRMED",
              attributes: { email: "kim@example.com" },
            },
            { username: "kim@example.com", status: "CONFIRMED" },
          ],
        },
      ],
    };
    expect(mistakesOf(seed)).toEqual([
      "pools[0].users[1].username: the same as pools[0].users[0].attributes.preferred_username",
      "pools[0].users[2].username: the same as pools[0].users[0].sub",
      "pools[0].users[2].attributes.email: the same as pools[0].users[1].attributes.email",
      "pools[1].users[1].username: the same as pools[1].users[0].attributes.email",
    ]);
  });

  it("takes names that are no names in this pool, and one user's name twice", () => {
    const attributes = { email: "a@example.com", preferred_username: "ann" };
    const seed = {
      pools: [
        {
          name: "a",
          aliasAttributes: ["email"],
          users: [
            { ...ann, sub: "ann", attributes },
            { username: "bob", status: "CONFIRMED", attributes },
          ],
        },
      ],
    };
    expect(parseSeed(seed)).toBe(seed);
  });

  it("reports second factors that a pool cannot offer", () => {
    const pool = (settings: object) => ({ name: "a", mfa: "ON", ...settings });
    const seed = {
      pools: [
        pool({ mfaMethods: ["WEB_AUTHN"] }),
        pool({ mfaMethods: ["SMS_MFA", "EMAIL_OTP", "WEB_AUTHN"], tier: "LITE" }),
        pool({ mfaMethods: ["FAX"] }),
      ],
    };
    expect(mistakesOf({ pools: seed.pools.slice(0, 2) })).toEqual([
      "pools[0].mfaMethods: a method besides WEB_AUTHN is needed",
      "pools[1].mfaMethods: EMAIL_OTP is not of the tier LITE",
      "pools[1].mfaMethods: WEB_AUTHN is not of the tier LITE",
    ]);
    expect(mistakesOf(seed)[0]).toMatch("pools[2].mfaMethods[0]");
  });

  it("reports a client id that two pools have", () => {
    const clients = [{ id: "app", name: "app" }];
    const seed = {
      pools: [
        { name: "a", clients },
        { name: "b", clients: [{ name: "other" }, { id: "app", name: "app" }] },
      ],
    };
    expect(mistakesOf(seed)).toEqual([
      "pools[1].clients[1].id: the same as pools[0].clients[0].id",
    ]);
  });

  it.each(["2030-13-45", "2030-02-30", "2030-01-01T25:00:00Z", "2030-01-01T..Z"])(
    "reports %s, which is in no calendar",
    (createdAt) => {
      expect(mistakesOf({ pools: [{ name: "a", users: [{ ...ann, createdAt }] }] })).toEqual([
        "pools[0].users[0].createdAt: there is no such day or time",
      ]);
    },
  );

  it("reports a sub among the attributes", () => {
    const users = [{ ...ann, attributes: { sub: "other" } }];
    expect(mistakesOf({ pools: [{ name: "a", users }] })).toEqual([
      "pools[0].users[0].attributes.sub: the user has a key of its own for it",
    ]);
  });

  it.each([[null], [[]], ["text"], [{}]])("refuses %j", (seed) => {
    expect(mistakesOf(seed)).toHaveLength(1);
  });

  it("takes access keys with their policies, and reports a policy that cannot be used", () => {
    const key = { accessKeyId: "AKID", secretAccessKey: "s" };
    const statement = { Effect: "Allow", Action: "cognito-idp:AdminGetUser", Resource: "*" };
    const policy = { Version: "2012-10-17", Statement: statement };
    const [plain, bound] = keysOf(
      parseSeed({ pools: [], keys: [key, { ...key, sessionToken: "t", policy }] }),
    );
    expect(plain).toEqual(key);
    expect(bound).toMatchObject({ ...key, sessionToken: "t" });
    expect(bound?.policy?.decide("cognito-idp:AdminGetUser", "*")).toBe("allowed");
    expect(bound?.policy?.decide("cognito-idp:ListUsers", "*")).toBe("undecided");
    const conditional = { ...policy, Statement: { ...statement, Condition: {} } };
    expect(mistakesOf({ pools: [], keys: [key, { ...key, policy: conditional }] })).toEqual([
      'keys[1].policy.Statement[0]: "Condition" is not supported',
    ]);
    expect(mistakesOf({ pools: [], keys: [{ accessKeyId: "a b" }] })).toHaveLength(2);
  });

  it("never repeats a password", () => {
    const password = "p".repeat(300);
    const mistakes = mistakesOf({ pools: [{ name: "a", users: [{ ...ann, password }] }] });
    expect(mistakes).toHaveLength(1);
    expect(mistakes.join()).not.toContain("ppp");
  });
});

describe("the facts of a pool in a seed", () => {
  const mistakesIn = (facts: object) => mistakesOf({ pools: [{ name: "people", ...facts }] });

  it.each([
    [{ tier: "GOLD" }, "pools[0].tier"],
    [{ recovery: ["verified_pigeon"] }, "pools[0].recovery[0]"],
    [{ recovery: ["admin_only", "verified_email"] }, "pools[0].recovery: admin_only stands alone"],
    [
      { recovery: ["verified_email", "verified_email"] },
      "pools[0].recovery: a way stands there twice",
    ],
    [
      { keepsOriginal: ["email"] },
      "pools[0].keepsOriginal: email is not in autoVerifiedAttributes",
    ],
    [{ schema: [{ Mutable: true }] }, "pools[0].schema[0].Name"],
    [{ schema: [{ Name: "a" }, { Name: "a" }] }, 'pools[0].schema[1].Name: "a" stands there twice'],
    [
      { schema: [{ Name: "a", StringAttributeConstraints: { MinLength: "9", MaxLength: "8" } }] },
      "pools[0].schema[0].StringAttributeConstraints: the least is more than the most",
    ],
    [
      { schema: [{ Name: "a", StringAttributeConstraints: { MaxLength: "long" } }] },
      "pools[0].schema[0].StringAttributeConstraints: a bound is a text of digits",
    ],
    [
      { schema: [{ Name: "a", NumberAttributeConstraints: { MinValue: "1" } }] },
      "pools[0].schema[0].NumberAttributeConstraints: the attribute is a String",
    ],
    [
      { schema: [{ Name: "a" }], users: [{ ...ann, attributes: { "custom:b": "1" } }] },
      "pools[0].users[0].attributes.custom:b: the schema has no such attribute",
    ],
  ])("%j is refused with its place", (facts, mistake) => {
    const mistakes = mistakesIn(facts);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(mistake);
  });

  it("take any custom attribute where no schema is stated", () => {
    expect(mistakesIn({ users: [{ ...ann, attributes: { "custom:b": "1" } }] })).toEqual([]);
  });

  it.each([
    [
      { tier: "LITE", sessionTracking: true },
      "pools[0].sessionTracking: the tier LITE does not have it",
    ],
    [{ threatProtection: "AUDIT" }, "pools[0].threatProtection: only the tier PLUS has it"],
    [{ threatProtection: "LOUD" }, "pools[0].threatProtection"],
    [{ rememberDevices: "yes" }, "pools[0].rememberDevices"],
  ])("%j is more than the tier has, or no setting", (facts, mistake) => {
    const mistakes = mistakesIn(facts);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(mistake);
  });

  it("may switch threat protection off in every tier", () => {
    expect(mistakesIn({ tier: "LITE", threatProtection: "OFF" })).toEqual([]);
  });
});
