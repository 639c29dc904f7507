import { setTimeout } from "node:timers/promises";
import { cases } from "../contract-case.js";
import { expectRefusal, GOOD, OTHER } from "../stage.js";

/** Setting a password: what it does to the status, and to signing in. */
export const passwordCases = cases(
  {
    id: "permanent-confirms",
    sentence: "a permanent password makes the user CONFIRMED",
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, true);
      expect(await stage.statusOf(user)).toBe("CONFIRMED");
    },
  },
  {
    id: "temporary-forces-change",
    sentence: "a temporary password makes the user FORCE_CHANGE_PASSWORD",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await stage.setPassword(user, OTHER, false);
      expect(await stage.statusOf(user)).toBe("FORCE_CHANGE_PASSWORD");
    },
  },
  {
    id: "omitted-is-temporary",
    sentence: "a password is temporary when Permanent is left out",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await stage.setPassword(user, OTHER);
      expect(await stage.statusOf(user)).toBe("FORCE_CHANGE_PASSWORD");
    },
  },
  {
    id: "answer-is-empty",
    sentence: "setting a password answers nothing but a request id",
    run: async (stage) => {
      const user = await stage.createUser();
      const { $metadata, ...rest } = await stage.setPassword(user, GOOD, true);
      expect(rest).toEqual({});
      expect($metadata.requestId).toEqual(expect.stringMatching(/.{8,}/u));
    },
  },
  {
    id: "permanent-signs-in",
    sentence: "a permanent password signs in at once",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const { AuthenticationResult, ChallengeName } = await stage.signIn(user, GOOD);
      expect(ChallengeName).toBeUndefined();
      expect(AuthenticationResult).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
      expect(AuthenticationResult?.AccessToken).toBeDefined();
      expect(AuthenticationResult?.IdToken).toBeDefined();
      expect(AuthenticationResult?.RefreshToken).toBeDefined();
    },
  },
  {
    id: "permanent-signs-in-admin",
    sentence: "a permanent password signs in through AdminInitiateAuth",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const answer = await stage.adminSignIn(user, GOOD);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
  {
    id: "replaced-password-is-void",
    sentence: "the password before the one that was set signs in no more",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await stage.setPassword(user, OTHER, true);
      await expectRefusal(stage.signIn(user, GOOD), "NotAuthorizedException");
    },
  },
  {
    id: "wrong-password",
    sentence: "a wrong password is a NotAuthorizedException",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await expectRefusal(stage.signIn(user, OTHER), "NotAuthorizedException");
    },
  },
  {
    id: "wrong-password-admin",
    sentence: "a wrong password is a NotAuthorizedException in AdminInitiateAuth",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await expectRefusal(stage.adminSignIn(user, OTHER), "NotAuthorizedException");
    },
  },
  {
    id: "unknown-user",
    sentence: "a password for an unknown user is a UserNotFoundException",
    run: async (stage) => {
      await expectRefusal(stage.setPassword("nobody", GOOD, true), "UserNotFoundException");
    },
  },
  {
    id: "other-tokens-stay",
    sentence: "setting a password ends no session: an earlier refresh token still works",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const { AuthenticationResult } = await stage.signIn(user, GOOD);
      await stage.setPassword(user, OTHER, true);
      const answer = await stage.refresh(AuthenticationResult?.RefreshToken);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
  {
    id: "modified-date-moves",
    sentence: "setting a password moves UserLastModifiedDate and leaves UserCreateDate",
    run: async (stage) => {
      const user = await stage.createUser();
      const before = await stage.getUser(user);
      // Some endpoints count in whole seconds.
      if (before.UserLastModifiedDate!.getMilliseconds() === 0) await setTimeout(1_100);
      await stage.setPassword(user, GOOD, true);
      const after = await stage.getUser(user);
      expect(after.UserLastModifiedDate?.getTime()).toBeGreaterThan(
        before.UserLastModifiedDate!.getTime(),
      );
      expect(after.UserCreateDate).toEqual(before.UserCreateDate);
    },
  },
  {
    id: "same-password-again",
    sentence: "without a history rule the same password may be set again",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await stage.setPassword(user, GOOD, true);
      expect(await stage.statusOf(user)).toBe("CONFIRMED");
    },
  },
  {
    id: "last-write-holds",
    sentence: "of two passwords set one after the other the later one holds",
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, true);
      await stage.setPassword(user, OTHER, true);
      const answer = await stage.signIn(user, OTHER);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
  {
    id: "attributes-stay",
    sentence: "setting a password changes no attribute",
    run: async (stage) => {
      const user = await stage.createUser({ email: "kept@example.com", given_name: "Kim" });
      const before = await stage.getUser(user);
      await stage.setPassword(user, GOOD, true);
      const after = await stage.getUser(user);
      expect(new Set(after.UserAttributes)).toEqual(new Set(before.UserAttributes));
    },
  },
);
