import { AdminGetUserAuthFactorsCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSeed, UserSeed } from "../../../../src/local-pool/seed/seed.js";
import { ann, Ann, startWithAnn, totpSecret } from "../../../support/second-factors.js";

const attributes = {
  email: "ann@example.com",
  email_verified: "true",
  phone_number: "+15550001111",
  phone_number_verified: "true",
};
const everything = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "WEB_AUTHN"] as const;

describe("AdminGetUserAuthFactors", () => {
  let her: Ann;

  afterEach(() => her.subject.stop());

  const factorsOf = async (user: Partial<UserSeed>, pool: Partial<PoolSeed>) => {
    her = new Ann(await startWithAnn(user, pool));
    return her.client.send(new AdminGetUserAuthFactorsCommand(ann));
  };

  it("tells what is switched on, and what the user could use", async () => {
    const user = { attributes, totpSecret, hasPasskey: true, mfa: ["SMS_MFA"] as const };
    expect(await factorsOf(user, { mfaMethods: everything })).toMatchObject({
      Username: "ann",
      PreferredMfaSetting: "SMS_MFA",
      UserMFASettingList: ["SMS_MFA"],
      ConfiguredUserAuthFactors: [
        "PASSWORD",
        "EMAIL_OTP",
        "SMS_OTP",
        "WEB_AUTHN",
        "SOFTWARE_TOKEN",
      ],
    });
  });

  it.each<[string, Partial<UserSeed>, Partial<PoolSeed>]>([
    ["neither verified addresses nor an app", { attributes: { email: "a@b.c" } }, {}],
    ["a pool that asks for nothing", { attributes, totpSecret }, { mfa: "OFF" }],
  ])("tells of a password alone, with %s", async (_why, user, pool) => {
    const { ConfiguredUserAuthFactors, UserMFASettingList } = await factorsOf(user, pool);
    expect([ConfiguredUserAuthFactors, UserMFASettingList]).toEqual([["PASSWORD"], undefined]);
  });

  it("tells only of what the pool offers", async () => {
    const { ConfiguredUserAuthFactors } = await factorsOf(
      { attributes, totpSecret, hasPasskey: true },
      { mfaMethods: ["EMAIL_OTP"] },
    );
    expect(ConfiguredUserAuthFactors).toEqual(["PASSWORD", "EMAIL_OTP"]);
  });
});
