import { AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { gatewayCases, type GatewayCase } from "../gateway-case.js";
import type { GatewayStage } from "../gateway-stage.js";
import { expectRefusal, GOOD, OTHER } from "../stage.js";

async function expectTokens(stage: GatewayStage, name: string, password: string): Promise<void> {
  const { AuthenticationResult, ChallengeName } = await stage.pool.signIn(name, password);
  expect(ChallengeName).toBeUndefined();
  expect(AuthenticationResult?.AccessToken).toBeDefined();
}

/** Resolves with the session in which a new password can be chosen. */
async function expectChallenge(stage: GatewayStage, name: string, password: string) {
  const { AuthenticationResult, ChallengeName, Session } = await stage.pool.signIn(name, password);
  expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  expect(AuthenticationResult).toBeUndefined();
  return Session;
}

const permanentBy = (kind: "username" | "email" | "sub"): GatewayCase => ({
  id: `gateway-permanent-by-${kind}`,
  sentence: `a permanent password set by ${kind} signs its user in at once`,
  run: async (stage) => {
    const user = await stage.createReachableUser();
    const answer = await stage.setPassword(user[kind], GOOD, true);
    expect(answer).toMatchObject({ username: user.username, status: "CONFIRMED" });
    await expectTokens(stage, user.username, GOOD);
  },
});

const temporaryBy = (kind: "username" | "email" | "sub"): GatewayCase => ({
  id: `gateway-temporary-by-${kind}`,
  sentence: `a temporary password set by ${kind} signs nobody in, but has its user choose another`,
  run: async (stage) => {
    const user = await stage.createReachableUser();
    await stage.pool.setPassword(user.username, GOOD, true);
    const answer = await stage.setPassword(user[kind], OTHER, false);
    expect(answer).toMatchObject({ username: user.username, status: "FORCE_CHANGE_PASSWORD" });
    await expectChallenge(stage, user.username, OTHER);
  },
});

/** Both kinds of password, each proved by a sign-in. */
export const gatewayPasswordCases = gatewayCases(
  permanentBy("username"),
  permanentBy("email"),
  permanentBy("sub"),
  temporaryBy("username"),
  temporaryBy("email"),
  temporaryBy("sub"),
  {
    id: "gateway-temporary-chosen",
    sentence: "a user who has replaced the temporary password is told as CONFIRMED, and signs in",
    run: async (stage) => {
      const { username } = await stage.createReachableUser();
      await stage.setPassword(username, GOOD, false);
      const session = await expectChallenge(stage, username, GOOD);
      await stage.pool.choosePassword(username, OTHER, session);
      expect(await stage.lookUp(username, "status")).toEqual({ status: "CONFIRMED" });
      await expectTokens(stage, username, OTHER);
    },
  },
  {
    id: "gateway-wrong-password",
    sentence: "a password other than the permanent one that was set is refused at sign-in",
    run: async (stage) => {
      const { username } = await stage.createReachableUser();
      await stage.setPassword(username, GOOD, true);
      await expectRefusal(stage.pool.signIn(username, OTHER), "NotAuthorizedException");
    },
  },
  {
    id: "gateway-wrong-temporary-password",
    sentence: "a password other than the temporary one that was set is refused at sign-in",
    run: async (stage) => {
      const { username } = await stage.createReachableUser();
      await stage.setPassword(username, GOOD, false);
      await expectRefusal(stage.pool.signIn(username, OTHER), "NotAuthorizedException");
    },
  },
  {
    id: "gateway-replaced-password",
    sentence: "the password before the one that was set is refused at sign-in",
    run: async (stage) => {
      const { username } = await stage.createReachableUser();
      await stage.setPassword(username, GOOD, true);
      await stage.setPassword(username, OTHER, true);
      await expectRefusal(stage.pool.signIn(username, GOOD), "NotAuthorizedException");
      await expectTokens(stage, username, OTHER);
    },
  },
  {
    id: "gateway-read-back",
    sentence: "status and date of change in the answer to a set are those that a read tells",
    run: async (stage) => {
      const { username } = await stage.createReachableUser();
      for (const permanent of [true, false]) {
        const answer = await stage.setPassword(username, GOOD, permanent);
        const user = await stage.pool.getUser(username);
        expect(answer).toEqual({
          username,
          status: permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
          enabled: true,
          lastModifiedAt: user.UserLastModifiedDate?.toISOString(),
        });
        expect(answer["status"]).toBe(user.UserStatus);
      }
    },
  },
  {
    id: "gateway-set-disabled",
    sentence: "a password set for a disabled user enables nobody",
    run: async (stage) => {
      const { username } = await stage.createReachableUser();
      const { client, poolId: UserPoolId } = stage.pool;
      await client.send(new AdminDisableUserCommand({ UserPoolId, Username: username }));
      const answer = await stage.setPassword(username, GOOD, true);
      expect(answer).toMatchObject({ status: "CONFIRMED", enabled: false });
      await expectRefusal(stage.pool.signIn(username, GOOD), "NotAuthorizedException");
    },
  },
  {
    id: "gateway-temporary-expiry",
    sentence:
      "a temporary password expires as many days after it was set as the pool's policy says",
    run: async (stage) => {
      const { username } = await stage.createReachableUser();
      await stage.setPassword(username, GOOD, false);
      const { UserLastModifiedDate } = await stage.pool.getUser(username);
      const threeDaysMs = 3 * 24 * 60 * 60 * 1000;
      const expiresAt = new Date(Number(UserLastModifiedDate) + threeDaysMs).toISOString();
      const user = await stage.lookUp(username, "temporaryPassword { expiresAt expired }");
      expect(user).toEqual({ temporaryPassword: { expiresAt, expired: false } });
    },
  },
);
