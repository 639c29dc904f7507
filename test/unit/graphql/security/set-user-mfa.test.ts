import { mfaMethods, type UserRecord } from "../../../../src/cognito/records/records.js";
import { GatewayError } from "../../../../src/errors/gateway-error.js";
import { setUserMfa } from "../../../../src/graphql/security/set-user-mfa.js";
import { keptAnswer, performOn, refusalBy } from "../../../support/user-mutation.js";

type Mfa = NonNullable<UserRecord["mfa"]>;
type Method = Mfa["enabled"][number];

const off = { Enabled: false, PreferredMfa: false };
const on = { Enabled: true, PreferredMfa: false };
const preferred = { Enabled: true, PreferredMfa: true };

const set = (
  enabled: readonly Method[],
  preferredOne?: Method | null,
  more: Omit<Parameters<typeof performOn<never>>[1], "input"> = {},
) =>
  performOn(setUserMfa, {
    pool: { mfaMethods: keptAnswer(async () => mfaMethods) },
    after: { mfa: { preferred: preferredOne ?? null, enabled } },
    ...more,
    input: preferredOne === undefined ? { enabled } : { enabled, preferred: preferredOne },
  });

describe("setUserMfa", () => {
  it.each<[string, readonly Method[], Method | null | undefined, object]>([
    ["none", [], undefined, { SMSMfaSettings: off, SoftwareTokenMfaSettings: off }],
    ["one", ["SMS_MFA"], null, { SMSMfaSettings: on, SoftwareTokenMfaSettings: off }],
    [
      "several, one of them first",
      ["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"],
      "EMAIL_OTP",
      { SMSMfaSettings: on, SoftwareTokenMfaSettings: on, EmailMfaSettings: preferred },
    ],
    [
      "a passkey beside another",
      ["WEB_AUTHN", "SMS_MFA"],
      "SMS_MFA",
      {
        SMSMfaSettings: preferred,
        SoftwareTokenMfaSettings: off,
        WebAuthnMfaSettings: { Enabled: true },
      },
    ],
  ])("states every factor to Cognito, with %s on", async (_which, enabled, first, settings) => {
    const { sent, refusal } = await set(enabled, first);
    expect(refusal).toBeNull();
    expect(sent).toEqual([{ UserPoolId: "eu-west-1_A", Username: "carla", ...settings }]);
  });

  it("states off what not every plan has, where the user has it on", async () => {
    const mfa: Mfa = { preferred: null, enabled: ["SMS_MFA", "EMAIL_OTP", "WEB_AUTHN"] };
    const { sent } = await set([], null, { before: { mfa } });
    expect(sent).toEqual([
      expect.objectContaining({ EmailMfaSettings: off, WebAuthnMfaSettings: { Enabled: false } }),
    ]);
  });

  it.each<[string, readonly Method[], Method | undefined, string]>([
    ["a factor that nobody knows", ["UNKNOWN"], undefined, "enabled"],
    ["such a one beside another", ["SMS_MFA", "UNKNOWN"], undefined, "enabled"],
    ["a passkey alone", ["WEB_AUTHN"], undefined, "enabled"],
    ["a preference for what is off", ["SMS_MFA"], "EMAIL_OTP", "preferred"],
    ["a preference and nothing on", [], "SMS_MFA", "preferred"],
    ["an unknown preference", ["SMS_MFA"], "UNKNOWN", "preferred"],
    ["a passkey first", ["SMS_MFA", "WEB_AUTHN"], "WEB_AUTHN", "preferred"],
  ])("is BAD_USER_INPUT with %s, and sends nothing", async (_what, enabled, first, argument) => {
    const { sent, refusal } = await set(enabled, first);
    expect(refusal).toEqual({ code: "BAD_USER_INPUT", argument, outcome: "NOT_APPLIED" });
    expect(sent).toEqual([]);
  });

  it.each(["EXTERNAL_PROVIDER", "UNCONFIRMED", "RESET_REQUIRED"] as const)(
    "is INVALID_USER_STATE for a user who is %s, and sends nothing",
    async (status) => {
      const { sent, refusal } = await set([], null, { before: { status } });
      expect(refusal).toEqual({ code: "INVALID_USER_STATE", outcome: "NOT_APPLIED" });
      expect(sent).toEqual([]);
    },
  );

  it.each(["CONFIRMED", "FORCE_CHANGE_PASSWORD", "UNKNOWN"] as const)(
    "leaves a user who is %s to Cognito",
    async (status) => {
      expect((await set([], null, { before: { status } })).refusal).toBeNull();
    },
  );

  it("answers what is there and warns, where Cognito acknowledges and does nothing", async () => {
    const mfa: Mfa = { preferred: "SMS_MFA", enabled: ["SMS_MFA"] };
    const { state, warnings, reads, result } = await set([], null, {
      before: { mfa },
      after: { mfa },
    });
    expect(state?.mfa).toEqual(mfa);
    expect(warnings).toEqual([["STATE_UNEXPECTED", "mfa"]]);
    expect(reads).toBe(1);
    expect(result).toMatchObject({ outcome: "APPLIED", unexpected: ["mfa"] });
  });

  it("is read back whatever is selected, and silent when all is as it was wanted", async () => {
    const { warnings, reads, result, change } = await set(["EMAIL_OTP", "SMS_MFA"], null, {
      fields: ["id"],
      after: { mfa: { preferred: null, enabled: ["SMS_MFA", "EMAIL_OTP"] } },
    });
    expect([warnings, reads]).toEqual([[], 1]);
    expect(result).toMatchObject({ outcome: "APPLIED", unexpected: [] });
    expect(change).toMatchObject({ mfa: ["SMS_MFA", "EMAIL_OTP"] });
  });

  it("blames the factors when Cognito does not take them", async () => {
    const failure = refusalBy("InvalidParameterException", "BAD_USER_INPUT");
    const { refusal } = await set(["SMS_MFA"], null, { failure });
    expect(refusal).toMatchObject({ code: "BAD_USER_INPUT", argument: "enabled" });
  });

  it("is FEATURE_UNAVAILABLE with a factor that the pool does not offer, and sends nothing", async () => {
    const pool = { mfaMethods: keptAnswer(async () => ["SMS_MFA"]) };
    const { refusal, sent } = await set(["SMS_MFA", "EMAIL_OTP"], "SMS_MFA", { pool });
    const told = { argument: "enabled", outcome: "NOT_APPLIED" };
    expect([refusal, sent]).toEqual([{ code: "FEATURE_UNAVAILABLE", ...told }, []]);
    expect((await set(["SMS_MFA"], null, { pool })).refusal).toBeNull();
  });

  it("switches off whatever the pool offers, and asks Cognito where it does not tell", async () => {
    const nothing = { mfaMethods: keptAnswer(async () => []) };
    expect((await set([], null, { pool: nothing })).refusal).toBeNull();
    const silent = { mfaMethods: keptAnswer(() => Promise.reject(new GatewayError("THROTTLED"))) };
    expect((await set(["EMAIL_OTP"], null, { pool: silent })).refusal).toBeNull();
  });

  it("does not tell that it was done where nobody has read it back", async () => {
    const { state, warnings, result } = await set([], null, { after: undefined });
    expect(warnings).toEqual([["READBACK_FAILED", undefined]]);
    expect(state?.mfa).toBeNull();
    expect(result).toMatchObject({ outcome: "APPLIED", after: undefined });
  });

  it("writes down which factors were on, which are to be, and which first", async () => {
    const mfa: Mfa = { preferred: "SMS_MFA", enabled: ["SMS_MFA", "EMAIL_OTP"] };
    const { change } = await set(["SMS_MFA", "SOFTWARE_TOKEN_MFA"], "SOFTWARE_TOKEN_MFA", {
      before: { mfa },
    });
    expect(change).toEqual({
      mfa: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
      preferredMfa: "SOFTWARE_TOKEN_MFA",
      mfaBefore: ["SMS_MFA", "EMAIL_OTP"],
    });
    expect((await set([], null)).change).toMatchObject({ mfa: [], preferredMfa: "none" });
  });
});
