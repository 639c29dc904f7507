import {
  AdminRespondToAuthChallengeCommand,
  CreateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, GOOD, OTHER, type Stage } from "../stage.js";

const DAY = 86_400_000;
const THIRD = "Third-Pass-0003!";

// A pool apart, since its clock is moved.
const expiring: PoolRequest = {
  Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 2 } },
};

/** A user with the temporary password GOOD, and the session of the challenge it meets. */
async function challenged(stage: Stage): Promise<{ user: string; session: string }> {
  const user = await stage.createUser();
  await stage.setPassword(user, GOOD, false);
  const answer = await stage.signIn(user, GOOD);
  expect(answer.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  return { user, session: answer.Session! };
}

async function otherClient(stage: Stage): Promise<string> {
  const { UserPoolClient } = await stage.client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: stage.poolId,
      ClientName: freshName("client"),
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    }),
  );
  return UserPoolClient!.ClientId!;
}

/** Temporary passwords: the challenge they lead to, its session, and their end. */
export const challengeCases = cases(
  {
    id: "temporary-challenges",
    sentence: "signing in with a temporary password meets NEW_PASSWORD_REQUIRED and gets no token",
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, false);
      const answer = await stage.signIn(user, GOOD);
      expect(answer.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
      expect(answer.AuthenticationResult).toBeUndefined();
      expect(answer.Session?.length).toBeGreaterThanOrEqual(20);
    },
  },
  {
    id: "temporary-challenges-admin",
    sentence: "so does signing in through AdminInitiateAuth",
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, false);
      const answer = await stage.adminSignIn(user, GOOD);
      expect(answer.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
      expect(answer.AuthenticationResult).toBeUndefined();
    },
  },
  {
    id: "created-temporary-challenges",
    sentence: "the temporary password of AdminCreateUser meets the challenge too",
    run: async (stage) => {
      const user = await stage.createUser({}, { TemporaryPassword: GOOD });
      const answer = await stage.signIn(user, GOOD);
      expect(answer.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    },
  },
  {
    id: "temporary-wrong-password",
    sentence: "a wrong password is refused before the challenge",
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, false);
      await expectRefusal(stage.signIn(user, OTHER), "NotAuthorizedException");
    },
  },
  {
    id: "challenge-end-to-end",
    sentence: "choosing a new password gives tokens and makes the user CONFIRMED",
    run: async (stage) => {
      const { user, session } = await challenged(stage);
      const answer = await stage.choosePassword(user, OTHER, session);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
      expect(await stage.statusOf(user)).toBe("CONFIRMED");
      await expectRefusal(stage.signIn(user, GOOD), "NotAuthorizedException");
    },
  },
  {
    id: "challenge-end-to-end-admin",
    sentence: "so does AdminRespondToAuthChallenge",
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, false);
      const { Session } = await stage.adminSignIn(user, GOOD);
      const answer = await stage.client.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId: stage.poolId,
          ClientId: stage.clientId,
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          ChallengeResponses: { USERNAME: user, NEW_PASSWORD: OTHER },
          Session,
        }),
      );
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
      expect(await stage.statusOf(user)).toBe("CONFIRMED");
    },
  },
  {
    id: "challenge-weak-password",
    sentence: "the chosen password is held to the policy",
    run: async (stage) => {
      const { user, session } = await challenged(stage);
      await expectRefusal(
        stage.choosePassword(user, "too-weak", session),
        "InvalidPasswordException",
      );
      expect(await stage.statusOf(user)).toBe("FORCE_CHANGE_PASSWORD");
    },
  },
  {
    id: "made-up-session",
    sentence: "a made-up session is refused",
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, false);
      const call = stage.choosePassword(user, OTHER, "made-up-session-of-no-one");
      await expectRefusal(
        call,
        "NotAuthorizedException",
        "CodeMismatchException",
        "ResourceNotFoundException",
      );
      expect(await stage.statusOf(user)).toBe("FORCE_CHANGE_PASSWORD");
    },
  },
  {
    id: "session-of-another-user",
    sentence: "the session of another user is refused",
    run: async (stage) => {
      const { session } = await challenged(stage);
      const { user } = await challenged(stage);
      await expectRefusal(stage.choosePassword(user, OTHER, session), "NotAuthorizedException");
    },
  },
  {
    id: "session-of-another-client",
    sentence: "a session is refused at another app client",
    makesClient: true,
    run: async (stage) => {
      const { user, session } = await challenged(stage);
      const call = stage.choosePassword(user, OTHER, session, await otherClient(stage));
      await expectRefusal(call, "NotAuthorizedException");
    },
  },
  {
    id: "session-once",
    sentence: "a session is good for one choice only",
    run: async (stage) => {
      const { user, session } = await challenged(stage);
      await stage.choosePassword(user, OTHER, session);
      await stage.setPassword(user, GOOD, false);
      await expectRefusal(stage.choosePassword(user, THIRD, session), "NotAuthorizedException");
    },
  },
  {
    id: "session-expires",
    sentence: "a session is refused after three minutes",
    pool: expiring,
    runWithHost: async (stage, host) => {
      const { user, session } = await challenged(stage);
      host.clock.advance(3 * 60_000 + 1);
      await expectRefusal(stage.choosePassword(user, OTHER, session), "NotAuthorizedException");
    },
  },
  {
    id: "temporary-expires",
    sentence: "after its days a temporary password signs in no more, and the status does not tell",
    pool: expiring,
    runWithHost: async (stage, host) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, false);
      host.clock.advance(2 * DAY);
      await expectRefusal(stage.signIn(user, GOOD), "NotAuthorizedException");
      expect(await stage.statusOf(user)).toBe("FORCE_CHANGE_PASSWORD");
    },
  },
  {
    id: "temporary-restarts",
    sentence: "setting an expired temporary password again starts its days anew",
    pool: expiring,
    runWithHost: async (stage, host) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, false);
      host.clock.advance(3 * DAY);
      await stage.setPassword(user, GOOD, false);
      host.clock.advance(DAY);
      const answer = await stage.signIn(user, GOOD);
      expect(answer.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    },
  },
  {
    id: "permanent-does-not-expire",
    sentence: "a permanent password outlives those days",
    pool: expiring,
    runWithHost: async (stage, host) => {
      const user = await stage.createConfirmedUser();
      host.clock.advance(400 * DAY);
      const answer = await stage.signIn(user, GOOD);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
);
