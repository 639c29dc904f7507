import { newTotpSecret, stepOf, stepOfCode, totp } from "../../../../src/local-pool/crypto/totp.js";

/** "12345678901234567890", the key of RFC 6238's test vectors. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("totp", () => {
  // Appendix B of RFC 6238, for SHA-1: the last six of its eight digits.
  it.each([
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ])("%i seconds after 1970 is %s", (seconds, code) => {
    expect(totp(secret, stepOf(new Date(seconds * 1000)))).toBe(code);
  });
});

describe("newTotpSecret", () => {
  it("is another one each time, of 160 bits in Base32", () => {
    const secrets = Array.from({ length: 50 }, newTotpSecret);
    for (const made of secrets) expect(made).toMatch(/^[A-Z2-7]{32}$/);
    expect(new Set(secrets).size).toBe(50);
  });
});

describe("stepOfCode", () => {
  it.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])("of a code that is %i steps away", (away, isGood) => {
    const now = new Date(1_234_567_890_000);
    const step = stepOf(now) + away;
    expect(stepOfCode(secret, totp(secret, step), now)).toBe(isGood ? step : undefined);
  });
});
