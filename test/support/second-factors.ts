import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
  type AdminSetUserMFAPreferenceCommandInput,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { stepOf, totp } from "../../src/local-pool/crypto/totp.js";
import type { PoolSeed, UserSeed } from "../../src/local-pool/seed/seed.js";
import { startPoolUnderTest, type PoolUnderTest } from "./local-pool-client.js";

/** A key of an authenticator app, in Base32. */
export const totpSecret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/** Ann of the pool under test. */
export const ann = { UserPoolId: "local_people", Username: "ann" };

const password = "Good-Pass-0001!";
const ClientId = "app";

/** Starts a pool with Ann in it, who has a password. */
export const startWithAnn = (
  user: Partial<UserSeed>,
  pool: Partial<PoolSeed> = {},
): Promise<PoolUnderTest> => {
  const users = [{ username: "ann", status: "CONFIRMED" as const, password, ...user }];
  const clients = [
    { id: ClientId, name: "app", explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH" as const] },
  ];
  const people = { id: ann.UserPoolId, name: "people", mfa: "OPTIONAL" as const, clients, users };
  return startPoolUnderTest({ seed: { pools: [{ ...people, ...pool }] } });
};

/** What Ann does, and what is done to her, in a pool that `startWithAnn` started. */
export class Ann {
  constructor(readonly subject: PoolUnderTest) {}

  get client(): CognitoIdentityProviderClient {
    return this.subject.client;
  }

  signIn() {
    return this.client.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId,
        AuthParameters: { USERNAME: "ann", PASSWORD: password },
      }),
    );
  }

  answer(Session: string | undefined, ChallengeName: ChallengeNameType, response: object = {}) {
    return this.client.send(
      new RespondToAuthChallengeCommand({
        ClientId,
        ChallengeName,
        ChallengeResponses: { USERNAME: "ann", ...response },
        Session,
      }),
    );
  }

  prefer(settings: Omit<AdminSetUserMFAPreferenceCommandInput, "UserPoolId" | "Username">) {
    return this.client.send(new AdminSetUserMFAPreferenceCommand({ ...ann, ...settings }));
  }

  getUser() {
    return this.client.send(new AdminGetUserCommand(ann));
  }

  async factors() {
    const { PreferredMfaSetting: preferred = null, UserMFASettingList: on = [] } =
      await this.getUser();
    return { preferred, on };
  }

  associate(by: { AccessToken?: string | undefined; Session?: string | undefined }) {
    return this.client.send(new AssociateSoftwareTokenCommand(by));
  }

  verify(by: { AccessToken?: string | undefined; Session?: string | undefined }, UserCode: string) {
    return this.client.send(new VerifySoftwareTokenCommand({ ...by, UserCode }));
  }

  /** The code that an app with this key shows so many seconds from now. */
  codeAt(seconds = 0, secret = totpSecret): string {
    return totp(secret, stepOf(new Date(this.subject.pool.clock.now().getTime() + seconds * 1000)));
  }

  /** The code of the newest message about a second factor. */
  sentCode(): string {
    const message = this.subject.pool.outbox.messages({ kind: "mfa-code" }).at(-1);
    return message?.kind === "mfa-code" ? message.code : "none";
  }
}
