import {
  AdminDeleteUserCommand,
  AdminUserGlobalSignOutCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSeed, UserSeed } from "../../../../src/local-pool/seed/seed.js";
import { failureOf } from "../../../support/local-pool-client.js";
import { ann, Ann, startWithAnn, totpSecret } from "../../../support/second-factors.js";

let her: Ann;

const startWith = async (user: Partial<UserSeed>, pool: Partial<PoolSeed> = {}): Promise<void> => {
  her = new Ann(await startWithAnn(user, pool));
};

afterEach(() => her.subject.stop());

const refusalOf = async (work: Promise<unknown>) => {
  const { name, message } = await failureOf(work);
  return `${name}: ${message}`;
};
const signedIn = async () => {
  const { AccessToken } = (await her.signIn()).AuthenticationResult!;
  return { AccessToken };
};

describe("registering an app by access token", () => {
  it("takes the code of the new key, and switches nothing on", async () => {
    await startWith({});
    const token = await signedIn();
    const { SecretCode = "", Session } = await her.associate(token);
    expect([SecretCode.length, Session]).toEqual([32, undefined]);
    const code = her.codeAt(0, SecretCode);
    const wrong = code === "000000" ? "000001" : "000000";
    expect(await refusalOf(her.verify(token, wrong))).toBe(
      "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA",
    );
    const verified = await her.verify(token, code);
    expect([verified.Status, verified.Session]).toEqual(["SUCCESS", undefined]);
    expect((await her.factors()).on).toEqual([]);
    expect((await her.signIn()).AuthenticationResult).toBeDefined();
    expect(await refusalOf(her.verify(token, code))).toMatch("SoftwareTokenMFANotFoundException");
    await her.prefer({ SoftwareTokenMfaSettings: { Enabled: true } });
    expect((await her.signIn()).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  it("leaves the old app good until the new one is verified", async () => {
    await startWith({ totpSecret });
    const token = await signedIn();
    await her.prefer({ SoftwareTokenMfaSettings: { Enabled: true } });
    const answer = async (code: string) =>
      her.answer((await her.signIn()).Session, "SOFTWARE_TOKEN_MFA", {
        SOFTWARE_TOKEN_MFA_CODE: code,
      });
    const { SecretCode } = await her.associate(token);
    expect((await answer(her.codeAt())).AuthenticationResult).toBeDefined();
    await her.verify(token, her.codeAt(0, SecretCode));
    her.subject.pool.clock.advance(60_000);
    expect(await refusalOf(answer(her.codeAt()))).toMatch("CodeMismatchException");
    expect((await answer(her.codeAt(0, SecretCode))).AuthenticationResult).toBeDefined();
  });

  it("wants a user who is signed in, and one way of saying so", async () => {
    await startWith({});
    const token = await signedIn();
    const both = { ...token, Session: "a-session-of-nobody-at-all" };
    for (const by of [{}, both]) {
      expect(await refusalOf(her.associate(by))).toMatch("InvalidParameterException");
      expect(await refusalOf(her.verify(by, "123456"))).toMatch("InvalidParameterException");
    }
    await her.associate(token);
    her.subject.pool.seedUser(ann.UserPoolId, { username: "ann", status: "RESET_REQUIRED" });
    expect(await refusalOf(her.verify(token, "123456"))).toMatch("PasswordResetRequiredException");
    await her.client.send(new AdminUserGlobalSignOutCommand(ann));
    expect(await refusalOf(her.associate(token))).toMatch("NotAuthorizedException");
    await her.client.send(new AdminDeleteUserCommand(ann));
    expect(await refusalOf(her.associate(token))).toMatch("NotAuthorizedException");
  });

  it("is refused where the pool offers no apps", async () => {
    await startWith({}, { mfaMethods: ["SMS_MFA"] });
    const token = await signedIn();
    const refusal =
      "SoftwareTokenMFANotFoundException: Software Token MFA has not been enabled by the userPool.";
    expect(await refusalOf(her.associate(token))).toBe(refusal);
    expect(await refusalOf(her.verify(token, "123456"))).toBe(refusal);
    const UserPoolId = ann.UserPoolId;
    await her.client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: "OFF" }));
    expect(await refusalOf(her.associate(token))).toBe(refusal);
  });
});

describe("registering an app by session", () => {
  it("goes from session to session, each for three minutes", async () => {
    await startWith({}, { mfa: "ON" });
    const { Session } = await her.signIn();
    const begun = await her.associate({ Session });
    const invalid = "NotAuthorizedException: Invalid session for the user.";
    expect(await refusalOf(her.verify({ Session }, "123456"))).toBe(invalid);
    expect(await refusalOf(her.associate({ Session: begun.Session }))).toBe(invalid);
    expect(await refusalOf(her.associate({ Session: "a-session-of-nobody-at-all" }))).toBe(invalid);
    her.subject.pool.clock.advance(3 * 60_000 + 1);
    const late = her.verify({ Session: begun.Session }, her.codeAt(0, begun.SecretCode));
    expect(await refusalOf(late)).toMatch("session is expired");
  });

  it("is not for the session of another challenge", async () => {
    await startWith({ mfa: ["SOFTWARE_TOKEN_MFA"], totpSecret });
    const { Session } = await her.signIn();
    expect(await refusalOf(her.associate({ Session }))).toMatch("NotAuthorizedException");
  });
});
