import {
  AdminListUserAuthEventsCommand,
  AdminUpdateAuthEventFeedbackCommand,
  ChangePasswordCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { cases, type PoolRequest } from "../contract-case.js";
import { eventually } from "../eventually.js";
import { expectRefusal, freshName, GOOD, OTHER, pagesOf, type Stage } from "../stage.js";

const watched = {
  UserPoolTier: "PLUS",
  UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" },
} satisfies PoolRequest;
const unwatched: PoolRequest = { UserPoolTier: "PLUS" };

const list = (stage: Stage, Username: string, MaxResults = 60, NextToken?: string) =>
  stage.client.send(
    new AdminListUserAuthEventsCommand({
      UserPoolId: stage.poolId,
      Username,
      MaxResults,
      NextToken,
    }),
  );

/** The events of a user once there are so many: AWS may write them down some time later. */
const eventsOnceThereAre = (stage: Stage, user: string, count: number) =>
  eventually(
    async () => (await list(stage, user)).AuthEvents ?? [],
    (events) => events.length === count,
  );

const rate = (
  stage: Stage,
  Username: string,
  EventId: string | undefined,
  FeedbackValue: "Valid" | "Invalid",
) =>
  stage.client.send(
    new AdminUpdateAuthEventFeedbackCommand({
      UserPoolId: stage.poolId,
      Username,
      EventId,
      FeedbackValue,
    }),
  );

const UNKNOWN_EVENT = "00000000-0000-4000-8000-000000000000";

/** What threat protection writes down of users. */
export const eventCases = cases(
  {
    id: "events-described",
    sentence: "DescribeUserPool answers whether threat protection watches",
    pool: watched,
    run: async (stage) => {
      const request = { UserPoolId: stage.poolId };
      const { UserPool } = await stage.client.send(new DescribeUserPoolCommand(request));
      expect(UserPool?.UserPoolAddOns).toMatchObject(watched.UserPoolAddOns);
    },
  },
  {
    id: "events-tier",
    sentence: "only a pool of the tier PLUS has threat protection",
    pool: {},
    run: async (stage) => {
      const { UserPoolAddOns } = watched;
      const call = stage.client.send(
        new CreateUserPoolCommand({ PoolName: freshName("contract"), UserPoolAddOns }),
      );
      await expectRefusal(call, "FeatureUnavailableInTierException");
    },
  },
  {
    id: "events-off",
    sentence: "a pool without threat protection has no events and takes no feedback",
    pool: unwatched,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await stage.signIn(user, GOOD);
      await expectRefusal(list(stage, user), "UserPoolAddOnNotEnabledException");
      const rated = rate(stage, user, UNKNOWN_EVENT, "Valid");
      await expectRefusal(rated, "UserPoolAddOnNotEnabledException");
    },
  },
  {
    id: "event-of-sign-in",
    sentence: "a sign-in is an event that passed",
    pool: watched,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await stage.signIn(user, GOOD);
      const [event] = await eventsOnceThereAre(stage, user, 1);
      expect(event).toMatchObject({
        EventType: "SignIn",
        EventResponse: "Pass",
        ChallengeResponses: [{ ChallengeName: "Password", ChallengeResponse: "Success" }],
      });
      expect(event?.EventId).toMatch(/^[\w+-]{1,50}$/u);
      expect(event?.EventRisk?.CompromisedCredentialsDetected).toBe(false);
      expect(event?.CreationDate).toBeInstanceOf(Date);
    },
  },
  {
    id: "event-of-wrong-password",
    sentence: "a sign-in with a wrong password is an event that failed",
    pool: watched,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await expectRefusal(stage.signIn(user, OTHER), "NotAuthorizedException");
      const [event] = await eventsOnceThereAre(stage, user, 1);
      expect(event).toMatchObject({
        EventType: "SignIn",
        EventResponse: "Fail",
        ChallengeResponses: [{ ChallengeName: "Password", ChallengeResponse: "Failure" }],
      });
    },
  },
  {
    id: "event-in-progress",
    sentence:
      "a sign-in that waits at a challenge is in progress, and the same event once it is done",
    pool: watched,
    run: async (stage) => {
      const user = await stage.createUser();
      await stage.setPassword(user, GOOD);
      const { Session } = await stage.signIn(user, GOOD);
      const [waiting] = await eventsOnceThereAre(stage, user, 1);
      expect(waiting?.EventResponse).toBe("InProgress");
      await stage.choosePassword(user, OTHER, Session);
      const [done] = await eventually(
        () => eventsOnceThereAre(stage, user, 1),
        ([event]) => event?.EventResponse === "Pass",
      );
      expect(done?.EventId).toBe(waiting?.EventId);
    },
  },
  {
    id: "event-of-password-change",
    sentence: "ChangePassword is an event of its own",
    pool: watched,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const { AuthenticationResult } = await stage.signIn(user, GOOD);
      await stage.client.send(
        new ChangePasswordCommand({
          AccessToken: AuthenticationResult?.AccessToken,
          PreviousPassword: GOOD,
          ProposedPassword: OTHER,
        }),
      );
      const events = await eventsOnceThereAre(stage, user, 2);
      expect(events.map(({ EventType }) => EventType)).toEqual(["PasswordChange", "SignIn"]);
    },
  },
  {
    id: "events-paged",
    sentence: "AdminListUserAuthEvents answers page by page, the newest event first",
    pool: watched,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      for (let count = 0; count < 3; count += 1) await stage.signIn(user, GOOD);
      const all = await eventsOnceThereAre(stage, user, 3);
      const times = all.map(({ CreationDate }) => CreationDate!.getTime());
      expect(times).toEqual(times.toSorted((one, other) => other - one));
      const pages = await pagesOf(
        (token) => list(stage, user, 2, token),
        (page) => page.NextToken,
      );
      const paged = pages.flatMap(({ AuthEvents = [] }) => AuthEvents);
      expect(paged.map(({ EventId }) => EventId)).toEqual(all.map(({ EventId }) => EventId));
    },
  },
  {
    id: "event-feedback",
    sentence: "the feedback of an administrator stays with the event, the last of it",
    pool: watched,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      await stage.signIn(user, GOOD);
      const [event] = await eventsOnceThereAre(stage, user, 1);
      for (const value of ["Invalid", "Valid"] as const) {
        await rate(stage, user, event?.EventId, value);
        await eventually(
          () => eventsOnceThereAre(stage, user, 1),
          ([rated]) => rated?.EventFeedback?.FeedbackValue === value,
        );
      }
      const [rated] = await eventsOnceThereAre(stage, user, 1);
      expect(rated?.EventFeedback?.Provider).toBe("Admin");
      expect(rated?.EventFeedback?.FeedbackDate).toBeInstanceOf(Date);
    },
  },
  {
    id: "event-unknown",
    sentence: "an event that does not exist takes no feedback",
    pool: watched,
    run: async (stage) => {
      const user = await stage.createConfirmedUser();
      const refused = rate(stage, user, UNKNOWN_EVENT, "Valid");
      await expectRefusal(refused, "ResourceNotFoundException", "InvalidParameterException");
    },
  },
  {
    id: "events-unknown-user",
    sentence: "the events of an unknown user are a UserNotFoundException",
    pool: watched,
    run: async (stage) => {
      await expectRefusal(list(stage, freshName()), "UserNotFoundException");
    },
  },
);
