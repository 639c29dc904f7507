import { passwordViolations } from "../../../../src/cognito/records/password-violations.js";
import type { PasswordPolicyRecord } from "../../../../src/cognito/records/records.js";

const strict: PasswordPolicyRecord = {
  minimumLength: 8,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  historySize: 0,
  temporaryPasswordValidityDays: 7,
};
const lenient: PasswordPolicyRecord = {
  ...strict,
  minimumLength: 6,
  requireUppercase: false,
  requireLowercase: false,
  requireNumbers: false,
  requireSymbols: false,
};

describe("passwordViolations", () => {
  it.each([
    ["Abcdef1!", []],
    ["Abcde1!", ["TOO_SHORT"]],
    ["abcdef1!", ["NO_UPPERCASE"]],
    ["ABCDEF1!", ["NO_LOWERCASE"]],
    ["Abcdefg!", ["NO_NUMBER"]],
    ["Abcdefg1", ["NO_SYMBOL"]],
    ["", ["TOO_SHORT", "NO_UPPERCASE", "NO_LOWERCASE", "NO_NUMBER", "NO_SYMBOL"]],
    [`Aa1!${"x".repeat(252)}`, []],
    [`Aa1!${"x".repeat(253)}`, ["TOO_LONG"]],
    // Letters and digits of other scripts are none to Cognito.
    ["ÄÖÜäöü١٢٣!", ["NO_UPPERCASE", "NO_LOWERCASE", "NO_NUMBER"]],
  ])("finds in %j under a strict policy %j", (password, rules) => {
    expect(passwordViolations(password, strict)).toEqual(rules);
  });

  it("asks for nothing that the policy does not ask for", () => {
    expect(passwordViolations("aaaaaa", lenient)).toEqual([]);
    expect(passwordViolations("aaaaa", lenient)).toEqual(["TOO_SHORT"]);
  });

  it.each(Array.from(`^$*.[]{}()?"!@#%&/\\,><':;|_~\`=+-`))("counts %s as a symbol", (symbol) => {
    expect(passwordViolations(`Abcdef1${symbol}`, strict)).toEqual([]);
  });

  it.each(["£", "€", "§", "é", "\t", "\u00a0", "😀"])("does not count %j", (character) => {
    expect(passwordViolations(`Abcdef${character}1`, strict)).toEqual(["NO_SYMBOL"]);
  });

  it.each([
    ["Abcd ef1", []],
    [" Abcdef1", ["NO_SYMBOL", "LEADING_OR_TRAILING_SPACE"]],
    ["Abcdef1 ", ["NO_SYMBOL", "LEADING_OR_TRAILING_SPACE"]],
    ["Abcd\nx 1", ["LINE_BREAK"]],
    ["Abcd \r\n x1", ["LINE_BREAK"]],
    ["Abcd\u2028x 1", []],
  ])("counts a blank in %j only between other characters", (password, rules) => {
    expect(passwordViolations(password, strict)).toEqual(rules);
  });
});
