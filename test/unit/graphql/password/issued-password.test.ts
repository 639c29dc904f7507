import { passwordViolations } from "../../../../src/cognito/records/password-violations.js";
import type { PasswordPolicyRecord } from "../../../../src/cognito/records/records.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { issuePassword } from "../../../../src/graphql/password/issued-password.js";

const lenient: PasswordPolicyRecord = {
  minimumLength: 6,
  requireUppercase: false,
  requireLowercase: false,
  requireNumbers: false,
  requireSymbols: false,
  historySize: 0,
  temporaryPasswordValidityDays: 7,
};
const strict: PasswordPolicyRecord = {
  ...lenient,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
};

const coin = () => Math.random() < 0.5;
const randomPolicy = (): PasswordPolicyRecord => ({
  ...lenient,
  minimumLength: 6 + Math.floor(Math.random() * 94),
  requireUppercase: coin(),
  requireLowercase: coin(),
  requireNumbers: coin(),
  requireSymbols: coin(),
});

/** How often each character comes in so many passwords. */
function countCharacters(policy: PasswordPolicyRecord, passwords: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let made = 0; made < passwords; made += 1) {
    for (const character of issuePassword(policy)) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  return counts;
}

describe("issuePassword", () => {
  it("keeps each of 10,000 policies at random, with no blank and no line break", () => {
    const broken: unknown[] = [];
    for (let run = 0; run < 10_000; run += 1) {
      const policy = randomPolicy();
      const password = issuePassword(policy);
      const isRight =
        passwordViolations(password, policy).length === 0 &&
        password.length === Math.max(16, policy.minimumLength) &&
        /^[!-~]+$/.test(password);
      if (!isRight) broken.push([policy, password]);
    }
    expect(broken).toEqual([]);
  });

  it.each([
    ["asks for nothing", lenient, 56],
    ["asks for every class", strict, 64],
  ])("draws every character alike for a policy that %s", (_policy, policy, alphabetSize) => {
    const counts = countCharacters(policy, 20_000);
    expect(counts.size).toBe(alphabetSize);
    const expected = (20_000 * 16) / alphabetSize;
    // A class that must be there comes somewhat more often than its share; a modulo's bias would be larger.
    const tolerance = policy === lenient ? 0.08 : 0.2;
    for (const [character, count] of counts) {
      expect([character, Math.abs(count / expected - 1) < tolerance]).toEqual([character, true]);
    }
  });

  it("puts no class at a place of its own", () => {
    const places = new Map<number, number>();
    for (let made = 0; made < 20_000; made += 1) {
      const place = issuePassword(strict).search(/[2-9]/);
      places.set(place, (places.get(place) ?? 0) + 1);
    }
    // The first digit is at the first place in one of eight, a little more often since there must be one.
    expect((places.get(0) ?? 0) / 20_000).toBeGreaterThan(0.12);
    expect((places.get(0) ?? 0) / 20_000).toBeLessThan(0.17);
    expect(places.size).toBe(16);
  });

  it("has no characters that look alike, and symbols only when they are asked for", () => {
    const characters = [...countCharacters(strict, 2000).keys()].join("");
    expect(characters).not.toMatch(/[IlO0o1|`'".,;_~^+=@-]/);
    expect([...countCharacters(lenient, 2000).keys()].join("")).toMatch(/^[A-Za-z2-9]+$/);
  });

  it("makes none twice", () => {
    const made = Array.from({ length: 5000 }, () => issuePassword(lenient));
    expect(new Set(made).size).toBe(made.length);
  });

  it("ends for a policy that no password can keep", () => {
    expect(() => issuePassword({ ...lenient, minimumLength: 257 })).toThrow(
      new GatewayError("INTERNAL"),
    );
  });
});
