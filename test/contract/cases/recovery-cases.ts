import {
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, GOOD, OTHER, type Stage } from "../stage.js";

const open: PoolRequest = { AutoVerifiedAttributes: ["email"] };
const closed: PoolRequest = { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } };

const signUp = (stage: Stage, Username: string, Password = GOOD) =>
  stage.client.send(
    new SignUpCommand({
      ClientId: stage.clientId,
      Username,
      Password,
      UserAttributes: [{ Name: "email", Value: `${Username}@example.com` }],
    }),
  );

const forgot = (stage: Stage, Username: string) =>
  stage.client.send(new ForgotPasswordCommand({ ClientId: stage.clientId, Username }));

/** What people do for themselves: sign up, recover and change a password. */
export const recoveryCases = cases(
  {
    id: "sign-up-closed",
    sentence: "where only administrators create users, nobody signs up",
    pool: closed,
    run: async (stage) => {
      await expectRefusal(signUp(stage, freshName()), "NotAuthorizedException");
    },
  },
  {
    id: "sign-up-weak",
    sentence: "signing up with a weak password is an InvalidPasswordException",
    pool: open,
    run: async (stage) => {
      await expectRefusal(signUp(stage, freshName(), "too-weak"), "InvalidPasswordException");
    },
  },
  {
    id: "sign-up-end-to-end",
    sentence: "whoever signs up is confirmed by the code that was sent",
    pool: open,
    runWithHost: async (stage, host) => {
      const Username = freshName();
      await signUp(stage, Username);
      expect(await stage.statusOf(Username)).toBe("UNCONFIRMED");
      const [message] = host.outbox.messages({ username: Username });
      const code = message?.kind === "sign-up-code" ? message.code : "";
      await stage.client.send(
        new ConfirmSignUpCommand({ ClientId: stage.clientId, Username, ConfirmationCode: code }),
      );
      expect(await stage.statusOf(Username)).toBe("CONFIRMED");
    },
  },
  {
    id: "forgot-needs-address",
    sentence: "a user without a verified address cannot recover the password",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await expectRefusal(forgot(stage, user), "InvalidParameterException");
    },
  },
  {
    id: "forgot-needs-confirmed",
    sentence: "nor can a user who must still change a temporary password",
    run: async (stage) => {
      const email = `${freshName("reach")}@example.com`;
      const user = await stage.createUser({ email, email_verified: "true" });
      await expectRefusal(forgot(stage, user), "NotAuthorizedException");
    },
  },
  {
    id: "forgot-wrong-code",
    sentence: "a code that was never sent sets no password",
    run: async (stage) => {
      const Username = await stage.createConfirmedUser();
      const call = stage.client.send(
        new ConfirmForgotPasswordCommand({
          ClientId: stage.clientId,
          Username,
          ConfirmationCode: "000000",
          Password: OTHER,
        }),
      );
      await expectRefusal(call, "CodeMismatchException", "ExpiredCodeException");
    },
  },
  {
    id: "change-password",
    sentence: "a user who is signed in changes the password by the one before",
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const { AuthenticationResult } = await stage.signIn(user, GOOD);
      const change = (PreviousPassword: string) =>
        stage.client.send(
          new ChangePasswordCommand({
            AccessToken: AuthenticationResult?.AccessToken,
            PreviousPassword,
            ProposedPassword: OTHER,
          }),
        );
      await expectRefusal(change(OTHER), "NotAuthorizedException");
      await change(GOOD);
      const answer = await stage.signIn(user, OTHER);
      expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
    },
  },
);
