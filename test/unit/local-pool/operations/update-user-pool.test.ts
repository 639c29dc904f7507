import {
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
  type UpdateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  type PoolUnderTest,
  startPoolUnderTest,
} from "../../../support/local-pool-client.js";

describe("UpdateUserPool", () => {
  let subject: PoolUnderTest;
  let UserPoolId: string;

  beforeEach(async () => {
    subject = await startPoolUnderTest();
    const { UserPool } = await subject.client.send(
      new CreateUserPoolCommand({ PoolName: "people", UserPoolTier: "PLUS" }),
    );
    UserPoolId = UserPool!.Id!;
  });

  afterEach(() => subject.stop());

  const update = (settings: Omit<UpdateUserPoolCommandInput, "UserPoolId">) =>
    subject.client.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));
  const described = async () =>
    (await subject.client.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;

  it("sets the stated settings, and the rest to its default", async () => {
    const stated = {
      AutoVerifiedAttributes: ["email" as const],
      UserAttributeUpdateSettings: {
        AttributesRequireVerificationBeforeUpdate: ["email" as const],
      },
      MfaConfiguration: "OPTIONAL" as const,
    };
    await update(stated);
    expect(await described()).toMatchObject({ ...stated, UserPoolTier: "ESSENTIALS" });
    await update({});
    expect((await described())?.UserAttributeUpdateSettings).toBeUndefined();
  });

  it("sets and clears what becomes of devices and of threat protection", async () => {
    const stated = {
      UserPoolTier: "PLUS" as const,
      DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true },
      UserPoolAddOns: {
        AdvancedSecurityMode: "ENFORCED" as const,
        AdvancedSecurityAdditionalFlows: { CustomAuthMode: "AUDIT" as const },
      },
    };
    await update(stated);
    expect(await described()).toMatchObject(stated);
    await update({});
    const pool = await described();
    expect([pool?.DeviceConfiguration, pool?.UserPoolAddOns]).toEqual([undefined, undefined]);
  });

  it("asks for the tier PLUS where threat protection watches, and for none where it is off", async () => {
    const addOns = (AdvancedSecurityMode: "AUDIT" | "ENFORCED" | "OFF") => ({
      UserPoolAddOns: { AdvancedSecurityMode },
    });
    for (const mode of ["AUDIT", "ENFORCED"] as const) {
      const { name, message } = await failureOf(update(addOns(mode)));
      expect(name).toBe("FeatureUnavailableInTierException");
      expect(message).toContain("ESSENTIALS pricing tier configured: Threat Protection");
    }
    await update(addOns("OFF"));
    expect((await described())?.UserPoolAddOns).toEqual({ AdvancedSecurityMode: "OFF" });
  });

  it.each([
    [{ UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] } }],
    [
      {
        AccountRecoverySetting: {
          RecoveryMechanisms: [
            { Priority: 1, Name: "admin_only" },
            { Priority: 2, Name: "verified_email" },
          ],
        },
      },
    ],
  ] as const)("refuses settings that contradict each other: %j", async (settings) => {
    const refused = update(settings as unknown as Parameters<typeof update>[0]);
    expect((await failureOf(refused)).name).toBe("InvalidParameterException");
    expect((await described())?.UserPoolTier).toBe("PLUS");
  });
});
