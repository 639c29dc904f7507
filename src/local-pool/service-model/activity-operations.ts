import { onPool, onUser } from "./declared-errors.js";
import { pageLimit, pageToken, username, userPoolId } from "./member-shapes.js";
import { operation } from "./operation-model.js";
import { flag, integer, structure, text, word } from "./shape.js";

/** Whether threat protection watches, and acts. */
export const threatProtectionMode = word("OFF", "AUDIT", "ENFORCED");

export const userPoolAddOns = structure(["AdvancedSecurityMode"], {
  AdvancedSecurityMode: threatProtectionMode,
  AdvancedSecurityAdditionalFlows: structure([], { CustomAuthMode: word("AUDIT", "ENFORCED") }),
});

export const deviceConfiguration = structure([], {
  ChallengeRequiredOnNewDevice: flag,
  DeviceOnlyRememberedOnUserPrompt: flag,
});

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetDevice.html
export const deviceKey = text({ min: 1, max: 55, pattern: /^[\w-]+_[0-9a-f-]+$/u });

export const eventId = text({ min: 1, max: 50, pattern: /^[\w+-]+$/u });

// The form that the SDK describes at `AdminRevokeUserSessionRequest`; that the service holds to it is an inference.
export const sessionId = text({ min: 28, max: 28, pattern: /^(tkn|sso)[a-z0-9]+$/u });

const oneUser = { UserPoolId: userPoolId, Username: username } as const;
const oneUserNamed = ["UserPoolId", "Username"] as const;
const oneDevice = { ...oneUser, DeviceKey: deviceKey } as const;
const oneDeviceNamed = [...oneUserNamed, "DeviceKey"] as const;

/** The operations on what users have done: their sessions, devices and events. */
export const activityOperations = {
  GetUserPoolSessionConfiguration: operation(["UserPoolId"], { UserPoolId: userPoolId }, onPool),
  SetUserPoolSessionConfiguration: operation(
    ["UserPoolId", "UserSessionTracking", "TokenSession"],
    {
      UserPoolId: userPoolId,
      UserSessionTracking: word("ENABLED", "DISABLED"),
      TokenSession: structure(["MaxPerUser"], { MaxPerUser: integer(1, 100) }),
    },
    [...onPool, "ConcurrentModificationException", "FeatureUnavailableInTierException"],
  ),
  AdminListUserSessions: operation(oneUserNamed, { ...oneUser, NextToken: pageToken }, onUser),
  AdminRevokeUserSession: operation(
    [...oneUserNamed, "SessionId"],
    { ...oneUser, SessionId: sessionId, RevokeAssociatedSessions: word("NONE", "LINKED") },
    onUser,
  ),
  AdminListDevices: operation(
    oneUserNamed,
    { ...oneUser, Limit: pageLimit, PaginationToken: pageToken },
    [...onPool, "InvalidUserPoolConfigurationException"],
  ),
  AdminGetDevice: operation(oneDeviceNamed, oneDevice, [
    ...onPool,
    "InvalidUserPoolConfigurationException",
  ]),
  AdminForgetDevice: operation(oneDeviceNamed, oneDevice, [
    ...onUser,
    "InvalidUserPoolConfigurationException",
  ]),
  AdminListUserAuthEvents: operation(
    oneUserNamed,
    { ...oneUser, MaxResults: pageLimit, NextToken: pageToken },
    [...onUser, "UserPoolAddOnNotEnabledException"],
  ),
  AdminUpdateAuthEventFeedback: operation(
    [...oneUserNamed, "EventId", "FeedbackValue"],
    { ...oneUser, EventId: eventId, FeedbackValue: word("Valid", "Invalid") },
    [...onUser, "UserPoolAddOnNotEnabledException"],
  ),
} as const;
