import {
  AdminDeleteSoftwareTokenCommand,
  AdminUpdateUserAttributesCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSeed, UserSeed } from "../../../../src/local-pool/seed/seed.js";
import { failureOf } from "../../../support/local-pool-client.js";
import { ann, Ann, startWithAnn, totpSecret } from "../../../support/second-factors.js";

const attributes = { email: "ann@example.com", phone_number: "+15550001111" };
const bySms = {
  USER_ID_FOR_SRP: "ann",
  CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
  CODE_DELIVERY_DESTINATION: "+*******1111",
};
const byEmail = {
  USER_ID_FOR_SRP: "ann",
  CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
  CODE_DELIVERY_DESTINATION: "a***@e***",
};

let her: Ann;

const startWith = async (user: Partial<UserSeed>, pool: Partial<PoolSeed> = {}): Promise<void> => {
  her = new Ann(await startWithAnn(user, pool));
};

afterEach(() => her.subject.stop());

const challengeOf = async () => {
  const { ChallengeName, ChallengeParameters, AuthenticationResult } = await her.signIn();
  return AuthenticationResult === undefined ? [ChallengeName, ChallengeParameters] : ["tokens"];
};
const refusalOf = async (work: Promise<unknown>) => (await failureOf(work)).name;
const offer = (MfaConfiguration: "OFF" | "ON" | "OPTIONAL", SoftwareToken = true) =>
  her.client.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: ann.UserPoolId,
      MfaConfiguration,
      ...(MfaConfiguration === "OFF"
        ? {}
        : {
            SmsMfaConfiguration: {},
            SoftwareTokenMfaConfiguration: { Enabled: SoftwareToken },
          }),
    }),
  );
const dropAddress = (Name: string) =>
  her.client.send(
    new AdminUpdateUserAttributesCommand({ ...ann, UserAttributes: [{ Name, Value: "" }] }),
  );

describe("a factor that is on", () => {
  it("is asked for without being preferred", async () => {
    await startWith({ mfa: ["SMS_MFA"], prefersMfa: false, attributes });
    expect((await her.factors()).preferred).toBeNull();
    expect(await challengeOf()).toEqual(["SMS_MFA", bySms]);
  });

  it.each([
    ["SMS_MFA", bySms],
    ["EMAIL_OTP", byEmail],
  ] as const)("%s is answered by the code that was sent, once", async (factor, parameters) => {
    await startWith({ mfa: [factor], attributes });
    const { ChallengeName, ChallengeParameters, Session } = await her.signIn();
    expect([ChallengeName, ChallengeParameters]).toEqual([factor, parameters]);
    const code = her.sentCode();
    const enter = (entered: string) => her.answer(Session, factor, { [`${factor}_CODE`]: entered });
    const wrong = code === "000000" ? "000001" : "000000";
    expect(await refusalOf(enter(wrong))).toBe("CodeMismatchException");
    expect((await enter(code)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusalOf(enter(code))).toBe("CodeMismatchException");
    expect(JSON.stringify(her.subject.pool.ledger.calls())).not.toContain(`"${code}"`);
  });

  it("is asked for again when its code is too late, and an older code is void", async () => {
    await startWith({ mfa: ["SMS_MFA"], attributes });
    const { Session } = await her.signIn();
    const [first, SMS_MFA_CODE] = [her.sentCode(), (await her.signIn(), her.sentCode())];
    if (first !== SMS_MFA_CODE) {
      const work = her.answer(Session, "SMS_MFA", { SMS_MFA_CODE: first });
      expect(await refusalOf(work)).toBe("CodeMismatchException");
    }
    her.subject.pool.clock.advance(3 * 60_000 + 1);
    const work = her.answer(Session, "SMS_MFA", { SMS_MFA_CODE });
    expect(await refusalOf(work)).toBe("NotAuthorizedException");
  });

  it("counts no more when the pool does not offer it", async () => {
    await startWith({ mfa: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"], attributes, totpSecret });
    const { Session } = await her.signIn();
    await offer("OPTIONAL", false);
    expect(await challengeOf()).toEqual(["SMS_MFA", bySms]);
    const late = her.answer(Session, "SOFTWARE_TOKEN_MFA", {
      SOFTWARE_TOKEN_MFA_CODE: her.codeAt(),
    });
    expect(await refusalOf(late)).toBe("SoftwareTokenMFANotFoundException");
    await offer("OFF");
    expect(await challengeOf()).toEqual(["tokens"]);
  });

  it("is no way to tokens once its address is gone", async () => {
    await startWith({ mfa: ["SMS_MFA"], attributes });
    const { Session } = await her.signIn();
    await dropAddress("phone_number");
    expect(await refusalOf(her.signIn())).toBe("InvalidParameterException");
    const late = her.answer(Session, "SMS_MFA", { SMS_MFA_CODE: her.sentCode() });
    expect(await refusalOf(late)).toBe("MFAMethodNotFoundException");
  });

  it("of which no code can be sent ends the sign-in, and changes nothing", async () => {
    await startWith({ mfa: ["SMS_MFA"], attributes });
    her.subject.pool.outbox.failNext();
    expect(await refusalOf(her.signIn())).toBe("InvalidSmsRoleAccessPolicyException");
    her.subject.pool.triggers.add({ trigger: "CustomMessage", kind: "refuses", message: "no" });
    expect(await refusalOf(her.signIn())).toBe("UserLambdaValidationException");
    const applied = her.subject.pool.ledger
      .calls({ operation: "InitiateAuth" })
      .map((call) => call.applied);
    expect(applied).toEqual([false, false]);
  });
});

describe("two factors without a preference", () => {
  const mfa = ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"] as const;

  it("make the user choose, and lead to what they chose", async () => {
    await startWith({ mfa, prefersMfa: false, attributes, totpSecret });
    const { ChallengeName, ChallengeParameters, Session } = await her.signIn();
    expect([ChallengeName, ChallengeParameters]).toEqual([
      "SELECT_MFA_TYPE",
      { USER_ID_FOR_SRP: "ann", MFAS_CAN_CHOOSE: JSON.stringify(mfa) },
    ]);
    expect(her.subject.pool.outbox.messages()).toEqual([]);
    const choose = (ANSWER: string) => her.answer(Session, "SELECT_MFA_TYPE", { ANSWER });
    for (const name of ["EMAIL_OTP", "EMAIL_MFA"]) {
      const chosen = await choose(name);
      expect([chosen.ChallengeName, chosen.ChallengeParameters]).toEqual(["EMAIL_OTP", byEmail]);
    }
    const app = await choose("SOFTWARE_TOKEN_MFA");
    expect(app.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const code = { SOFTWARE_TOKEN_MFA_CODE: her.codeAt() };
    const { AuthenticationResult } = await her.answer(app.Session, "SOFTWARE_TOKEN_MFA", code);
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("are chosen from those that are left, and not passed by", async () => {
    await startWith({ mfa, prefersMfa: false, attributes, totpSecret });
    const { Session } = await her.signIn();
    const choose = (ANSWER: string) => her.answer(Session, "SELECT_MFA_TYPE", { ANSWER });
    const bypass = her.answer(Session, "SOFTWARE_TOKEN_MFA", {
      SOFTWARE_TOKEN_MFA_CODE: her.codeAt(),
    });
    expect(await refusalOf(bypass)).toBe("CodeMismatchException");
    await her.client.send(new AdminDeleteSoftwareTokenCommand(ann));
    for (const gone of ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "nonsense"]) {
      expect(await refusalOf(choose(gone))).toBe("MFAMethodNotFoundException");
    }
    expect((await choose("EMAIL_OTP")).ChallengeName).toBe("EMAIL_OTP");
    expect(await challengeOf()).toEqual(["EMAIL_OTP", byEmail]);
  });
});

describe("a pool that requires a second factor", () => {
  const required = { mfa: "ON", mfaMethods: ["SMS_MFA", "SOFTWARE_TOKEN_MFA"] } as const;

  it("has users without one set up an app, and ends the sign-in with it", async () => {
    await startWith({ attributes: { email: attributes.email } }, required);
    const { ChallengeName, ChallengeParameters, Session } = await her.signIn();
    expect([ChallengeName, ChallengeParameters]).toEqual([
      "MFA_SETUP",
      { USER_ID_FOR_SRP: "ann", MFAS_CAN_SETUP: JSON.stringify(required.mfaMethods) },
    ]);
    const begun = await her.associate({ Session });
    const code = her.codeAt(0, begun.SecretCode);
    const finish = (session: string | undefined) => her.answer(session, "MFA_SETUP");
    for (const early of [Session, begun.Session]) {
      expect(await refusalOf(finish(early))).toBe("SoftwareTokenMFANotFoundException");
    }
    const verified = await her.verify({ Session: begun.Session }, code);
    expect(verified.Status).toBe("SUCCESS");
    expect((await finish(verified.Session)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusalOf(finish(verified.Session))).toBe("SoftwareTokenMFANotFoundException");
    expect((await her.factors()).on).toEqual(["SOFTWARE_TOKEN_MFA"]);
    const next = await her.signIn();
    expect(next.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const again = her.answer(next.Session, "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: code });
    expect(await refusalOf(again)).toBe("ExpiredCodeException");
  });

  it("asks for what is set up, whether it is on or not", async () => {
    await startWith({ attributes }, required);
    expect(await challengeOf()).toEqual(["SMS_MFA", bySms]);
    her.subject.pool.seedUser(ann.UserPoolId, { username: "ann", status: "CONFIRMED", totpSecret });
    expect((await her.signIn()).ChallengeName).toBe("SELECT_MFA_TYPE");
    await her.prefer({ SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
    expect((await her.signIn()).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    await her.client.send(new AdminDeleteSoftwareTokenCommand(ann));
    await dropAddress("phone_number");
    expect((await her.signIn()).ChallengeName).toBe("MFA_SETUP");
  });
});

it("a pool without second factors asks for none", async () => {
  await startWith({ mfa: ["SMS_MFA"], attributes }, { mfa: "OFF" });
  expect(await challengeOf()).toEqual(["tokens"]);
});
