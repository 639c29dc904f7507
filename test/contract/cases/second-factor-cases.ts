import {
  AdminDeleteSoftwareTokenCommand,
  AdminGetUserAuthFactorsCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  GetUserPoolMfaConfigCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
  type AdminSetUserMFAPreferenceCommandInput,
  type ChallengeNameType,
} from "@aws-sdk/client-cognito-identity-provider";
import { stepOf, totp } from "../../../src/local-pool/crypto/totp.js";
import type { LocalPool } from "../../../src/local-pool/local-pool.js";
import { cases, type PoolRequest } from "../contract-case.js";
import { claimsOf, expectRefusal, GOOD, type Stage } from "../stage.js";

// Pools of their own, which begin without second factors: CreateUserPool has no member for authenticator apps.
const apps: PoolRequest = { AccountRecoverySetting: adminOnly(1) };
// Messages want services that a real pool has to be given, so what is sent is for the local pool alone.
const messages: PoolRequest = { AccountRecoverySetting: adminOnly(2) };

function adminOnly(Priority: number): NonNullable<PoolRequest["AccountRecoverySetting"]> {
  return { RecoveryMechanisms: [{ Name: "admin_only", Priority }] };
}

type Preference = Omit<AdminSetUserMFAPreferenceCommandInput, "UserPoolId" | "Username">;

const on = { Enabled: true };
const preferred = { Enabled: true, PreferredMfa: true };
const addresses = { email: "second@example.com", phone_number: "+15550001111" };

const named = (stage: Stage, Username: string) => ({ UserPoolId: stage.poolId, Username });

const requireMfa = (stage: Stage, MfaConfiguration: "OFF" | "ON" | "OPTIONAL", settings = {}) =>
  stage.client.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: stage.poolId,
      MfaConfiguration,
      ...(MfaConfiguration === "OFF" ? {} : { SoftwareTokenMfaConfiguration: on }),
      ...settings,
    }),
  );

const offerAll = (stage: Stage) =>
  requireMfa(stage, "OPTIONAL", { SmsMfaConfiguration: {}, EmailMfaConfiguration: {} });

const prefer = (stage: Stage, user: string, settings: Preference) =>
  stage.client.send(new AdminSetUserMFAPreferenceCommand({ ...named(stage, user), ...settings }));

const answer = (
  stage: Stage,
  USERNAME: string,
  ChallengeName: ChallengeNameType,
  Session: string | undefined,
  responses: Readonly<Record<string, string>> = {},
) =>
  stage.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: stage.clientId,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME, ...responses },
    }),
  );

/** When the pool gave a token, by its own clock, which other cases may have moved. */
const issuedAt = (token: string | undefined) => new Date(Number(claimsOf(token)["iat"]) * 1000);

const codeOf = (secret: string | undefined, at: Date) => totp(secret ?? "", stepOf(at));

/** Six digits that are none of the codes that the app shows around a moment. */
function wrongCode(secret: string | undefined, at: Date): string {
  const near = [-60, -30, 0, 30, 60].map((seconds) =>
    codeOf(secret, new Date(at.getTime() + seconds * 1000)),
  );
  return ["000000", "000001", "000002", "000003", "000004", "000005"].find(
    (code) => !near.includes(code),
  )!;
}

/** A user who is signed in, and has registered an app without switching it on. */
async function withApp(stage: Stage) {
  const user = await stage.createConfirmedUser();
  const { AccessToken } = (await stage.signIn(user, GOOD)).AuthenticationResult!;
  const { SecretCode } = await stage.client.send(
    new AssociateSoftwareTokenCommand({ AccessToken }),
  );
  const code = codeOf(SecretCode, issuedAt(AccessToken));
  const verified = await stage.client.send(
    new VerifySoftwareTokenCommand({ AccessToken, UserCode: code }),
  );
  expect(verified.Status).toBe("SUCCESS");
  return { user, AccessToken, SecretCode, code };
}

const factorsOf = async (stage: Stage, user: string) => {
  const { ConfiguredUserAuthFactors } = await stage.client.send(
    new AdminGetUserAuthFactorsCommand(named(stage, user)),
  );
  return ConfiguredUserAuthFactors ?? [];
};

function sentCode(host: LocalPool, username: string): string {
  const message = host.outbox.messages({ kind: "mfa-code", username }).at(-1);
  return message?.kind === "mfa-code" ? message.code : "none";
}

/** Authenticator apps, which need nothing but a pool. */
const appCases = cases(
  {
    id: "mfa-not-preferred",
    sentence: "a factor that is on is asked for at sign-in, preferred or not",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OPTIONAL");
      const { user } = await withApp(stage);
      await prefer(stage, user, { SoftwareTokenMfaSettings: on });
      const { ChallengeName, AuthenticationResult } = await stage.signIn(user, GOOD);
      expect([ChallengeName, AuthenticationResult]).toEqual(["SOFTWARE_TOKEN_MFA", undefined]);
    },
  },
  {
    id: "mfa-code-once",
    sentence: "a code of an app is taken once, the one that registered it included",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OPTIONAL");
      const { user, code, SecretCode, AccessToken } = await withApp(stage);
      await prefer(stage, user, { SoftwareTokenMfaSettings: preferred });
      const { Session } = await stage.signIn(user, GOOD);
      const enter = (SOFTWARE_TOKEN_MFA_CODE: string) =>
        answer(stage, user, "SOFTWARE_TOKEN_MFA", Session, { SOFTWARE_TOKEN_MFA_CODE });
      await expectRefusal(
        enter(wrongCode(SecretCode, issuedAt(AccessToken))),
        "CodeMismatchException",
      );
      await expectRefusal(enter(code), "ExpiredCodeException", "CodeMismatchException");
    },
  },
  {
    id: "mfa-registered-is-not-on",
    sentence: "where MFA is optional, an app that is registered is not asked for until it is on",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OPTIONAL");
      const { user, AccessToken } = await withApp(stage);
      expect((await stage.getUser(user)).UserMFASettingList).toBeUndefined();
      expect(await factorsOf(stage, user)).toContain("SOFTWARE_TOKEN");
      expect((await stage.signIn(user, GOOD)).AuthenticationResult).toBeDefined();
      await stage.client.send(
        new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: preferred }),
      );
      expect(await stage.getUser(user)).toMatchObject({
        PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
        UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
      });
    },
  },
  {
    id: "mfa-wrong-app",
    sentence: "a wrong code registers no app",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OPTIONAL");
      const user = await stage.createConfirmedUser();
      const { AccessToken } = (await stage.signIn(user, GOOD)).AuthenticationResult!;
      const { SecretCode } = await stage.client.send(
        new AssociateSoftwareTokenCommand({ AccessToken }),
      );
      const UserCode = wrongCode(SecretCode, issuedAt(AccessToken));
      await expectRefusal(
        stage.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode })),
        "EnableSoftwareTokenMFAException",
        "CodeMismatchException",
      );
      const enable = prefer(stage, user, { SoftwareTokenMfaSettings: on });
      await expectRefusal(enable, "InvalidParameterException");
    },
  },
  {
    id: "mfa-set-up-at-sign-in",
    sentence:
      "where MFA is required, a user without a factor sets up an app and is signed in with it",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OFF");
      const user = await stage.createConfirmedUser();
      const now = issuedAt((await stage.signIn(user, GOOD)).AuthenticationResult?.AccessToken);
      await requireMfa(stage, "ON");
      const { ChallengeName, ChallengeParameters, Session } = await stage.signIn(user, GOOD);
      expect(ChallengeName).toBe("MFA_SETUP");
      expect(JSON.parse(ChallengeParameters?.["MFAS_CAN_SETUP"] ?? "")).toEqual([
        "SOFTWARE_TOKEN_MFA",
      ]);
      const begun = await stage.client.send(new AssociateSoftwareTokenCommand({ Session }));
      const verified = await stage.client.send(
        new VerifySoftwareTokenCommand({
          Session: begun.Session,
          UserCode: codeOf(begun.SecretCode, now),
        }),
      );
      expect(verified.Status).toBe("SUCCESS");
      const { AuthenticationResult } = await answer(stage, user, "MFA_SETUP", verified.Session);
      expect(AuthenticationResult?.AccessToken).toBeDefined();
      expect((await stage.signIn(user, GOOD)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    },
  },
  {
    id: "mfa-required-stays-on",
    sentence: "where MFA is required, switching off the last factor succeeds and changes nothing",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OPTIONAL");
      const { user } = await withApp(stage);
      await prefer(stage, user, { SoftwareTokenMfaSettings: preferred });
      await requireMfa(stage, "ON");
      const off = { Enabled: false, PreferredMfa: false };
      await prefer(stage, user, { SoftwareTokenMfaSettings: off, SMSMfaSettings: off });
      expect((await stage.getUser(user)).UserMFASettingList).toEqual(["SOFTWARE_TOKEN_MFA"]);
      expect((await stage.signIn(user, GOOD)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    },
  },
  {
    id: "mfa-app-removed",
    sentence:
      "AdminDeleteSoftwareToken takes the app out of settings and preference, and ends no session",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OPTIONAL");
      const { user, AccessToken } = await withApp(stage);
      await prefer(stage, user, { SoftwareTokenMfaSettings: preferred });
      await stage.client.send(new AdminDeleteSoftwareTokenCommand(named(stage, user)));
      const { PreferredMfaSetting, UserMFASettingList } = await stage.getUser(user);
      expect([PreferredMfaSetting, UserMFASettingList]).toEqual([undefined, undefined]);
      expect(await factorsOf(stage, user)).not.toContain("SOFTWARE_TOKEN");
      expect((await stage.signIn(user, GOOD)).AuthenticationResult).toBeDefined();
      const again = await stage.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
      expect(again.SecretCode).toBeDefined();
    },
  },
  {
    id: "mfa-app-removed-unknown",
    sentence: "AdminDeleteSoftwareToken of an unknown user is a UserNotFoundException",
    run: async (stage) => {
      const call = stage.client.send(new AdminDeleteSoftwareTokenCommand(named(stage, "nobody")));
      await expectRefusal(call, "UserNotFoundException");
    },
  },
  {
    id: "mfa-removal-sets-up-anew",
    sentence: "where MFA is required, a user whose app was removed sets up another",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OPTIONAL");
      const { user } = await withApp(stage);
      await prefer(stage, user, { SoftwareTokenMfaSettings: preferred });
      await requireMfa(stage, "ON");
      await stage.client.send(new AdminDeleteSoftwareTokenCommand(named(stage, user)));
      expect((await stage.signIn(user, GOOD)).ChallengeName).toBe("MFA_SETUP");
    },
  },
  {
    id: "mfa-off-asks-nothing",
    sentence: "a pool whose MFA is off asks for no factor, whatever its users have on",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OPTIONAL");
      const { user } = await withApp(stage);
      await prefer(stage, user, { SoftwareTokenMfaSettings: preferred });
      await requireMfa(stage, "OFF");
      expect((await stage.signIn(user, GOOD)).AuthenticationResult).toBeDefined();
    },
  },
  {
    id: "mfa-config",
    sentence:
      "a pool tells which second factors it offers, and refuses to offer some while they are off",
    pool: apps,
    run: async (stage) => {
      const { UserPoolId } = named(stage, "");
      await requireMfa(stage, "OPTIONAL");
      const config = await stage.client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
      expect(config).toMatchObject({
        MfaConfiguration: "OPTIONAL",
        SoftwareTokenMfaConfiguration: on,
      });
      expect(config.EmailMfaConfiguration).toBeUndefined();
      const both = requireMfa(stage, "OFF", { SoftwareTokenMfaConfiguration: on });
      await expectRefusal(both, "InvalidParameterException");
      const none = requireMfa(stage, "ON", { SoftwareTokenMfaConfiguration: { Enabled: false } });
      await expectRefusal(none, "InvalidParameterException");
    },
  },
  {
    id: "mfa-two-preferred",
    sentence: "two preferred factors at once are refused",
    pool: apps,
    run: async (stage) => {
      await requireMfa(stage, "OPTIONAL");
      const { user } = await withApp(stage);
      const call = prefer(stage, user, {
        SoftwareTokenMfaSettings: preferred,
        EmailMfaSettings: preferred,
      });
      await expectRefusal(call, "InvalidParameterException");
    },
  },
);

/** Codes by message, which the outbox of the local pool tells. */
const messageCases = cases(
  {
    id: "mfa-choice",
    sentence: "of two factors without a preference the user chooses one, and is asked for it",
    pool: messages,
    runWithHost: async (stage) => {
      await offerAll(stage);
      const user = await stage.createConfirmedUser(addresses);
      await prefer(stage, user, { SMSMfaSettings: on, EmailMfaSettings: on });
      const { ChallengeName, ChallengeParameters, Session } = await stage.signIn(user, GOOD);
      expect(ChallengeName).toBe("SELECT_MFA_TYPE");
      const choices = JSON.parse(ChallengeParameters?.["MFAS_CAN_CHOOSE"] ?? "") as string[];
      expect(choices.toSorted()).toEqual(["EMAIL_OTP", "SMS_MFA"]);
      const chosen = await answer(stage, user, "SELECT_MFA_TYPE", Session, { ANSWER: "SMS_MFA" });
      expect(chosen.ChallengeName).toBe("SMS_MFA");
      expect(chosen.ChallengeParameters?.["CODE_DELIVERY_DELIVERY_MEDIUM"]).toBe("SMS");
    },
  },
  {
    id: "mfa-message",
    sentence: "a code that was sent ends the sign-in, and the challenge tells where it went",
    pool: messages,
    runWithHost: async (stage, host) => {
      await offerAll(stage);
      const user = await stage.createConfirmedUser(addresses);
      await prefer(stage, user, { EmailMfaSettings: preferred });
      const { ChallengeName, ChallengeParameters, Session } = await stage.signIn(user, GOOD);
      expect(ChallengeName).toBe("EMAIL_OTP");
      expect(ChallengeParameters).toMatchObject({
        CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
        CODE_DELIVERY_DESTINATION: "s***@e***",
      });
      const { AuthenticationResult } = await answer(stage, user, "EMAIL_OTP", Session, {
        EMAIL_OTP_CODE: sentCode(host, user),
      });
      expect(AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
);

/** Second factors: which one is asked for, how it is set up, and who switches it on or takes it away. */
export const secondFactorCases = [...appCases, ...messageCases];
