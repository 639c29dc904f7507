import { setTimeout } from "node:timers/promises";
import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { expectRefusal, freshName, GOOD, OTHER, type Stage } from "../stage.js";

// Messages to invented addresses count as bounces, and pools that were given are asked for none.
const sending: PoolRequest = {};
const mail = (): string => `${freshName("invited")}@example.com`;

const invite = (stage: Stage, settings: Partial<AdminCreateUserCommandInput> = {}) =>
  stage.client.send(
    new AdminCreateUserCommand({
      UserPoolId: stage.poolId,
      Username: freshName(),
      DesiredDeliveryMediums: ["EMAIL"],
      ...settings,
    }),
  );

const withMail = () => [{ Name: "email", Value: mail() }];

/** Invitations: who gets one, and what a second one does. */
export const invitationCases = cases(
  {
    id: "invited-by-email",
    sentence: "an invitation by e-mail to a user with an address creates the user",
    pool: sending,
    run: async (stage) => {
      const { User } = await invite(stage, { UserAttributes: withMail() });
      expect(User).toMatchObject({ UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true });
    },
  },
  {
    id: "medium-without-address",
    sentence: "a medium that the user has no address for is refused, and no user created",
    run: async (stage) => {
      const Username = freshName();
      await expectRefusal(invite(stage, { Username }), "InvalidParameterException");
      await expectRefusal(stage.getUser(Username), "UserNotFoundException");
    },
  },
  {
    id: "created-taken",
    sentence: "a username in use is a UsernameExistsException",
    run: async (stage) => {
      const Username = await stage.createUser();
      const call = stage.createUser({}, { Username });
      await expectRefusal(call, "UsernameExistsException");
    },
  },
  {
    id: "resend-new-password",
    sentence: "RESEND voids the temporary password before it, and moves UserLastModifiedDate",
    pool: sending,
    run: async (stage) => {
      const invitation = { Username: freshName(), UserAttributes: withMail() };
      await invite(stage, { ...invitation, TemporaryPassword: GOOD });
      const before = await stage.getUser(invitation.Username);
      // Some endpoints count in whole seconds.
      if (before.UserLastModifiedDate!.getMilliseconds() === 0) await setTimeout(1_100);
      await invite(stage, {
        Username: invitation.Username,
        TemporaryPassword: OTHER,
        MessageAction: "RESEND",
      });
      await expectRefusal(stage.signIn(invitation.Username, GOOD), "NotAuthorizedException");
      const { ChallengeName } = await stage.signIn(invitation.Username, OTHER);
      expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
      const after = await stage.getUser(invitation.Username);
      expect(after.UserLastModifiedDate!.getTime()).toBeGreaterThan(
        before.UserLastModifiedDate!.getTime(),
      );
    },
  },
  {
    id: "undelivered-is-created",
    sentence: "a user whose invitation cannot be delivered is there all the same",
    runWithHost: async (stage, host) => {
      const Username = freshName();
      host.outbox.failNext();
      const call = invite(stage, { Username, UserAttributes: withMail() });
      await expectRefusal(call, "CodeDeliveryFailureException");
      expect(await stage.statusOf(Username)).toBe("FORCE_CHANGE_PASSWORD");
    },
  },
  {
    id: "sign-up-refused-by-trigger",
    sentence: "a user whom the pre sign-up trigger refuses is not created",
    runWithHost: async (stage, host) => {
      const Username = freshName();
      host.triggers.add({ trigger: "PreSignUp", kind: "refuses", message: "no" });
      const call = stage.createUser({}, { Username });
      await expectRefusal(call, "UserLambdaValidationException");
      await expectRefusal(stage.getUser(Username), "UserNotFoundException");
    },
  },
);
