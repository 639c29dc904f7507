import { generatePassword } from "../../examples/admin-console/src/password/generated-password.js";
import { rulesOf } from "../../examples/admin-console/src/password/password-rules.js";
import { pathTo, placeOf } from "../../examples/admin-console/src/place.js";
import { passwordViolations } from "../../src/cognito/records/password-violations.js";
import type { PasswordPolicyRecord } from "../../src/cognito/records/records.js";

const everyRule: PasswordPolicyRecord = {
  minimumLength: 8,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  historySize: 0,
  temporaryPasswordValidityDays: 7,
};
const noRule: PasswordPolicyRecord = {
  ...everyRule,
  minimumLength: 6,
  requireUppercase: false,
  requireLowercase: false,
  requireNumbers: false,
  requireSymbols: false,
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe("a generated password", () => {
  it.each([everyRule, noRule, { ...everyRule, minimumLength: 99 }])(
    "keeps the rules of %j",
    (policy) => {
      for (let round = 0; round < 200; round += 1) {
        const password = generatePassword(policy);
        expect(passwordViolations(password, policy)).toEqual([]);
        expect(password).toHaveLength(Math.max(16, policy.minimumLength));
      }
    },
  );

  it("takes each character as often as every other", () => {
    let next = 0;
    jest.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
      (array as Uint8Array)[0] = next % 256;
      next += 1;
      return array;
    });
    const counts = new Map<string, number>();
    // Enough of them for every byte to come up as often as every other.
    while (next < 256 * 800) {
      for (const character of generatePassword(noRule)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(56);
    const [least, most] = [Math.min(...counts.values()), Math.max(...counts.values())];
    // The last password may end in the middle of a round.
    expect(most - least).toBeLessThanOrEqual(1);
  });

  it("is another one each time", () => {
    const passwords = Array.from({ length: 500 }, () => generatePassword(everyRule));
    expect(new Set(passwords).size).toBe(500);
  });
});

describe("the rules that the form shows", () => {
  it.each([
    "",
    "a",
    "Abcdef1!",
    "abcdefgh",
    " Abcdef1!",
    "Abc def1",
    "ABCDEF1!",
    "x".repeat(257),
    "ÄÖÜäöü1!",
  ])("are broken by %j exactly where the gateway says so", (password) => {
    for (const policy of [everyRule, noRule]) {
      const broken = rulesOf(policy).filter(({ isKept }) => !isKept(password));
      const codes = broken.map(({ code }) => code).sort();
      expect(codes).toEqual([...passwordViolations(password, policy)].sort());
    }
  });
});

describe("an address", () => {
  it.each(["carla", "a/b", "100%", "a%2Fb", "password", "ünï", "a?b#c", "+44 20"])(
    "leads back to exactly the user %j",
    (username) => {
      const place = { pool: "customers", username };
      expect(placeOf(pathTo.user("customers", username))).toEqual({ screen: "user", ...place });
      expect(placeOf(pathTo.password("customers", username))).toEqual({
        screen: "password",
        ...place,
      });
    },
  );

  it.each([
    ["", "start"],
    ["/", "start"],
    [pathTo.users("customers"), "users"],
    ["/pools/customers/carla/password/more", "nowhere"],
    ["/pools/customers/carla/other", "nowhere"],
    ["/pools/customers/%E0%A4%A", "nowhere"],
    ["/elsewhere", "nowhere"],
  ])("%j is %s", (path, screen) => {
    expect(placeOf(path).screen).toBe(screen);
  });
});
