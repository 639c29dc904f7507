import {
  brokenRule,
  completePolicy,
  defaultPasswordPolicy,
  generatePassword,
} from "../../../../src/local-pool/directory/password-policy.js";

describe("brokenRule", () => {
  it.each([
    ["Aa1!aaa", "Password not long enough"],
    ["aa1!aaaa", "Password must have uppercase characters"],
    ["AA1!AAAA", "Password must have lowercase characters"],
    ["Aaa!aaaa", "Password must have numeric characters"],
    ["Aa1aaaaa", "Password must have symbol characters"],
    [" Aa1aaaa", "Password must have symbol characters"],
    ["Aa1aaaa ", "Password must have symbol characters"],
    ["Aa1aaaaé", "Password must have symbol characters"],
    ["ÄÖa1!aaaa", "Password must have uppercase characters"],
  ])("says of %j: %s", (password, rule) => {
    expect(brokenRule(defaultPasswordPolicy, password)).toBe(rule);
  });

  it.each(Array.from("^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+= "))("counts %j as a symbol", (symbol) => {
    expect(brokenRule(defaultPasswordPolicy, `Aa1${symbol}aaaa`)).toBeNull();
  });

  it("asks for nothing that the policy does not name", () => {
    expect(brokenRule(completePolicy({ MinimumLength: 6 }), "aaaaaa")).toBeNull();
  });
});

describe("completePolicy", () => {
  it("asks for everything when no policy is stated", () => {
    expect(completePolicy(undefined)).toEqual(defaultPasswordPolicy);
  });

  it("takes zero days for not set", () => {
    const policy = completePolicy({ TemporaryPasswordValidityDays: 0 }, 0);
    expect(policy.TemporaryPasswordValidityDays).toBe(7);
  });

  it("falls back on the days of the older account setting", () => {
    expect(completePolicy({}, 30).TemporaryPasswordValidityDays).toBe(30);
  });
});

describe("generatePassword", () => {
  it("keeps the strictest policy", () => {
    const policy = { ...defaultPasswordPolicy, MinimumLength: 99 };
    expect(brokenRule(policy, generatePassword(policy))).toBeNull();
  });
});
