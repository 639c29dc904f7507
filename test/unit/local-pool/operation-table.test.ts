import { createHmac } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../support/local-pool-client.js";

const DAY = 86_400_000;
const GOOD = "Good-Pass-0001!";

let subject: PoolUnderTest;
let UserPoolId: string;

beforeEach(async () => {
  subject = await startPoolUnderTest();
  const { UserPool } = await subject.client.send(
    new CreateUserPoolCommand({
      PoolName: "people",
      DeletionProtection: "ACTIVE",
      MfaConfiguration: "OPTIONAL",
      Schema: [{ Name: "tier", AttributeDataType: "String" }],
    }),
  );
  UserPoolId = UserPool!.Id!;
});

afterEach(() => subject.stop());

const createClient = async (settings: { GenerateSecret?: boolean } = {}) => {
  const { UserPoolClient } = await subject.client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "app",
      AccessTokenValidity: 5,
      TokenValidityUnits: { AccessToken: "minutes" },
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      ...settings,
    }),
  );
  return UserPoolClient!;
};

const createUser = (settings: { Username?: string; MessageAction?: "RESEND" } = {}) =>
  subject.client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: "ann",
      TemporaryPassword: GOOD,
      ...settings,
    }),
  );

const confirm = () =>
  subject.client.send(
    new AdminSetUserPasswordCommand({
      UserPoolId,
      Username: "ann",
      Password: GOOD,
      Permanent: true,
    }),
  );

const signIn = (ClientId: string, parameters: Readonly<Record<string, string>> = {}) =>
  subject.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ann", PASSWORD: GOOD, ...parameters },
    }),
  );

describe("UpdateUserPool", () => {
  it("changes the policy for the next password and resets what it does not state", async () => {
    const PasswordPolicy = { MinimumLength: 20 };
    await subject.client.send(
      new UpdateUserPoolCommand({ UserPoolId, Policies: { PasswordPolicy } }),
    );
    const { UserPool } = await subject.client.send(new DescribeUserPoolCommand({ UserPoolId }));
    expect(UserPool).toMatchObject({ MfaConfiguration: "OFF", DeletionProtection: "INACTIVE" });
    expect(UserPool?.Policies?.PasswordPolicy).toMatchObject({
      MinimumLength: 20,
      RequireSymbols: false,
    });
    expect((await failureOf(createUser())).name).toBe("InvalidPasswordException");
  });
});

describe("DeleteUserPool", () => {
  it("refuses while the pool is protected", async () => {
    const remove = () => subject.client.send(new DeleteUserPoolCommand({ UserPoolId }));
    expect((await failureOf(remove())).name).toBe("InvalidParameterException");
    await subject.client.send(new UpdateUserPoolCommand({ UserPoolId }));
    await remove();
    expect((await failureOf(createUser())).name).toBe("ResourceNotFoundException");
  });
});

describe("AdminCreateUser", () => {
  it("starts the days of the temporary password anew on RESEND", async () => {
    const { ClientId } = await createClient();
    await createUser();
    subject.pool.clock.advance(8 * DAY);
    expect((await failureOf(signIn(ClientId!))).name).toBe("NotAuthorizedException");
    await createUser({ MessageAction: "RESEND" });
    expect((await signIn(ClientId!)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  it("takes the custom attributes of the pool and no others", async () => {
    const create = (Name: string) =>
      subject.client.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: "ann",
          UserAttributes: [{ Name, Value: "gold" }],
        }),
      );
    expect((await failureOf(create("custom:rank"))).name).toBe("InvalidParameterException");
    await create("custom:tier");
    const { UserAttributes } = await subject.client.send(
      new AdminGetUserCommand({ UserPoolId, Username: "ann" }),
    );
    expect(UserAttributes).toContainEqual({ Name: "custom:tier", Value: "gold" });
  });
});

describe("app clients", () => {
  it("are listed and described", async () => {
    const { ClientId } = await createClient();
    const { UserPoolClients } = await subject.client.send(
      new ListUserPoolClientsCommand({ UserPoolId }),
    );
    expect(UserPoolClients).toEqual([{ ClientId, ClientName: "app", UserPoolId }]);
    const described = await subject.client.send(
      new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
    );
    expect(described.UserPoolClient?.AccessTokenValidity).toBe(300);
  });

  it("with a secret want it proved", async () => {
    const { ClientId, ClientSecret } = await createClient({ GenerateSecret: true });
    await createUser();
    await confirm();
    expect((await failureOf(signIn(ClientId!))).name).toBe("NotAuthorizedException");
    const hash = createHmac("sha256", ClientSecret!).update(`ann${ClientId!}`).digest("base64");
    const answer = await signIn(ClientId!, { SECRET_HASH: hash });
    expect(answer.AuthenticationResult?.ExpiresIn).toBe(300);
  });

  it("may hide that a user does not exist", async () => {
    const hiding = await subject.client.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: "hiding",
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
        PreventUserExistenceErrors: "ENABLED",
      }),
    );
    const open = await createClient();
    const names = [hiding.UserPoolClient!, open].map(
      async ({ ClientId }) => (await failureOf(signIn(ClientId!))).name,
    );
    expect(await Promise.all(names)).toEqual(["NotAuthorizedException", "UserNotFoundException"]);
  });
});

describe("a signed-in user", () => {
  it("is refused once the access token has expired", async () => {
    const { ClientId } = await createClient();
    await createUser();
    await confirm();
    const { AuthenticationResult } = await signIn(ClientId!);
    const getUser = () =>
      subject.client.send(new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }));
    expect((await getUser()).Username).toBe("ann");
    subject.pool.clock.advance(301_000);
    expect((await failureOf(getUser())).name).toBe("NotAuthorizedException");
  });
});
