import {
  AdminDisableUserCommand,
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  AdminUserGlobalSignOutCommand,
  GetUserCommand,
  GetUserPoolSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { eventually } from "../eventually.js";
import { expectRefusal, freshName, GOOD, type Stage } from "../stage.js";

// One pool for each way in which sessions are tracked: a case never changes that of another.
const tracking: PoolRequest = { UserPoolTier: "ESSENTIALS", DeletionProtection: "INACTIVE" };
const untouched: PoolRequest = { UserPoolTier: "ESSENTIALS" };
const lite: PoolRequest = { UserPoolTier: "LITE" };

const track = (stage: Stage, MaxPerUser = 20) =>
  stage.client.send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId: stage.poolId,
      UserSessionTracking: "ENABLED",
      TokenSession: { MaxPerUser },
    }),
  );

const sessionsOf = async (stage: Stage, Username: string) => {
  const request = { UserPoolId: stage.poolId, Username };
  return (await stage.client.send(new AdminListUserSessionsCommand(request))).Sessions ?? [];
};

/** The sessions of a user once there are so many: AWS lists them some seconds later. */
const sessionsOnceThereAre = (stage: Stage, user: string, count: number) =>
  eventually(
    () => sessionsOf(stage, user),
    (sessions) => sessions.length === count,
  );

const revoke = (stage: Stage, Username: string, SessionId: string | undefined) =>
  stage.client.send(
    new AdminRevokeUserSessionCommand({ UserPoolId: stage.poolId, Username, SessionId }),
  );

const getUser = (stage: Stage, AccessToken: string | undefined) =>
  stage.client.send(new GetUserCommand({ AccessToken }));

async function signedIn(stage: Stage) {
  await track(stage);
  const user = await stage.createConfirmedUser();
  const { AuthenticationResult } = await stage.signIn(user, GOOD);
  return { user, tokens: AuthenticationResult! };
}

const UNKNOWN_SESSION = "tkn0000000000000000000000000";

/** The sessions of users, and who ends them. */
export const sessionCases = cases(
  {
    id: "tracking-default",
    sentence: "a pool that was never told tracks no sessions, and would keep twenty for each user",
    pool: untouched,
    run: async (stage) => {
      const request = { UserPoolId: stage.poolId };
      expect(
        await stage.client.send(new GetUserPoolSessionConfigurationCommand(request)),
      ).toMatchObject({ UserSessionTracking: "DISABLED", TokenSession: { MaxPerUser: 20 } });
    },
  },
  {
    id: "tracking-tier",
    sentence: "a pool of the tier LITE tracks no sessions",
    pool: lite,
    run: async (stage) => {
      await expectRefusal(track(stage), "FeatureUnavailableInTierException");
    },
  },
  {
    id: "sessions-untracked",
    sentence: "where sessions are not tracked, a user who has signed in has none",
    pool: untouched,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await stage.signIn(user, GOOD);
      expect(await sessionsOf(stage, user)).toEqual([]);
    },
  },
  {
    id: "session-for-sign-in",
    sentence: "each sign-in is a token session of its own, of its app client",
    pool: tracking,
    run: async (stage) => {
      const { user } = await signedIn(stage);
      await stage.signIn(user, GOOD);
      const sessions = await sessionsOnceThereAre(stage, user, 2);
      for (const session of sessions) {
        expect(session).toMatchObject({
          SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/u) as unknown,
          SessionType: "TOKEN",
          ClientId: stage.clientId,
          IsCurrentSession: false,
        });
        expect(session.CreateDate).toBeInstanceOf(Date);
        expect(session.OriginSessionId).toBeUndefined();
      }
      expect(new Set(sessions.map(({ SessionId }) => SessionId)).size).toBe(2);
    },
  },
  {
    id: "session-revoked",
    sentence: "AdminRevokeUserSession revokes the tokens of one session and deletes its record",
    pool: tracking,
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      const [first] = await sessionsOnceThereAre(stage, user, 1);
      const other = (await stage.signIn(user, GOOD)).AuthenticationResult!;
      await sessionsOnceThereAre(stage, user, 2);
      await revoke(stage, user, first?.SessionId);
      await expectRefusal(getUser(stage, tokens.AccessToken), "NotAuthorizedException");
      await expectRefusal(stage.refresh(tokens.RefreshToken), "NotAuthorizedException");
      expect((await getUser(stage, other.AccessToken)).Username).toBe(user);
      const [left] = await sessionsOnceThereAre(stage, user, 1);
      expect(left?.SessionId).not.toBe(first?.SessionId);
    },
  },
  {
    id: "session-unknown",
    sentence: "a session that does not exist cannot be revoked",
    pool: tracking,
    run: async (stage) => {
      const { user } = await signedIn(stage);
      const refused = revoke(stage, user, UNKNOWN_SESSION);
      await expectRefusal(refused, "ResourceNotFoundException", "InvalidParameterException");
    },
  },
  {
    id: "session-of-somebody-else",
    sentence: "a session is not revoked by the name of another user",
    pool: tracking,
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      const other = await stage.createConfirmedUser();
      const [session] = await sessionsOnceThereAre(stage, user, 1);
      const refused = revoke(stage, other, session?.SessionId);
      await expectRefusal(refused, "ResourceNotFoundException", "InvalidParameterException");
      expect((await getUser(stage, tokens.AccessToken)).Username).toBe(user);
    },
  },
  {
    id: "session-unknown-user",
    sentence: "the sessions of an unknown user are a UserNotFoundException",
    pool: tracking,
    run: async (stage) => {
      await expectRefusal(sessionsOf(stage, freshName()), "UserNotFoundException");
    },
  },
  ...[AdminUserGlobalSignOutCommand, AdminDisableUserCommand].map((Command) => ({
    id: Command === AdminDisableUserCommand ? "disabling-ends-sessions" : "sign-out-ends-sessions",
    sentence: `${Command.name.replace(/Command$/u, "")} ends the sessions of a user`,
    pool: tracking,
    run: async (stage: Stage) => {
      const { user } = await signedIn(stage);
      await sessionsOnceThereAre(stage, user, 1);
      await stage.client.send(new Command({ UserPoolId: stage.poolId, Username: user }));
      await sessionsOnceThereAre(stage, user, 0);
    },
  })),
  {
    id: "sessions-at-most",
    sentence: "a sign-in at the limit ends the token session that was least recently used",
    pool: { UserPoolTier: "ESSENTIALS", MfaConfiguration: "OFF" },
    run: async (stage) => {
      await track(stage, 2);
      const user = await stage.createConfirmedUser();
      const signIn = async () => (await stage.signIn(user, GOOD)).AuthenticationResult!;
      const [first, second] = [await signIn(), await signIn()];
      await sessionsOnceThereAre(stage, user, 2);
      await stage.refresh(first.RefreshToken);
      await signIn();
      await expectRefusal(stage.refresh(second.RefreshToken), "NotAuthorizedException");
      const refreshed = await stage.refresh(first.RefreshToken);
      expect(refreshed.AuthenticationResult).toBeDefined();
      expect(await sessionsOnceThereAre(stage, user, 2)).toHaveLength(2);
    },
  },
);
