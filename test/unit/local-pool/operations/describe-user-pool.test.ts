import { DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { startPoolUnderTest } from "../../../support/local-pool-client.js";

describe("DescribeUserPool", () => {
  it("estimates the number of users exactly", async () => {
    const users = ["ann", "bob"].map((username) => ({ username, status: "CONFIRMED" as const }));
    const subject = await startPoolUnderTest({
      seed: { pools: [{ id: "local_people", name: "people", users }] },
    });
    const request = new DescribeUserPoolCommand({ UserPoolId: "local_people" });
    expect((await subject.client.send(request)).UserPool?.EstimatedNumberOfUsers).toBe(2);
    await subject.stop();
  });

  it("tells the facts that a seed states", async () => {
    const schema = [
      { Name: "tier", AttributeDataType: "Number" as const, Mutable: false },
      { Name: "note", DeveloperOnlyAttribute: true },
    ];
    const facts = {
      selfSignUp: true,
      tier: "LITE" as const,
      recovery: ["verified_phone_number", "verified_email"] as const,
      autoVerifiedAttributes: ["email"] as const,
      keepsOriginal: ["email"] as const,
      schema,
    };
    const subject = await startPoolUnderTest({
      seed: { pools: [{ id: "local_people", name: "people", ...facts }] },
    });
    const request = new DescribeUserPoolCommand({ UserPoolId: "local_people" });
    const { UserPool: pool } = await subject.client.send(request);
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      UserPoolTier: "LITE",
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: "verified_phone_number" },
          { Priority: 2, Name: "verified_email" },
        ],
      },
      AutoVerifiedAttributes: ["email"],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    });
    const own = pool?.SchemaAttributes?.filter(({ Name = "" }) => Name.includes(":"));
    expect(own).toMatchObject([
      { Name: "custom:tier", AttributeDataType: "Number", Mutable: false },
      { Name: "dev:note", DeveloperOnlyAttribute: true },
    ]);
    await subject.stop();
  });
});
