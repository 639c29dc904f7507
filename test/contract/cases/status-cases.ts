import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminResetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { UserStatus } from "../../../src/local-pool/directory/user.js";
import { cases, type ContractCase } from "../contract-case.js";
import { expectRefusal, freshName, GOOD, OTHER, type Stage } from "../stage.js";

const named = (stage: Stage, Username: string) => ({ UserPoolId: stage.poolId, Username });
// An alias is one user's at a time.
const reachable = () => ({ email: `${freshName("reach")}@example.com`, email_verified: "true" });

const reset = (stage: Stage, user: string) =>
  stage.client.send(new AdminResetUserPasswordCommand(named(stage, user)));
const disable = (stage: Stage, user: string) =>
  stage.client.send(new AdminDisableUserCommand(named(stage, user)));

/** States that AWS has no administrator's operation for. */
const transition = (from: UserStatus, permanent: boolean, to: UserStatus): ContractCase => ({
  id: `${from.toLowerCase().replaceAll("_", "-")}-${permanent ? "permanent" : "temporary"}`,
  sentence: `a ${permanent ? "permanent" : "temporary"} password takes ${from} to ${to}`,
  runWithHost: async (stage, host) => {
    const user = freshName();
    host.seedUser(stage.poolId, { username: user, status: from });
    await stage.setPassword(user, GOOD, permanent);
    expect(await stage.statusOf(user)).toBe(to);
    const answer = await stage.signIn(user, GOOD);
    expect(answer.ChallengeName).toBe(permanent ? undefined : "NEW_PASSWORD_REQUIRED");
  },
});

/** A user's status and whether it is enabled. */
export const statusCases = cases(
  transition("UNCONFIRMED", true, "CONFIRMED"),
  transition("UNCONFIRMED", false, "FORCE_CHANGE_PASSWORD"),
  transition("EXTERNAL_PROVIDER", true, "CONFIRMED"),
  transition("EXTERNAL_PROVIDER", false, "FORCE_CHANGE_PASSWORD"),
  {
    id: "external-provider-has-no-password",
    sentence: "a federated user cannot sign in with a password",
    runWithHost: async (stage, host) => {
      const username = freshName();
      host.seedUser(stage.poolId, { username, status: "EXTERNAL_PROVIDER" });
      await expectRefusal(stage.signIn(username, GOOD), "NotAuthorizedException");
    },
  },
  {
    id: "unconfirmed-sign-in",
    sentence: "an unconfirmed user with the right password is a UserNotConfirmedException",
    runWithHost: async (stage, host) => {
      const username = freshName();
      host.seedUser(stage.poolId, { username, status: "UNCONFIRMED", password: GOOD });
      await expectRefusal(stage.signIn(username, GOOD), "UserNotConfirmedException");
    },
  },
  {
    id: "created-must-change",
    sentence: "a created user starts enabled and FORCE_CHANGE_PASSWORD",
    run: async (stage) => {
      const user = await stage.getUser(await stage.createUser());
      expect(user).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true });
    },
  },
  {
    id: "reset-requires-reset",
    sentence: "AdminResetUserPassword makes a confirmed user RESET_REQUIRED",
    run: async (stage) => {
      const user = await stage.createConfirmedUser(reachable());
      await reset(stage, user);
      expect(await stage.statusOf(user)).toBe("RESET_REQUIRED");
    },
  },
  {
    id: "reset-sign-in",
    sentence: "a user whose password was reset gets a PasswordResetRequiredException",
    run: async (stage) => {
      const user = await stage.createConfirmedUser(reachable());
      await reset(stage, user);
      await expectRefusal(stage.signIn(user, GOOD), "PasswordResetRequiredException");
    },
  },
  {
    id: "reset-then-permanent",
    sentence: "a permanent password takes RESET_REQUIRED to CONFIRMED",
    run: async (stage) => {
      const user = await stage.createConfirmedUser(reachable());
      await reset(stage, user);
      await stage.setPassword(user, OTHER, true);
      expect(await stage.statusOf(user)).toBe("CONFIRMED");
    },
  },
  {
    id: "reset-then-temporary",
    sentence: "a temporary password takes RESET_REQUIRED to FORCE_CHANGE_PASSWORD",
    run: async (stage) => {
      const user = await stage.createConfirmedUser(reachable());
      await reset(stage, user);
      await stage.setPassword(user, OTHER, false);
      expect(await stage.statusOf(user)).toBe("FORCE_CHANGE_PASSWORD");
    },
  },
  {
    id: "reset-needs-confirmed",
    sentence: "a user who must still change a temporary password cannot be reset",
    run: async (stage) => {
      const user = await stage.createUser(reachable());
      await expectRefusal(reset(stage, user), "NotAuthorizedException");
    },
  },
  {
    id: "reset-needs-address",
    sentence: "a user without a verified address cannot be reset",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await expectRefusal(reset(stage, user), "InvalidParameterException");
    },
  },
  {
    id: "reset-disabled",
    sentence: "a disabled user cannot be reset",
    run: async (stage) => {
      const user = await stage.createConfirmedUser(reachable());
      await disable(stage, user);
      await expectRefusal(reset(stage, user), "NotAuthorizedException");
    },
  },
  {
    id: "disabled-may-be-set",
    sentence: "a password can be set for a disabled user, who stays disabled",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await disable(stage, user);
      await stage.setPassword(user, OTHER, true);
      expect(await stage.getUser(user)).toMatchObject({ Enabled: false, UserStatus: "CONFIRMED" });
    },
  },
  {
    id: "disabled-sign-in",
    sentence: "a disabled user with the right password gets a NotAuthorizedException",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await disable(stage, user);
      await expectRefusal(stage.signIn(user, GOOD), "NotAuthorizedException");
    },
  },
  {
    id: "enabled-again",
    sentence: "a user who is enabled again signs in as before",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await disable(stage, user);
      await stage.client.send(new AdminEnableUserCommand(named(stage, user)));
      const answer = await stage.signIn(user, GOOD);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
  {
    id: "deleted-is-gone",
    sentence: "a deleted user is a UserNotFoundException",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await stage.client.send(new AdminDeleteUserCommand(named(stage, user)));
      await expectRefusal(stage.getUser(user), "UserNotFoundException");
      await expectRefusal(stage.setPassword(user, GOOD, true), "UserNotFoundException");
    },
  },
  {
    id: "confirm-confirmed",
    sentence: "a confirmed user cannot be confirmed again",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const call = stage.client.send(new AdminConfirmSignUpCommand(named(stage, user)));
      await expectRefusal(call, "NotAuthorizedException");
    },
  },
  {
    id: "resend-confirmed",
    sentence: "an invitation cannot be sent again to a confirmed user",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const call = stage.client.send(
        new AdminCreateUserCommand({ ...named(stage, user), MessageAction: "RESEND" }),
      );
      await expectRefusal(call, "UnsupportedUserStateException");
    },
  },
  {
    id: "resend-unknown",
    sentence: "an invitation cannot be sent again to an unknown user",
    run: async (stage) => {
      const call = stage.client.send(
        new AdminCreateUserCommand({ ...named(stage, freshName()), MessageAction: "RESEND" }),
      );
      await expectRefusal(call, "UserNotFoundException");
    },
  },
);
