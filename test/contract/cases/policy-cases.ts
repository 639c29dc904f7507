import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { cases, type ContractCase, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, GOOD, OTHER } from "../stage.js";

const strict: PoolRequest = {
  Policies: {
    PasswordPolicy: {
      MinimumLength: 12,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    },
  },
};

const remembers: PoolRequest = {
  Policies: {
    PasswordPolicy: { MinimumLength: 10, RequireNumbers: true, PasswordHistorySize: 2 },
  },
};

const refused = (id: string, sentence: string, password: string): ContractCase => ({
  id,
  sentence,
  pool: strict,
  run: async (stage) => {
    const user = await stage.createUser();
    await expectRefusal(stage.setPassword(user, password, true), "InvalidPasswordException");
    expect(await stage.statusOf(user)).toBe("FORCE_CHANGE_PASSWORD");
  },
});

const accepted = (id: string, sentence: string, password: string): ContractCase => ({
  id,
  sentence,
  pool: strict,
  run: async (stage) => {
    const user = await stage.createUser();
    await stage.setPassword(user, password, true);
    const answer = await stage.signIn(user, password);
    expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
  },
});

/** The password policy, the bounds of a password, and the history. */
export const policyCases = cases(
  refused("policy-length", "a password shorter than the policy wants is refused", "Short-01!"),
  refused(
    "policy-upper-case",
    "a password without an upper-case letter is refused",
    "no-upper-0001!",
  ),
  refused(
    "policy-lower-case",
    "a password without a lower-case letter is refused",
    "NO-LOWER-0001!",
  ),
  refused("policy-digit", "a password without a digit is refused", "No-Digits-Here!"),
  refused("policy-symbol", "a password without a symbol is refused", "NoSymbols00001"),
  accepted("policy-inner-space", "a space within counts as a symbol", "Inner Space 01"),
  accepted("policy-plus-sign", "a plus sign counts as a symbol", "PlusSign+00001"),
  accepted(
    "hundred-characters",
    "a password of 100 characters is accepted",
    `${GOOD}${"x".repeat(85)}`,
  ),
  accepted(
    "longest-password",
    "a password of 256 characters is accepted",
    `${GOOD}${"x".repeat(241)}`,
  ),
  {
    id: "policy-outer-space",
    sentence: "a password with a space at either end is refused",
    run: async (stage) => {
      const user = await stage.createUser();
      for (const password of [`${GOOD} `, ` ${GOOD}`]) {
        const call = stage.setPassword(user, password, true);
        await expectRefusal(call, "InvalidParameterException", "InvalidPasswordException");
      }
    },
  },
  {
    id: "too-long",
    sentence: "a password of 257 characters is refused",
    run: async (stage) => {
      const user = await stage.createUser();
      const call = stage.setPassword(user, `${GOOD}${"x".repeat(242)}`, true);
      await expectRefusal(call, "InvalidParameterException", "InvalidPasswordException");
    },
  },
  {
    id: "empty-password",
    sentence: "an empty password is refused: a password cannot be removed",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const call = stage.setPassword(user, "", true);
      await expectRefusal(call, "InvalidParameterException", "InvalidPasswordException");
      const answer = await stage.signIn(user, GOOD);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
  {
    id: "refused-password-changes-nothing",
    sentence: "after a refused password the old one still signs in",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await expectRefusal(stage.setPassword(user, "too-weak", false), "InvalidPasswordException");
      expect(await stage.statusOf(user)).toBe("CONFIRMED");
      const answer = await stage.signIn(user, GOOD);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
  {
    id: "policy-on-temporary",
    sentence: "the policy holds for temporary passwords as well",
    run: async (stage) => {
      const user = await stage.createUser();
      await expectRefusal(stage.setPassword(user, "too-weak", false), "InvalidPasswordException");
    },
  },
  {
    id: "policy-on-create",
    sentence: "a weak temporary password is refused when a user is created, and no user is",
    run: async (stage) => {
      const Username = freshName();
      const call = stage.client.send(
        new AdminCreateUserCommand({
          UserPoolId: stage.poolId,
          Username,
          TemporaryPassword: "too-weak",
          MessageAction: "SUPPRESS",
        }),
      );
      await expectRefusal(call, "InvalidPasswordException");
      await expectRefusal(stage.getUser(Username), "UserNotFoundException");
    },
  },
  {
    id: "history-refuses",
    sentence: "a remembered password is a PasswordHistoryPolicyViolationException",
    pool: remembers,
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, true);
      await stage.setPassword(user, OTHER, true);
      const call = stage.setPassword(user, GOOD, true);
      await expectRefusal(call, "PasswordHistoryPolicyViolationException");
    },
  },
  {
    id: "history-accepts-new",
    sentence: "a password that is not remembered is accepted",
    pool: remembers,
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD, true);
      await stage.setPassword(user, OTHER, true);
      expect(await stage.statusOf(user)).toBe("CONFIRMED");
    },
  },
);
