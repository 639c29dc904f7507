import {
  type ChallengeNameType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { stepOf, totp } from "../../../../src/local-pool/crypto/totp.js";
import type { UserSeed } from "../../../../src/local-pool/seed/seed.js";
import {
  failureOf,
  type PoolUnderTest,
  startPoolUnderTest,
} from "../../../support/local-pool-client.js";

const password = "Good-Pass-0001!";
const totpSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const ClientId = "app";

let subject: PoolUnderTest;

/** Starts a pool with Ann in it, who has a password. */
async function startWith(ann: Partial<UserSeed>): Promise<void> {
  const users = [{ username: "ann", status: "CONFIRMED" as const, password, ...ann }];
  const clients = [
    { id: ClientId, name: "app", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH" as const] },
  ];
  subject = await startPoolUnderTest({
    seed: { pools: [{ name: "people", mfa: "OPTIONAL", clients, users }] },
  });
}

afterEach(() => subject.stop());

const signIn = () =>
  subject.client.send(
    new InitiateAuthCommand({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId,
      AuthParameters: { USERNAME: "ann", PASSWORD: password },
    }),
  );

describe("a second factor", () => {
  const answer = (
    Session: string | undefined,
    ChallengeName: ChallengeNameType,
    response: object,
  ) =>
    subject.client.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        ChallengeResponses: { USERNAME: "ann", ...response },
        Session,
      }),
    );
  const answerCode = (Session: string | undefined, code: string) =>
    answer(Session, "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: code });
  const codeAt = (seconds: number) =>
    totp(totpSecret, stepOf(new Date(subject.pool.clock.now().getTime() + seconds * 1000)));
  const refusalOf = async (work: Promise<unknown>) => (await failureOf(work)).name;

  it.each(["SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA"] as const)(
    "%s is met by who prefers it, and no answer is right without a key",
    async (factor) => {
      await startWith({ mfa: [factor] });
      const { ChallengeName, ChallengeParameters, Session } = await signIn();
      expect([ChallengeName, ChallengeParameters]).toEqual([factor, { USER_ID_FOR_SRP: "ann" }]);
      const work = answer(Session, factor, { [`${factor}_CODE`]: "123456" });
      expect(await refusalOf(work)).toBe("CodeMismatchException");
    },
  );

  it("of an authenticator app is answered by the code of this moment, once", async () => {
    await startWith({ mfa: ["SOFTWARE_TOKEN_MFA"], totpSecret });
    const { Session } = await signIn();
    for (const wrong of [codeAt(-90), codeAt(90), "", "12345"]) {
      const refusal = wrong === "" ? "InvalidParameterException" : "CodeMismatchException";
      expect([wrong, await refusalOf(answerCode(Session, wrong))]).toEqual([wrong, refusal]);
    }
    const code = codeAt(0);
    expect((await answerCode(Session, code)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusalOf(answerCode((await signIn()).Session, code))).toBe(
      "ExpiredCodeException",
    );
    subject.pool.clock.advance(30_000);
    const { Session: next } = await signIn();
    expect((await answerCode(next, codeAt(0))).AuthenticationResult).toBeDefined();
  });

  it("stands behind a password that the user has just chosen, too", async () => {
    await startWith({
      mfa: ["SOFTWARE_TOKEN_MFA"],
      totpSecret,
      status: "FORCE_CHANGE_PASSWORD",
    });
    const { ChallengeName, Session } = await signIn();
    expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    // Nor is it a way around the choice.
    expect(await refusalOf(answerCode(Session, codeAt(0)))).toBe("CodeMismatchException");
    const chosen = await answer(Session, "NEW_PASSWORD_REQUIRED", { NEW_PASSWORD: "Of-My-Own-1!" });
    expect(chosen.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const { AuthenticationResult } = await answerCode(chosen.Session, codeAt(0));
    expect(AuthenticationResult?.AccessToken).toBeDefined();
  });
});
