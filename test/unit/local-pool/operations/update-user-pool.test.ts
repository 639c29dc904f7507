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
