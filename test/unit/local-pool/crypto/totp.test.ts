import { stepOf, totp } from "../../../../src/local-pool/crypto/totp.js";

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
