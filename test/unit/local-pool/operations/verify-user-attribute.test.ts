import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  GetUserAttributeVerificationCodeCommand,
  InitiateAuthCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const UserPoolId = "local_people";
const PASSWORD = "Good-Pass-0001!";
const HOUR = 3_600_000;

describe("VerifyUserAttribute", () => {
  let subject: PoolUnderTest;
  let AccessToken: string;

  beforeEach(async () => {
    subject = await startPoolUnderTest({
      seed: {
        pools: [
          {
            id: UserPoolId,
            name: "people",
            aliasAttributes: ["email"],
            autoVerifiedAttributes: ["email"],
            keepsOriginal: ["email"],
            clients: [
              {
                id: "app",
                name: "app",
                explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
                accessTokenValidityMinutes: 1440,
              },
            ],
            users: [
              {
                username: "ann",
                status: "CONFIRMED",
                password: PASSWORD,
                attributes: { email: "old@example.com", email_verified: "true" },
              },
            ],
          },
        ],
      },
    });
    AccessToken = await signIn();
  });

  afterEach(() => subject.stop());

  const signIn = async () => {
    const { AuthenticationResult } = await subject.client.send(
      new InitiateAuthCommand({
        ClientId: "app",
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "ann", PASSWORD },
      }),
    );
    return AuthenticationResult!.AccessToken!;
  };
  const change = (attributes: Readonly<Record<string, string>>) =>
    subject.client.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username: "ann",
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  const verify = (Code: string, AttributeName = "email") =>
    subject.client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName, Code }));
  const askForCode = (AttributeName = "email") =>
    subject.client.send(
      new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName }),
    );
  const lastCode = () => {
    const message = subject.pool.outbox.messages({ kind: "attribute-code" }).at(-1);
    return message?.kind === "attribute-code" ? message : { code: "", to: "" };
  };
  const email = async () => {
    const { UserAttributes } = await subject.client.send(
      new AdminGetUserCommand({ UserPoolId, Username: "ann" }),
    );
    return UserAttributes?.find(({ Name }) => Name === "email")?.Value;
  };

  it("takes each code once", async () => {
    await change({ email: "new@example.com" });
    const { code } = lastCode();
    await verify(code);
    expect(await email()).toBe("new@example.com");
    expect((await failureOf(verify(code))).name).toBe("ExpiredCodeException");
  });

  it("sends a code to the address that waits when one is asked for", async () => {
    await change({ email: "new@example.com" });
    const { CodeDeliveryDetails } = await askForCode();
    expect(CodeDeliveryDetails?.Destination).toBe("n***@e***");
    expect(subject.pool.outbox.messages({ kind: "attribute-code" })).toHaveLength(2);
    expect(lastCode().to).toBe("new@example.com");
    await verify(lastCode().code);
    expect(await email()).toBe("new@example.com");
  });

  it("takes no code for an address that another one has followed", async () => {
    await change({ email: "new@example.com" });
    const { code } = lastCode();
    await change({ email: "vouched@example.com", email_verified: "true" });
    expect((await failureOf(verify(code))).name).toBe("ExpiredCodeException");
    expect(await email()).toBe("vouched@example.com");
  });

  it("takes no code after a day", async () => {
    await change({ email: "new@example.com" });
    subject.pool.clock.advance(23 * HOUR);
    AccessToken = await signIn();
    expect((await failureOf(verify("none"))).name).toBe("CodeMismatchException");
    subject.pool.clock.advance(HOUR);
    expect((await failureOf(verify(lastCode().code))).name).toBe("ExpiredCodeException");
    expect(await email()).toBe("old@example.com");
  });

  it("refuses an address that is an alias of somebody else by now, unless told to move it", async () => {
    await change({ email: "new@example.com" });
    const attributes = { email: "new@example.com", email_verified: "true" };
    subject.pool.seedUser(UserPoolId, { username: "bob", status: "CONFIRMED", attributes });
    expect((await failureOf(verify(lastCode().code))).name).toBe("AliasExistsException");
    expect(await email()).toBe("old@example.com");
    subject.pool.switches.movesAliases = true;
    await verify(lastCode().code);
    expect(await email()).toBe("new@example.com");
  });

  it.each([
    ["a disabled user", { status: "CONFIRMED", enabled: false }, "NotAuthorizedException"],
    ["a user after a reset", { status: "RESET_REQUIRED" }, "PasswordResetRequiredException"],
  ] as const)("refuses %s", async (_, state, name) => {
    subject.pool.seedUser(UserPoolId, { username: "ann", ...state });
    expect((await failureOf(askForCode())).name).toBe(name);
    expect((await failureOf(verify("000000"))).name).toBe(name);
  });

  it("verifies addresses alone, and of these the ones that there are", async () => {
    for (const attribute of ["nickname", "phone_number"]) {
      expect((await failureOf(askForCode(attribute))).name).toBe("InvalidParameterException");
    }
    const failure = await failureOf(verify("000000", "nickname"));
    expect(failure.name).toBe("InvalidParameterException");
  });

  it("tells of a code that cannot be delivered, and of a trigger that fails", async () => {
    subject.pool.outbox.failNext();
    expect((await failureOf(askForCode())).name).toBe("CodeDeliveryFailureException");
    subject.pool.triggers.add({ trigger: "CustomMessage", kind: "nonsense", username: "ann" });
    expect((await failureOf(askForCode())).name).toBe("InvalidLambdaResponseException");
  });
});
