import {
  AdminListUserAuthEventsCommand,
  ChangePasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { stepOf, totp } from "../../../../src/local-pool/crypto/totp.js";
import type { UserSeed } from "../../../../src/local-pool/seed/seed.js";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const UserPoolId = "local_people";
const PASSWORD = "Good-Pass-0001!";
const OTHER = "Other-Pass-0002!";
const totpSecret = "A".repeat(32);
const context = { UserContextData: { IpAddress: "192.0.2.7" } };

let subject: PoolUnderTest;

beforeEach(async () => {
  subject = await startPoolUnderTest({
    seed: {
      pools: [
        {
          id: UserPoolId,
          name: "people",
          tier: "PLUS",
          threatProtection: "ENFORCED",
          selfSignUp: true,
          mfa: "OPTIONAL",
          clients: [{ id: "app", name: "app", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] }],
          users: [{ username: "ann", status: "CONFIRMED", password: PASSWORD }],
        },
      ],
    },
  });
});

afterEach(() => subject.stop());

const seed = (user: Partial<UserSeed>) => {
  subject.pool.seedUser(UserPoolId, { username: "ann", status: "CONFIRMED", ...user });
};

const history = async (Username = "ann") => {
  const request = { UserPoolId, Username };
  const { AuthEvents = [] } = await subject.client.send(
    new AdminListUserAuthEventsCommand(request),
  );
  return AuthEvents.map(({ EventType, EventResponse, ChallengeResponses = [] }) =>
    [
      EventType,
      EventResponse,
      ...ChallengeResponses.map(
        ({ ChallengeName, ChallengeResponse }) => `${ChallengeName} ${ChallengeResponse}`,
      ),
    ].join(", "),
  );
};

const signIn = (password = PASSWORD, name = "ann") =>
  subject.client.send(
    new InitiateAuthCommand({
      ClientId: "app",
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: name, PASSWORD: password },
      ...context,
    }),
  );

const answerCode = (Session: string | undefined, code: string) =>
  subject.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: "app",
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session,
      ChallengeResponses: { USERNAME: "ann", SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );

describe("the history of a user", () => {
  it("has one event for the steps of a sign-in with a second factor", async () => {
    seed({ mfa: ["SOFTWARE_TOKEN_MFA"], totpSecret });
    const { Session } = await signIn();
    expect(await history()).toEqual(["SignIn, InProgress, Password Success"]);
    await failureOf(answerCode(Session, "000000"));
    expect(await history()).toEqual(["SignIn, Fail, Password Success, Mfa Failure"]);
    await answerCode(Session, totp(totpSecret, stepOf(subject.pool.clock.now())));
    expect(await history()).toEqual(["SignIn, Pass, Password Success, Mfa Success"]);
  });

  it("keeps the address of the first step", async () => {
    await signIn();
    const request = { UserPoolId, Username: "ann" };
    const { AuthEvents } = await subject.client.send(new AdminListUserAuthEventsCommand(request));
    expect(AuthEvents?.[0]?.EventContextData).toEqual({ IpAddress: "192.0.2.7" });
  });

  it.each([
    [{}, OTHER, "SignIn, Fail, Password Failure"],
    [{ enabled: false }, PASSWORD, "SignIn, Fail, Password Failure"],
    [{ status: "RESET_REQUIRED" as const }, PASSWORD, "SignIn, Fail"],
    [{ status: "UNCONFIRMED" as const }, PASSWORD, "SignIn, Fail, Password Success"],
  ])("of a user with %j who signs in with %s has %s", async (user, password, event) => {
    seed(user);
    await failureOf(signIn(password));
    expect(await history()).toEqual([event]);
  });

  it("has nothing of a request that lacks a parameter, a refresh, or an unknown name", async () => {
    await failureOf(signIn(""));
    await failureOf(signIn(PASSWORD, "nobody"));
    const { AuthenticationResult } = await signIn();
    await subject.client.send(
      new InitiateAuthCommand({
        ClientId: "app",
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? "" },
      }),
    );
    expect(await history()).toEqual(["SignIn, Pass, Password Success"]);
  });

  it("goes on with the sign-in while a chosen password is refused", async () => {
    seed({ status: "FORCE_CHANGE_PASSWORD", password: PASSWORD });
    const { Session } = await signIn();
    const choose = (NEW_PASSWORD: string) =>
      subject.client.send(
        new RespondToAuthChallengeCommand({
          ClientId: "app",
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          Session,
          ChallengeResponses: { USERNAME: "ann", NEW_PASSWORD },
        }),
      );
    await failureOf(choose("weak"));
    expect(await history()).toEqual(["SignIn, InProgress, Password Success"]);
    await choose(OTHER);
    expect(await history()).toEqual(["SignIn, Pass, Password Success"]);
  });

  it("has what else a user did, and whether it was done", async () => {
    const { AuthenticationResult } = await signIn();
    const change = (PreviousPassword: string) =>
      subject.client.send(
        new ChangePasswordCommand({
          AccessToken: AuthenticationResult?.AccessToken,
          PreviousPassword,
          ProposedPassword: OTHER,
        }),
      );
    const forget = () =>
      subject.client.send(new ForgotPasswordCommand({ ClientId: "app", Username: "ann" }));
    subject.pool.clock.advance(1000);
    await failureOf(change(OTHER));
    subject.pool.clock.advance(1000);
    await change(PASSWORD);
    subject.pool.clock.advance(1000);
    await failureOf(forget());
    seed({ attributes: { email: "ann@example.com", email_verified: "true" } });
    subject.pool.clock.advance(1000);
    await forget();
    subject.pool.outbox.failNext();
    subject.pool.clock.advance(1000);
    await failureOf(forget());
    expect(await history()).toEqual([
      "ForgotPassword, Pass",
      "ForgotPassword, Pass",
      "ForgotPassword, Fail",
      "PasswordChange, Pass",
      "PasswordChange, Fail",
      "SignIn, Pass, Password Success",
    ]);
  });

  it("begins with the sign-up", async () => {
    const signUp = new SignUpCommand({ ClientId: "app", Username: "bob", Password: PASSWORD });
    await subject.client.send(signUp);
    expect(await history("bob")).toEqual(["SignUp, Pass"]);
  });
});
