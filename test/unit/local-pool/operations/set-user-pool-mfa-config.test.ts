import {
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
  type SetUserPoolMfaConfigCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSeed } from "../../../../src/local-pool/seed/seed.js";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const UserPoolId = "local_people";
const app = { SoftwareTokenMfaConfiguration: { Enabled: true } };
const passkeys = {
  WebAuthnConfiguration: { FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
} as const;
type Settings = Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId">;

let subject: PoolUnderTest;

const startWith = async (pool: Partial<PoolSeed> = {}): Promise<void> => {
  subject = await startPoolUnderTest({
    seed: { pools: [{ id: UserPoolId, name: "people", ...pool }] },
  });
};

afterEach(() => subject.stop());

const set = (settings: Settings) =>
  subject.client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...settings }));
const get = async () => {
  const { $metadata: _, ...config } = await subject.client.send(
    new GetUserPoolMfaConfigCommand({ UserPoolId }),
  );
  return config;
};
const refusalOf = async (work: Promise<unknown>) => (await failureOf(work)).name;

describe("SetUserPoolMfaConfig", () => {
  it("replaces what the pool offers, and answers like GetUserPoolMfaConfig", async () => {
    await startWith();
    expect(await get()).toEqual({ MfaConfiguration: "OFF" });
    const SmsMfaConfiguration = { SmsAuthenticationMessage: "It is {####}." };
    const sms = { MfaConfiguration: "ON" as const, SmsMfaConfiguration };
    expect(await set(sms)).toMatchObject({
      ...sms,
      SoftwareTokenMfaConfiguration: { Enabled: false },
    });
    await set({ MfaConfiguration: "OPTIONAL", ...app });
    expect(await get()).toEqual({ MfaConfiguration: "OPTIONAL", ...app });
    const { UserPool } = await subject.client.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool?.MfaConfiguration).toBe("OPTIONAL");
    await set({ MfaConfiguration: "OFF" });
    expect(await get()).toEqual({ MfaConfiguration: "OFF" });
  });

  it("sets passkeys apart from the rest, and UpdateUserPool leaves all of it", async () => {
    await startWith({ mfa: "ON", mfaMethods: ["SOFTWARE_TOKEN_MFA"] });
    await set(passkeys);
    const whole = { MfaConfiguration: "ON", ...app, ...passkeys };
    expect(await get()).toEqual(whole);
    await subject.client.send(new UpdateUserPoolCommand({ UserPoolId, MfaConfiguration: "ON" }));
    expect(await get()).toEqual(whole);
    await set({ MfaConfiguration: "OFF" });
    expect(await get()).toEqual({ MfaConfiguration: "OFF", ...passkeys });
  });

  it.each<[string, Settings]>([
    ["OFF and a method", { MfaConfiguration: "OFF", ...app }],
    ["a method of a pool that is off", app],
    ["ON without a method", { MfaConfiguration: "ON" }],
    [
      "OPTIONAL with a method that is not enabled",
      { MfaConfiguration: "OPTIONAL", SoftwareTokenMfaConfiguration: { Enabled: false } },
    ],
  ])("refuses %s", async (_what, settings) => {
    await startWith();
    expect(await refusalOf(set(settings))).toBe("InvalidParameterException");
    expect(await get()).toEqual({ MfaConfiguration: "OFF" });
  });

  it.each<[string, Settings]>([
    ["codes by e-mail", { MfaConfiguration: "ON", EmailMfaConfiguration: {} }],
    ["passkeys as second factors", passkeys],
  ])("refuses %s to the tier LITE", async (_what, settings) => {
    await startWith({ tier: "LITE" });
    expect(await refusalOf(set(settings))).toBe("FeatureUnavailableInTierException");
  });
});

describe("GetUserPoolMfaConfig", () => {
  it("tells what a seed offers, which is all but passkeys unless it says so", async () => {
    await startWith({ mfa: "OPTIONAL" });
    expect(Object.keys(await get()).sort()).toEqual([
      "EmailMfaConfiguration",
      "MfaConfiguration",
      "SmsMfaConfiguration",
      "SoftwareTokenMfaConfiguration",
    ]);
    await subject.stop();
    await startWith({ mfa: "ON", mfaMethods: ["EMAIL_OTP", "WEB_AUTHN"] });
    expect(await get()).toEqual({
      MfaConfiguration: "ON",
      SoftwareTokenMfaConfiguration: { Enabled: false },
      EmailMfaConfiguration: {},
      ...passkeys,
    });
  });
});
