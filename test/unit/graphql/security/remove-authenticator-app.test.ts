import type { UserRecord } from "../../../../src/cognito/records/records.js";
import { removeAuthenticatorApp } from "../../../../src/graphql/security/remove-authenticator-app.js";
import { performOn, refusalBy } from "../../../support/user-mutation.js";

type Mfa = UserRecord["mfa"];

const none: Mfa = { preferred: null, enabled: [] };

describe("removeAuthenticatorApp", () => {
  it("sends the one call, and answers with the user without the app", async () => {
    const { sent, state, reads, result } = await performOn(removeAuthenticatorApp, { input: {} });
    expect(sent).toEqual([{ UserPoolId: "eu-west-1_A", Username: "carla" }]);
    expect(state?.mfa).toEqual(none);
    expect(reads).toBe(0);
    expect(result).toMatchObject({ outcome: "APPLIED" });
  });

  it.each<[string, Mfa, Mfa]>([
    ["the only factor", { preferred: null, enabled: ["SOFTWARE_TOKEN_MFA"] }, none],
    [
      "the preferred one of several",
      { preferred: "SOFTWARE_TOKEN_MFA", enabled: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"] },
      { preferred: null, enabled: ["SMS_MFA"] },
    ],
    [
      "one of several",
      { preferred: "EMAIL_OTP", enabled: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] },
      { preferred: "EMAIL_OTP", enabled: ["EMAIL_OTP"] },
    ],
    ["one that nobody has told of", null, none],
  ])("expects the others to stay when the app is %s", async (_which, mfa, left) => {
    const scene = { input: {}, before: { mfa }, fields: ["mfa"] };
    const { state, warnings } = await performOn(removeAuthenticatorApp, {
      ...scene,
      after: { mfa: left },
    });
    expect([state?.mfa, warnings]).toEqual([left, []]);
  });

  it("warns when the app is there after all", async () => {
    const { warnings } = await performOn(removeAuthenticatorApp, {
      input: {},
      after: {},
      fields: ["mfa"],
    });
    expect(warnings).toEqual([["STATE_UNEXPECTED", "mfa"]]);
  });

  it.each(["EXTERNAL_PROVIDER", "UNCONFIRMED"] as const)(
    "is INVALID_USER_STATE for a user who is %s, and sends nothing",
    async (status) => {
      const { sent, refusal } = await performOn(removeAuthenticatorApp, {
        input: {},
        before: { status },
      });
      expect(refusal).toEqual({ code: "INVALID_USER_STATE", outcome: "NOT_APPLIED" });
      expect(sent).toEqual([]);
    },
  );

  it.each([
    ["InvalidParameterException", "BAD_USER_INPUT", "INVALID_USER_STATE"],
    ["ResourceNotFoundException", "POOL_NOT_FOUND", "INVALID_USER_STATE"],
    ["UserNotFoundException", "USER_NOT_FOUND", "USER_NOT_FOUND"],
    ["NotAuthorizedException", "OPERATION_REFUSED", "OPERATION_REFUSED"],
  ] as const)("tells Cognito's %s, %s elsewhere, as %s", async (name, code, told) => {
    const failure = refusalBy(name, code);
    const { refusal, result } = await performOn(removeAuthenticatorApp, { input: {}, failure });
    expect(refusal).toEqual({ code: told, outcome: "NOT_APPLIED", auditId: "audit-1" });
    expect(result).toMatchObject({ outcome: "NOT_APPLIED", code: told });
  });
});
