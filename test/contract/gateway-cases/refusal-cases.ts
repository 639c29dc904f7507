import { gatewayCases, type GatewayCase } from "../gateway-case.js";
import { freshName, GOOD } from "../stage.js";

const check = `query($username: String!, $password: String!) {
  checkPassword(poolId: "contract", username: $username, password: $password) { violations }
}`;

/** Both what Cognito refuses and what the gateway says beforehand. */
const weak = (rule: string, password: string, id: string): GatewayCase => ({
  id: `gateway-weak-${id}`,
  sentence: `a password that is refused for ${rule} is INVALID_PASSWORD with ${rule}, and the old one stays`,
  run: async (stage) => {
    const { username } = await stage.createReachableUser();
    await stage.setPassword(username, GOOD, true);
    const { checkPassword } = await stage.answered(check, { username, password });
    expect(checkPassword).toEqual({ violations: [rule] });
    for (const permanent of [true, false]) {
      expect(await stage.refusalOf(username, password, permanent)).toMatchObject({
        code: "INVALID_PASSWORD",
        outcome: "NOT_APPLIED",
        violations: [rule],
      });
    }
    const { AuthenticationResult } = await stage.pool.signIn(username, GOOD);
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  },
});

/** Writes that are refused, and change nothing. */
export const gatewayRefusalCases = gatewayCases(
  weak("TOO_SHORT", "Short-01!", "length"),
  weak("NO_UPPERCASE", "lower-pass-0001!", "upper-case"),
  weak("NO_LOWERCASE", "UPPER-PASS-0001!", "lower-case"),
  weak("NO_NUMBER", "No-Digit-Pass!", "digit"),
  weak("NO_SYMBOL", "NoSymbolPass0001", "symbol"),
  weak("LEADING_OR_TRAILING_SPACE", " Good-Pass-0001!", "outer-space"),
  weak("LINE_BREAK", "Good-Pass\n0001!", "line-break"),
  {
    id: "gateway-weak-in-many-ways",
    sentence: "a password that breaks several rules is INVALID_PASSWORD with all of them",
    run: async (stage) => {
      const { username } = await stage.createReachableUser();
      expect(await stage.refusalOf(username, "weakling", true)).toMatchObject({
        code: "INVALID_PASSWORD",
        violations: ["TOO_SHORT", "NO_UPPERCASE", "NO_NUMBER", "NO_SYMBOL"],
      });
    },
  },
  {
    id: "gateway-set-nobody",
    sentence: "a password for a user who is not there is USER_NOT_FOUND, and sets none",
    run: async (stage) => {
      for (const name of [freshName(), `${freshName()}@example.com`]) {
        expect(await stage.refusalOf(name, GOOD, true)).toMatchObject({
          code: "USER_NOT_FOUND",
          outcome: "NOT_APPLIED",
        });
      }
    },
  },
);
