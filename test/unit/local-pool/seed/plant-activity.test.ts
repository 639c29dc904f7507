import {
  AdminListDevicesCommand,
  AdminListUserAuthEventsCommand,
  AdminListUserSessionsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { UserSeed } from "../../../../src/local-pool/seed/seed.js";
import {
  failureOf,
  startPoolUnderTest,
  type PoolUnderTest,
} from "../../../support/local-pool-client.js";

const ANN = { UserPoolId: "local_people", Username: "ann" };
const now = new Date("2030-01-31T12:00:00Z");

let subject: PoolUnderTest;

beforeEach(async () => {
  const pool = { id: ANN.UserPoolId, name: "people", tier: "PLUS" as const };
  const facts = { sessionTracking: true, rememberDevices: true };
  const users = [{ username: "ann", status: "CONFIRMED" as const }];
  subject = await startPoolUnderTest({
    now: () => now,
    seed: { pools: [{ ...pool, ...facts, threatProtection: "AUDIT", users }] },
  });
});

afterEach(() => subject.stop());

const seed = (activity: Partial<UserSeed>) => {
  subject.pool.seedUser(ANN.UserPoolId, { username: "ann", status: "CONFIRMED", ...activity });
};

const devices = async (Username = "ann") =>
  (await subject.client.send(new AdminListDevicesCommand({ ...ANN, Username }))).Devices;
const sessions = async () =>
  (await subject.client.send(new AdminListUserSessionsCommand(ANN))).Sessions;
const events = async () =>
  (await subject.client.send(new AdminListUserAuthEventsCommand(ANN))).AuthEvents;

describe("the history that a seed gives a user", () => {
  it("has devices, remembered unless it says otherwise", async () => {
    seed({
      devices: [
        { name: "phone", createdAt: "30 days ago", lastAuthenticatedAt: "1 hour ago" },
        { key: "eu-west-1_0a", name: "laptop", remembered: false, createdAt: "2030-01-01" },
      ],
    });
    const [phone, laptop] = (await devices()) ?? [];
    expect(phone).toEqual({
      DeviceKey: expect.stringMatching(/^local_[0-9a-f-]{36}$/u) as unknown,
      DeviceAttributes: [
        { Name: "device_status", Value: "valid" },
        { Name: "device_name", Value: "phone" },
        { Name: "dev:device_remembered_status", Value: "remembered" },
      ],
      DeviceCreateDate: new Date("2030-01-01T12:00:00Z"),
      DeviceLastModifiedDate: new Date("2030-01-31T11:00:00Z"),
      DeviceLastAuthenticatedDate: new Date("2030-01-31T11:00:00Z"),
    });
    expect(laptop?.DeviceAttributes).toContainEqual({
      Name: "dev:device_remembered_status",
      Value: "not_remembered",
    });
    expect(laptop).toMatchObject({
      DeviceKey: "eu-west-1_0a",
      DeviceLastAuthenticatedDate: new Date("2030-01-01T00:00:00Z"),
    });
  });

  it("has sessions", async () => {
    const id = `sso${"0".repeat(25)}`;
    seed({
      sessions: [
        { id, type: "SSO", clientId: "app", createdAt: "3 hours ago", country: "Switzerland" },
        { originSessionId: id, lastActiveAt: "10 minutes ago", ipAddress: "192.0.2.1" },
      ],
    });
    expect(await sessions()).toEqual([
      {
        SessionId: expect.stringMatching(/^tkn/u) as unknown,
        SessionType: "TOKEN",
        CreateDate: now,
        LastActiveDate: new Date("2030-01-31T11:50:00Z"),
        LastIPAddress: "192.0.2.1",
        OriginSessionId: id,
        IsCurrentSession: false,
      },
      {
        SessionId: id,
        SessionType: "SSO",
        ClientId: "app",
        CreateDate: new Date("2030-01-31T09:00:00Z"),
        LastActiveDate: new Date("2030-01-31T09:00:00Z"),
        LastLocation: { Country: "Switzerland" },
        IsCurrentSession: false,
      },
    ]);
  });

  it("has events", async () => {
    seed({
      authEvents: [
        {
          ...{ id: "event-1", at: "2 days ago", response: "Fail", password: "Failure" },
          ...{ riskDecision: "Block", riskLevel: "High", compromisedCredentials: true },
          ...{ ipAddress: "203.0.113.9", deviceName: "Chrome 126, Windows 10" },
          ...{ timezone: "-07:00", city: "Seattle", country: "United States" },
          ...{ feedback: "Invalid", feedbackAt: "1 day ago" },
        },
        { type: "PasswordChange", mfa: "Success" },
      ],
    });
    expect(await events()).toEqual([
      {
        EventId: expect.stringMatching(/^[0-9a-f-]{36}$/u) as unknown,
        EventType: "PasswordChange",
        CreationDate: now,
        EventResponse: "Pass",
        EventRisk: { RiskDecision: "NoRisk", CompromisedCredentialsDetected: false },
        ChallengeResponses: [{ ChallengeName: "Mfa", ChallengeResponse: "Success" }],
      },
      {
        EventId: "event-1",
        EventType: "SignIn",
        CreationDate: new Date("2030-01-29T12:00:00Z"),
        EventResponse: "Fail",
        EventRisk: {
          RiskDecision: "Block",
          RiskLevel: "High",
          CompromisedCredentialsDetected: true,
        },
        ChallengeResponses: [{ ChallengeName: "Password", ChallengeResponse: "Failure" }],
        EventContextData: {
          IpAddress: "203.0.113.9",
          DeviceName: "Chrome 126, Windows 10",
          Timezone: "-07:00",
          City: "Seattle",
          Country: "United States",
        },
        EventFeedback: {
          FeedbackValue: "Invalid",
          Provider: "Admin",
          FeedbackDate: new Date("2030-01-30T12:00:00Z"),
        },
      },
    ]);
  });

  it("takes the place of the one before, list by list", async () => {
    seed({ devices: [{ name: "phone" }], sessions: [{}], authEvents: [{}] });
    seed({ sessions: [], authEvents: [] });
    expect([await sessions(), await events()]).toEqual([[], []]);
    expect(await devices()).toHaveLength(1);
    seed({ devices: [] });
    expect(await devices()).toEqual([]);
  });

  it("is of nobody who is not there", async () => {
    // AdminListDevices declares no UserNotFoundException.
    expect((await failureOf(devices("bob"))).name).toBe("ResourceNotFoundException");
  });
});
