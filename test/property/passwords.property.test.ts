import fc from "fast-check";
import { passwordViolations } from "../../src/cognito/records/password-violations.js";
import type { PasswordPolicyRecord } from "../../src/cognito/records/records.js";
import { passwordRules } from "../../src/errors/gateway-error.js";
import {
  brokenRule,
  completePolicy,
  generatePassword,
  type PasswordPolicy,
} from "../../src/local-pool/directory/password-policy.js";
import { checkShape } from "../../src/local-pool/service-model/checks/check-shape.js";
import { password as passwordShape } from "../../src/local-pool/service-model/member-shapes.js";

// The rules are written twice, in other words: by the gateway, which explains, and by the local pool, which decides. No
// production code may look at the pool's, so they are held together here.

const runs = Number(process.env["PROPERTY_RUNS"] ?? 5000);
const timeoutMs = 30_000 + runs * 10;

/** Characters on either side of a rule's border, and those that look like one inside. */
const borderline = [
  ...Array.from("AZ@[`{azmM09/:5"),
  ...Array.from("^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+="),
  ...[" ", "\t", "\n", "\r", "\u00a0", "\u2028", "\u3000", "\u200b", "\0", "\u007f"],
  ...["é", "Ä", "ß", "\u017f", "\u212a", "İ", "٣", "５", "£", "€", "§", "–", "！", "😀"],
  ...["\ud83d", "\ude00"],
];
const aCharacter = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...borderline) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }) },
);
const aPassword = fc.oneof(
  { weight: 6, arbitrary: fc.array(aCharacter, { maxLength: 14 }) },
  { weight: 1, arbitrary: fc.array(aCharacter, { minLength: 250, maxLength: 260 }) },
);
const aPolicy = fc.record({
  MinimumLength: fc.oneof(fc.constantFrom(6, 8, 99), fc.integer({ min: 6, max: 99 })),
  RequireUppercase: fc.boolean(),
  RequireLowercase: fc.boolean(),
  RequireNumbers: fc.boolean(),
  RequireSymbols: fc.boolean(),
});

const toRecord = (policy: PasswordPolicy): PasswordPolicyRecord => ({
  minimumLength: policy.MinimumLength,
  requireUppercase: policy.RequireUppercase,
  requireLowercase: policy.RequireLowercase,
  requireNumbers: policy.RequireNumbers,
  requireSymbols: policy.RequireSymbols,
  historySize: policy.PasswordHistorySize,
  temporaryPasswordValidityDays: policy.TemporaryPasswordValidityDays,
});

/** What the pool's refusal means in the gateway's words. */
const ruleOf: Readonly<Record<string, string>> = {
  "Password not long enough": "TOO_SHORT",
  "Password must have uppercase characters": "NO_UPPERCASE",
  "Password must have lowercase characters": "NO_LOWERCASE",
  "Password must have numeric characters": "NO_NUMBER",
  "Password must have symbol characters": "NO_SYMBOL",
};

describe("a password", () => {
  it(
    "breaks a rule for the gateway exactly when the local pool refuses it, and that rule among them",
    () => {
      const found = new Map<string, number>();
      fc.assert(
        fc.property(aPolicy, aPassword, (stated, characters) => {
          const policy = completePolicy(stated);
          const password = characters.join("");
          const violations = passwordViolations(password, toRecord(policy));
          const refusal = brokenRule(policy, password);
          const isWellFormed = checkShape(passwordShape, password).length === 0;
          expect(violations.length === 0).toBe(refusal === null && isWellFormed);
          if (refusal !== null) expect(violations).toContain(ruleOf[refusal]);
          for (const rule of violations.length === 0 ? ["none"] : violations) {
            found.set(rule, (found.get(rule) ?? 0) + 1);
          }
        }),
        { numRuns: runs },
      );
      // Neither side was asked about one kind only.
      expect([...found.keys()].sort()).toEqual([...passwordRules, "none"].sort());
    },
    timeoutMs,
  );

  it("that the local pool makes up breaks none", () => {
    fc.assert(
      fc.property(aPolicy, (stated) => {
        const policy = completePolicy(stated);
        expect(passwordViolations(generatePassword(policy), toRecord(policy))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
