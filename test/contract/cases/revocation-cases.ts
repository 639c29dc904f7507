import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUserGlobalSignOutCommand,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases } from "../contract-case.js";
import { expectRefusal, freshName, GOOD, type Stage } from "../stage.js";

const named = (stage: Stage, Username: string) => ({ UserPoolId: stage.poolId, Username });

const signOut = (stage: Stage, user: string) =>
  stage.client.send(new AdminUserGlobalSignOutCommand(named(stage, user)));

async function signedIn(stage: Stage) {
  const user = await stage.createConfirmedUser();
  const { AuthenticationResult } = await stage.signIn(user, GOOD);
  return { user, tokens: AuthenticationResult! };
}

const getUser = (stage: Stage, AccessToken: string | undefined) =>
  stage.client.send(new GetUserCommand({ AccessToken }));

/** What ends the tokens of a user before their time. */
export const revocationCases = cases(
  {
    id: "sign-out-revokes-access",
    sentence: "AdminUserGlobalSignOut revokes the access tokens of a user",
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      await signOut(stage, user);
      await expectRefusal(getUser(stage, tokens.AccessToken), "NotAuthorizedException");
    },
  },
  {
    id: "sign-out-revokes-refresh",
    sentence: "AdminUserGlobalSignOut revokes the refresh tokens of a user",
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      await signOut(stage, user);
      await expectRefusal(stage.refresh(tokens.RefreshToken), "NotAuthorizedException");
    },
  },
  {
    id: "sign-out-once-more",
    sentence: "a user who was signed out may be signed out again, and signs in as before",
    run: async (stage) => {
      const { user } = await signedIn(stage);
      await signOut(stage, user);
      await signOut(stage, user);
      const { AuthenticationResult } = await stage.signIn(user, GOOD);
      const found = await getUser(stage, AuthenticationResult?.AccessToken);
      expect(found.Username).toBe(user);
    },
  },
  {
    id: "sign-out-unknown",
    sentence: "an unknown user cannot be signed out",
    run: async (stage) => {
      await expectRefusal(signOut(stage, freshName()), "UserNotFoundException");
    },
  },
  {
    id: "disabling-revokes-access",
    sentence: "AdminDisableUser revokes access tokens, and AdminEnableUser brings none back",
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      await stage.client.send(new AdminDisableUserCommand(named(stage, user)));
      await expectRefusal(getUser(stage, tokens.AccessToken), "NotAuthorizedException");
      await stage.client.send(new AdminEnableUserCommand(named(stage, user)));
      await expectRefusal(getUser(stage, tokens.AccessToken), "NotAuthorizedException");
    },
  },
  {
    id: "disabling-revokes-refresh",
    sentence: "AdminDisableUser revokes refresh tokens, and AdminEnableUser brings none back",
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      await stage.client.send(new AdminDisableUserCommand(named(stage, user)));
      await stage.client.send(new AdminEnableUserCommand(named(stage, user)));
      await expectRefusal(stage.refresh(tokens.RefreshToken), "NotAuthorizedException");
    },
  },
  {
    id: "deleting-revokes",
    sentence: "the tokens of a deleted user are refused",
    run: async (stage) => {
      const { user, tokens } = await signedIn(stage);
      await stage.client.send(new AdminDeleteUserCommand(named(stage, user)));
      const refusals = ["NotAuthorizedException", "UserNotFoundException"];
      await expectRefusal(getUser(stage, tokens.AccessToken), ...refusals);
      await expectRefusal(stage.refresh(tokens.RefreshToken), ...refusals);
    },
  },
);
