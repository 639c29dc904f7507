import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { startPoolUnderTest, type PoolUnderTest } from "../../support/local-pool-client.js";

describe("startLocalPool", () => {
  let subject: PoolUnderTest;

  beforeEach(async () => {
    subject = await startPoolUnderTest({
      seed: {
        pools: [
          {
            id: "local_people",
            name: "people",
            clients: [{ id: "app", name: "app", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }],
            groups: [{ name: "staff", precedence: 1 }],
            users: [
              {
                username: "ann",
                status: "CONFIRMED",
                password: "First-Pass-01!",
                groups: ["staff"],
                attributes: { email: "ann@example.com" },
              },
            ],
          },
        ],
      },
    });
  });

  afterEach(() => subject.stop());

  it("lets a seeded user sign in", async () => {
    const answer = await subject.client.send(
      new InitiateAuthCommand({
        ClientId: "app",
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "ann", PASSWORD: "First-Pass-01!" },
      }),
    );
    expect(answer.AuthenticationResult?.TokenType).toBe("Bearer");
    const claims = JSON.parse(
      Buffer.from(answer.AuthenticationResult!.AccessToken!.split(".")[1]!, "base64url").toString(),
    ) as unknown;
    expect(claims).toMatchObject({
      iss: subject.pool.issuer("local_people"),
      client_id: "app",
      token_use: "access",
      username: "ann",
      "cognito:groups": ["staff"],
    });
  });

  it("sets a password for a user that it created", async () => {
    const user = { UserPoolId: "local_people", Username: "bob" };
    await subject.client.send(new AdminCreateUserCommand(user));
    await subject.client.send(
      new AdminSetUserPasswordCommand({ ...user, Password: "Other-Pass-01!", Permanent: true }),
    );
    const answer = await subject.client.send(new AdminGetUserCommand(user));
    expect(answer).toMatchObject({ Username: "bob", UserStatus: "CONFIRMED", Enabled: true });
    expect(answer.UserCreateDate).toBeInstanceOf(Date);
  });
});
