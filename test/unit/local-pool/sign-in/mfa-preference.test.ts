import {
  SetUserMFAPreferenceCommand,
  type AdminSetUserMFAPreferenceCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSeed, UserSeed } from "../../../../src/local-pool/seed/seed.js";
import { failureOf } from "../../../support/local-pool-client.js";
import { ann, Ann, startWithAnn, totpSecret } from "../../../support/second-factors.js";

const attributes = { email: "ann@example.com", phone_number: "+15550001111" };
const on = { Enabled: true };
const preferred = { Enabled: true, PreferredMfa: true };
const off = { Enabled: false, PreferredMfa: false };
type Settings = Omit<AdminSetUserMFAPreferenceCommandInput, "UserPoolId" | "Username">;

let her: Ann;

const startWith = async (user: Partial<UserSeed>, pool: Partial<PoolSeed> = {}): Promise<void> => {
  her = new Ann(await startWithAnn(user, pool));
};

afterEach(() => her.subject.stop());

const refusalOf = async (work: Promise<unknown>) => {
  const { name, message } = await failureOf(work);
  return `${name}: ${message}`;
};
const notSetUp = (factor: string) =>
  `InvalidParameterException: User does not have delivery config set to turn on ${factor}`;

describe("AdminSetUserMFAPreference", () => {
  it("prefers one factor at most, and another one in its place", async () => {
    await startWith({ attributes });
    await her.prefer({ SMSMfaSettings: preferred });
    const two = her.prefer({ SMSMfaSettings: preferred, EmailMfaSettings: preferred });
    expect(await refusalOf(two)).toMatch("InvalidParameterException: Only one factor");
    expect(await her.factors()).toEqual({ preferred: "SMS_MFA", on: ["SMS_MFA"] });
    await her.prefer({ EmailMfaSettings: preferred });
    expect(await her.factors()).toEqual({ preferred: "EMAIL_OTP", on: ["SMS_MFA", "EMAIL_OTP"] });
    await her.prefer({ EmailMfaSettings: on });
    expect((await her.factors()).preferred).toBeNull();
  });

  it.each<[string, Settings]>([
    ["SMS_MFA", { SMSMfaSettings: on }],
    ["SOFTWARE_TOKEN_MFA", { SoftwareTokenMfaSettings: on }],
    ["EMAIL_OTP", { EmailMfaSettings: on }],
  ])("refuses %s to a user who has not set it up", async (factor, settings) => {
    await startWith({});
    expect(await refusalOf(her.prefer(settings))).toBe(notSetUp(factor));
  });

  it("turns the last factor off, but where the pool requires one", async () => {
    const user = { mfa: ["SOFTWARE_TOKEN_MFA"] as const, totpSecret, attributes };
    await startWith(user, { mfa: "ON" });
    const before = await her.getUser();
    await her.prefer({ SoftwareTokenMfaSettings: off, SMSMfaSettings: off });
    expect(await her.getUser()).toEqual({ ...before, $metadata: expect.anything() as unknown });
    await her.prefer({ SoftwareTokenMfaSettings: off, SMSMfaSettings: on });
    expect(await her.factors()).toEqual({ preferred: null, on: ["SMS_MFA"] });
    await her.subject.stop();
    await startWith(user);
    await her.prefer({ SoftwareTokenMfaSettings: off });
    expect(await her.factors()).toEqual({ preferred: null, on: [] });
  });

  it("lets a passkey count where the pool, the user and another factor allow it", async () => {
    const passkey = { WebAuthnMfaSettings: on };
    await startWith({ attributes, hasPasskey: true });
    const refusal = () => refusalOf(her.prefer({ ...passkey, SMSMfaSettings: on }));
    expect(await refusal()).toMatch("MULTI_FACTOR_WITH_USER_VERIFICATION");
    await her.subject.stop();
    const pool = { mfaMethods: ["SMS_MFA", "WEB_AUTHN"] as const };
    await startWith({ attributes }, pool);
    expect(await refusal()).toBe(notSetUp("WEB_AUTHN"));
    her.subject.pool.seedUser(ann.UserPoolId, {
      username: "ann",
      status: "CONFIRMED",
      hasPasskey: true,
    });
    expect(await refusalOf(her.prefer(passkey))).toMatch("needs another MFA method");
    await her.prefer({ ...passkey, SMSMfaSettings: on });
    // The reference names the values of this list, and a passkey is none.
    expect((await her.factors()).on).toEqual(["SMS_MFA"]);
  });
});

describe("SetUserMFAPreference", () => {
  const set = (AccessToken: string | undefined, settings: Settings) =>
    her.client.send(new SetUserMFAPreferenceCommand({ AccessToken, ...settings }));

  it("does the same for a user who is signed in", async () => {
    await startWith({ attributes });
    const { AccessToken } = (await her.signIn()).AuthenticationResult!;
    expect(await refusalOf(set(AccessToken, { SoftwareTokenMfaSettings: on }))).toBe(
      notSetUp("SOFTWARE_TOKEN_MFA"),
    );
    await set(AccessToken, { SMSMfaSettings: preferred });
    expect(await her.factors()).toEqual({ preferred: "SMS_MFA", on: ["SMS_MFA"] });
    her.subject.pool.seedUser(ann.UserPoolId, { username: "ann", status: "RESET_REQUIRED" });
    expect(await refusalOf(set(AccessToken, { SMSMfaSettings: off }))).toMatch(
      "PasswordResetRequiredException",
    );
    expect(await refusalOf(set("made.up.token", {}))).toMatch("NotAuthorizedException");
  });
});
