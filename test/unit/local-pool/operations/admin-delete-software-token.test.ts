import { AdminDeleteSoftwareTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { UserSeed } from "../../../../src/local-pool/seed/seed.js";
import { failureOf } from "../../../support/local-pool-client.js";
import { ann, Ann, startWithAnn, totpSecret } from "../../../support/second-factors.js";

describe("AdminDeleteSoftwareToken", () => {
  let her: Ann;

  const startWith = async (user: Partial<UserSeed>): Promise<void> => {
    her = new Ann(await startWithAnn(user));
  };

  afterEach(() => her.subject.stop());

  const remove = () => her.client.send(new AdminDeleteSoftwareTokenCommand(ann));

  it("takes the app out of settings and preference, and leaves other factors", async () => {
    const attributes = { phone_number: "+15550001111" };
    await startWith({ mfa: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"], totpSecret, attributes });
    const { Session } = await her.signIn();
    await remove();
    expect(await her.factors()).toEqual({ preferred: null, on: ["SMS_MFA"] });
    const late = her.answer(Session, "SOFTWARE_TOKEN_MFA", {
      SOFTWARE_TOKEN_MFA_CODE: her.codeAt(),
    });
    expect((await failureOf(late)).name).toBe("SoftwareTokenMFANotFoundException");
    const enable = her.prefer({ SoftwareTokenMfaSettings: { Enabled: true } });
    expect((await failureOf(enable)).name).toBe("InvalidParameterException");
  });

  it("takes a key that was never verified with it", async () => {
    await startWith({ totpSecret });
    const { AccessToken } = (await her.signIn()).AuthenticationResult!;
    const { SecretCode } = await her.associate({ AccessToken });
    await remove();
    const late = her.verify({ AccessToken }, her.codeAt(0, SecretCode));
    expect((await failureOf(late)).name).toBe("SoftwareTokenMFANotFoundException");
  });

  it.each<[string, Partial<UserSeed>]>([
    ["InvalidParameterException", { mfa: [] }],
    ["UserNotConfirmedException", { status: "UNCONFIRMED", totpSecret }],
  ])("answers %s for a user of whom there is none to take", async (name, user) => {
    await startWith(user);
    expect((await failureOf(remove())).name).toBe(name);
  });
});
