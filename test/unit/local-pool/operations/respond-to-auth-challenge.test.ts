import type { UserSeed } from "../../../../src/local-pool/seed/seed.js";
import { failureOf } from "../../../support/local-pool-client.js";
import { Ann, startWithAnn, totpSecret } from "../../../support/second-factors.js";

let her: Ann;

const startWith = async (user: Partial<UserSeed>): Promise<void> => {
  her = new Ann(await startWithAnn(user));
};

afterEach(() => her.subject.stop());

const answerCode = (Session: string | undefined, code: string) =>
  her.answer(Session, "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: code });
const refusalOf = async (work: Promise<unknown>) => (await failureOf(work)).name;

describe("a second factor", () => {
  it("of an app without a key is asked for, and no code is right", async () => {
    await startWith({ mfa: ["SOFTWARE_TOKEN_MFA"] });
    const { ChallengeName, ChallengeParameters, Session } = await her.signIn();
    expect([ChallengeName, ChallengeParameters]).toEqual([
      "SOFTWARE_TOKEN_MFA",
      { USER_ID_FOR_SRP: "ann" },
    ]);
    expect(await refusalOf(answerCode(Session, "123456"))).toBe("CodeMismatchException");
  });

  it("of an authenticator app is answered by the code of this moment, once", async () => {
    await startWith({ mfa: ["SOFTWARE_TOKEN_MFA"], totpSecret });
    const { Session } = await her.signIn();
    for (const wrong of [her.codeAt(-90), her.codeAt(90), "", "12345"]) {
      const refusal = wrong === "" ? "InvalidParameterException" : "CodeMismatchException";
      expect([wrong, await refusalOf(answerCode(Session, wrong))]).toEqual([wrong, refusal]);
    }
    const code = her.codeAt();
    expect((await answerCode(Session, code)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusalOf(answerCode((await her.signIn()).Session, code))).toBe(
      "ExpiredCodeException",
    );
    her.subject.pool.clock.advance(30_000);
    const { Session: next } = await her.signIn();
    expect((await answerCode(next, her.codeAt())).AuthenticationResult).toBeDefined();
  });

  it("stands behind a password that the user has just chosen, too", async () => {
    await startWith({
      mfa: ["SOFTWARE_TOKEN_MFA"],
      totpSecret,
      status: "FORCE_CHANGE_PASSWORD",
    });
    const { ChallengeName, Session } = await her.signIn();
    expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    // Nor is it a way around the choice.
    expect(await refusalOf(answerCode(Session, her.codeAt()))).toBe("CodeMismatchException");
    const chosen = await her.answer(Session, "NEW_PASSWORD_REQUIRED", {
      NEW_PASSWORD: "Of-My-Own-1!",
    });
    expect(chosen.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const { AuthenticationResult } = await answerCode(chosen.Session, her.codeAt());
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });

  it("that cannot be sent leaves the password that was chosen before it", async () => {
    const email = "ann@example.com";
    await startWith({
      mfa: ["EMAIL_OTP"],
      attributes: { email },
      status: "FORCE_CHANGE_PASSWORD",
    });
    const { Session } = await her.signIn();
    her.subject.pool.outbox.failNext();
    const work = her.answer(Session, "NEW_PASSWORD_REQUIRED", { NEW_PASSWORD: "Of-My-Own-1!" });
    expect(await refusalOf(work)).toBe("InvalidEmailRoleAccessPolicyException");
    expect((await her.getUser()).UserStatus).toBe("CONFIRMED");
    expect(her.subject.pool.ledger.calls({ operation: "RespondToAuthChallenge" })[0]?.applied).toBe(
      true,
    );
  });
});
