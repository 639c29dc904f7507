import {
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
  type AccountRecoverySettingType,
  type UpdateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const GOOD = "Good-Pass-0001!";
const OTHER = "Other-Pass-0002!";
const MAIL = "ann@example.com";
const PHONE = "+15550001111";
const HOUR = 3_600_000;
const Username = "ann";

let subject: PoolUnderTest;
let UserPoolId: string;
let ClientId: string;

beforeEach(async () => {
  subject = await startPoolUnderTest();
  const { UserPool } = await subject.client.send(
    new CreateUserPoolCommand({
      PoolName: "people",
      AliasAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
    }),
  );
  UserPoolId = UserPool!.Id!;
  ClientId = await createClient("LEGACY");
});

afterEach(() => subject.stop());

async function createClient(PreventUserExistenceErrors: "LEGACY" | "ENABLED") {
  const { UserPoolClient } = await subject.client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "app",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
      PreventUserExistenceErrors,
    }),
  );
  return UserPoolClient!.ClientId!;
}

const refusal = async (call: Promise<unknown>) => {
  const { name, message } = await failureOf(call);
  return `${name}: ${message}`;
};
const update = (settings: Partial<UpdateUserPoolCommandInput>) =>
  subject.client.send(new UpdateUserPoolCommand({ UserPoolId, ...settings }));
const signUp = (name = Username, email = MAIL) =>
  subject.client.send(
    new SignUpCommand({
      ClientId,
      Username: name,
      Password: GOOD,
      UserAttributes: [{ Name: "email", Value: email }],
    }),
  );
const codeOf = (kind: "sign-up-code" | "reset-code", username = Username) => {
  const message = subject.pool.outbox.messages({ kind, username }).at(-1);
  return message?.kind === kind && "code" in message ? message.code : "none";
};
const confirm = (ConfirmationCode = codeOf("sign-up-code"), settings: object = {}) =>
  subject.client.send(
    new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode, ...settings }),
  );
const wrong = (code: string) => (code === "000000" ? "000001" : "000000");
const plant = (settings: object = {}) => {
  const attributes = { email: MAIL, email_verified: "true", phone_number: PHONE };
  subject.pool.seedUser(UserPoolId, {
    username: Username,
    status: "CONFIRMED",
    password: GOOD,
    attributes,
    ...settings,
  });
};
const forgot = (client = ClientId) =>
  subject.client.send(new ForgotPasswordCommand({ ClientId: client, Username }));
const reset = () =>
  subject.client.send(new AdminResetUserPasswordCommand({ UserPoolId, Username }));
const choose = (ConfirmationCode = codeOf("reset-code"), Password = OTHER) =>
  subject.client.send(
    new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password }),
  );
const signIn = (PASSWORD: string) =>
  subject.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: Username, PASSWORD },
    }),
  );
const getUser = () => subject.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
const status = async () => (await getUser()).UserStatus;
const applied = (operation: string) => subject.pool.ledger.calls({ operation }).at(-1)?.applied;

const MISMATCH = "CodeMismatchException: Invalid verification code provided, please try again.";
const EXPIRED = "ExpiredCodeException: Invalid code provided, please request a code again.";
const UNREACHABLE =
  "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number";

describe("SignUp", () => {
  it("creates a user who confirms with the code, which proves the address", async () => {
    const answer = await signUp();
    expect(answer).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: { Destination: "a***@e***", DeliveryMedium: "EMAIL" },
    });
    expect((await failureOf(signIn(GOOD))).name).toBe("UserNotConfirmedException");
    expect(await refusal(confirm(wrong(codeOf("sign-up-code"))))).toBe(MISMATCH);
    await confirm();
    expect((await getUser()).UserAttributes).toContainEqual({
      Name: "email_verified",
      Value: "true",
    });
    expect((await signIn(GOOD)).AuthenticationResult).toBeDefined();
    expect(await refusal(confirm())).toBe(
      "NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED",
    );
  });

  it("refuses a taken name, a weak password, an attribute that vouches, and a pool of administrators", async () => {
    const call = { ClientId, Username: "bob", Password: GOOD };
    const send = (settings: object) =>
      subject.client.send(new SignUpCommand({ ...call, ...settings }));
    await signUp();
    expect(await refusal(signUp())).toBe("UsernameExistsException: User already exists");
    expect((await failureOf(send({ Password: "weak-one" }))).name).toBe("InvalidPasswordException");
    const UserAttributes = [{ Name: "email_verified", Value: "true" }];
    expect(await refusal(send({ UserAttributes }))).toBe(
      "NotAuthorizedException: A client attempted to write unauthorized attribute",
    );
    await update({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    expect(await refusal(send({}))).toBe(
      "NotAuthorizedException: SignUp is not permitted for this user pool",
    );
    expect(applied("SignUp")).toBe(false);
  });

  it("has created the user when the delivery fails, and nobody when the trigger refuses", async () => {
    subject.pool.triggers.add({ trigger: "PreSignUp", kind: "refuses", message: "no" });
    expect((await failureOf(signUp())).name).toBe("UserLambdaValidationException");
    expect((await failureOf(getUser())).name).toBe("UserNotFoundException");
    subject.pool.outbox.failNext();
    expect((await failureOf(signUp())).name).toBe("CodeDeliveryFailureException");
    expect([await status(), applied("SignUp")]).toEqual(["UNCONFIRMED", true]);
  });

  it("sends a code that is good for a day, and none where no address is verified", async () => {
    await signUp();
    subject.pool.clock.advance(24 * HOUR);
    expect(await refusal(confirm())).toBe(EXPIRED);
    await update({});
    expect((await signUp("bob", "bob@example.com")).CodeDeliveryDetails).toBeUndefined();
    expect(codeOf("sign-up-code", "bob")).toBe("none");
  });

  it("takes an alias from its holder only when told to", async () => {
    plant({ username: "holder" });
    await signUp();
    expect((await failureOf(confirm())).name).toBe("AliasExistsException");
    subject.pool.triggers.add({ trigger: "PostConfirmation", kind: "unreachable" });
    const call = confirm(codeOf("sign-up-code"), { ForceAliasCreation: true });
    expect((await failureOf(call)).name).toBe("UnexpectedLambdaException");
    expect([await status(), applied("ConfirmSignUp")]).toEqual(["CONFIRMED", true]);
  });
});

describe("a new password by code", () => {
  it("leads out of RESET_REQUIRED, once", async () => {
    plant();
    await reset();
    expect(await status()).toBe("RESET_REQUIRED");
    expect((await failureOf(choose(codeOf("reset-code"), "weak-one"))).name).toBe(
      "InvalidPasswordException",
    );
    await choose();
    expect((await signIn(OTHER)).AuthenticationResult).toBeDefined();
    expect(await refusal(choose())).toBe(EXPIRED);
  });

  it("leaves the old one good until it is chosen, and its code ends after an hour", async () => {
    plant();
    expect((await forgot()).CodeDeliveryDetails?.Destination).toBe("a***@e***");
    expect((await signIn(GOOD)).AuthenticationResult).toBeDefined();
    expect(await refusal(choose(wrong(codeOf("reset-code"))))).toBe(MISMATCH);
    subject.pool.clock.advance(HOUR);
    expect(await refusal(choose())).toBe(EXPIRED);
    await forgot();
    subject.pool.triggers.add({ trigger: "PostConfirmation", kind: "nonsense" });
    expect((await failureOf(choose())).name).toBe("InvalidLambdaResponseException");
    expect(applied("ConfirmForgotPassword")).toBe(true);
    expect((await signIn(OTHER)).AuthenticationResult).toBeDefined();
  });

  it.each<[string, object, AccountRecoverySettingType | null, string]>([
    [
      "an unproven address",
      { attributes: { email: MAIL, email_verified: "false" } },
      null,
      UNREACHABLE,
    ],
    ["an address that is the second factor", { mfa: ["EMAIL_OTP"] }, null, UNREACHABLE],
    ["a disabled user", { enabled: false }, null, "NotAuthorizedException: User is disabled."],
    [
      "a temporary password",
      { status: "FORCE_CHANGE_PASSWORD" },
      null,
      "NotAuthorizedException: User password cannot be reset in the current state.",
    ],
    [
      "a pool of administrators",
      {},
      { RecoveryMechanisms: [{ Priority: 1, Name: "admin_only" }] },
      "NotAuthorizedException: Contact administrator to reset password.",
    ],
    [
      "a pool that recovers by phone alone",
      {},
      { RecoveryMechanisms: [{ Priority: 1, Name: "verified_phone_number" }] },
      UNREACHABLE,
    ],
  ])("is not to be had for %s", async (_why, user, recovery, text) => {
    if (recovery !== null) await update({ AccountRecoverySetting: recovery });
    plant(user);
    expect(await refusal(forgot())).toBe(text);
    expect(await refusal(reset())).toBe(text);
    expect(subject.pool.outbox.messages()).toEqual([]);
  });

  it("goes to the phone first unless the pool says otherwise", async () => {
    plant({
      attributes: {
        email: MAIL,
        phone_number: PHONE,
        email_verified: "true",
        phone_number_verified: "true",
      },
    });
    expect((await forgot()).CodeDeliveryDetails).toEqual({
      Destination: "+*******1111",
      DeliveryMedium: "SMS",
      AttributeName: "phone_number",
    });
    const RecoveryMechanisms = [
      { Priority: 2, Name: "verified_phone_number" as const },
      { Priority: 1, Name: "verified_email" as const },
    ];
    await update({ AccountRecoverySetting: { RecoveryMechanisms } });
    expect((await forgot()).CodeDeliveryDetails?.DeliveryMedium).toBe("EMAIL");
  });

  it("is voided already when the message about it fails", async () => {
    plant();
    subject.pool.outbox.failNext(2);
    expect((await failureOf(forgot())).name).toBe("CodeDeliveryFailureException");
    expect((await failureOf(reset())).name).toBe("InvalidEmailRoleAccessPolicyException");
    expect([await status(), applied("AdminResetUserPassword")]).toEqual(["RESET_REQUIRED", true]);
    subject.pool.triggers.add({ trigger: "CustomMessage", kind: "refuses", message: "no" });
    expect((await failureOf(reset())).name).toBe("UserLambdaValidationException");
  });

  it.each([
    ["cut-before", "CONFIRMED", 0],
    ["cut-after", "RESET_REQUIRED", 1],
  ] as const)("is asked for or not on %s", async (kind, state, messages) => {
    plant();
    subject.pool.faults.add({ operation: "AdminResetUserPassword", kind });
    await failureOf(reset());
    expect([await status(), subject.pool.outbox.messages().length]).toEqual([state, messages]);
  });

  it("may be asked for too often", async () => {
    plant();
    const fault = { kind: "error", type: "LimitExceededException" } as const;
    const message = "Attempt limit exceeded, please try after some time.";
    subject.pool.faults.add({ operation: "AdminResetUserPassword", ...fault, message });
    expect(await refusal(reset())).toBe(`LimitExceededException: ${message}`);
    expect(await status()).toBe("CONFIRMED");
  });

  it("of nobody is refused, or seems to be sent where a client hides who exists", async () => {
    const unknown = "UserNotFoundException: Username/client id combination not found.";
    for (const call of [forgot(), choose("123456"), confirm("123456")]) {
      expect(await refusal(call)).toBe(unknown);
    }
    ClientId = await createClient("ENABLED");
    expect((await forgot(ClientId)).CodeDeliveryDetails?.Destination).toBe("a***@e***");
    expect(await refusal(choose("123456"))).toBe(MISMATCH);
    expect(await refusal(confirm("123456"))).toBe(EXPIRED);
    expect(subject.pool.outbox.messages()).toEqual([]);
  });

  it("leaves no code in the ledger", async () => {
    await signUp();
    await confirm();
    await forgot();
    await choose();
    const written = JSON.stringify(subject.pool.ledger.calls());
    for (const secret of [codeOf("sign-up-code"), codeOf("reset-code"), GOOD, OTHER, MAIL]) {
      expect(written).not.toContain(`"${secret}"`);
    }
  });
});

describe("ChangePassword", () => {
  it("wants an access token and the password before", async () => {
    plant();
    const { AccessToken } = (await signIn(GOOD)).AuthenticationResult!;
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      subject.client.send(
        new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }),
      );
    expect(await refusal(change(OTHER, OTHER))).toBe(
      "NotAuthorizedException: Incorrect username or password.",
    );
    expect((await failureOf(change(GOOD, "weak-one"))).name).toBe("InvalidPasswordException");
    await change(GOOD, OTHER);
    expect((await signIn(OTHER)).AuthenticationResult).toBeDefined();
    plant({ status: "RESET_REQUIRED" });
    expect((await failureOf(change(GOOD, OTHER))).name).toBe("PasswordResetRequiredException");
  });
});
