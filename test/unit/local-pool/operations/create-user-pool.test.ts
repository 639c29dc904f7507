import {
  AdminCreateUserCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

describe("CreateUserPool", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    subject = await startPoolUnderTest();
  });

  afterEach(() => subject.stop());

  it("takes the name of a standard attribute in a schema for that attribute", async () => {
    const { UserPool } = await subject.client.send(
      new CreateUserPoolCommand({
        PoolName: "people",
        Schema: [
          { Name: "email", AttributeDataType: "String", Required: true },
          { Name: "tier", AttributeDataType: "String" },
        ],
      }),
    );
    const create = (Username: string, Name: string) =>
      subject.client.send(
        new AdminCreateUserCommand({
          UserPoolId: UserPool!.Id,
          Username,
          UserAttributes: [{ Name, Value: "ann@example.com" }],
        }),
      );
    expect((await failureOf(create("ann", "custom:email"))).name).toBe("InvalidParameterException");
    await create("ann", "email");
    await create("bob", "custom:tier");
  });
});
