// How sessions, devices and events look in the service's answers; JSON leaves out what is undefined.
import type { AuthEvent } from "../activity/auth-events.js";
import type { Device } from "../activity/device.js";
import type { Session } from "../activity/user-sessions.js";
import type { UserPool } from "../directory/user-pool.js";
import { epochSeconds } from "../handles/clock.js";

/** What a pool says about the sessions of its users. */
export const sessionConfigurationForm = ({ id, sessionTracking }: UserPool) => ({
  UserPoolId: id,
  UserSessionTracking: sessionTracking.isOn ? "ENABLED" : "DISABLED",
  TokenSession: { MaxPerUser: sessionTracking.maxPerUser },
});

/** One session, as an administrator sees it: never their own. */
export const sessionForm = (session: Session) => ({
  SessionId: session.id,
  SessionType: session.type,
  ClientId: session.clientId,
  CreateDate: epochSeconds(session.createdAt),
  LastActiveDate: epochSeconds(session.lastActiveAt),
  DeviceType: session.deviceType,
  LastIPAddress: session.ipAddress,
  LastLocation: anyOf({ City: session.city, Country: session.country }),
  OriginSessionId: session.originId,
  IsCurrentSession: false,
});

/** One device, with the attributes of https://docs.aws.amazon.com/cli/latest/reference/cognito-idp/admin-get-device.html */
export const deviceForm = (device: Device) => ({
  DeviceKey: device.key,
  DeviceAttributes: [
    { Name: "device_status", Value: "valid" },
    { Name: "device_name", Value: device.name },
    { Name: "last_ip_used", Value: device.lastIpAddress },
    {
      Name: "dev:device_remembered_status",
      Value: device.isRemembered ? "remembered" : "not_remembered",
    },
  ].filter(({ Value }) => Value !== undefined),
  DeviceCreateDate: epochSeconds(device.createdAt),
  DeviceLastModifiedDate: epochSeconds(device.lastAuthenticatedAt),
  DeviceLastAuthenticatedDate: epochSeconds(device.lastAuthenticatedAt),
});

/** One event of threat protection. */
export const eventForm = (event: AuthEvent) => ({
  EventId: event.id,
  EventType: event.type,
  CreationDate: epochSeconds(event.createdAt),
  EventResponse: event.response,
  EventRisk: {
    RiskDecision: event.risk.decision,
    RiskLevel: event.risk.level,
    CompromisedCredentialsDetected: event.risk.compromisedCredentials,
  },
  ChallengeResponses: event.asked.map(({ name, response }) => ({
    ChallengeName: name,
    ChallengeResponse: response,
  })),
  EventContextData: anyOf({
    IpAddress: event.ipAddress,
    DeviceName: event.deviceName,
    Timezone: event.timezone,
    City: event.city,
    Country: event.country,
  }),
  EventFeedback: event.feedback && {
    FeedbackValue: event.feedback.value,
    // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_EventFeedbackType.html
    Provider: "Admin",
    FeedbackDate: epochSeconds(event.feedback.at),
  },
});

/** The structure, unless nothing is known of it. */
const anyOf = <Members extends object>(members: Members): Members | undefined =>
  Object.values(members).some((value) => value !== undefined) ? members : undefined;
