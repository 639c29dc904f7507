import { always, onMessage, onPool, onUser } from "./declared-errors.js";
import {
  accessToken,
  mfaConfiguration,
  mfaSettings,
  roleArn,
  session,
  username,
  userPoolId,
} from "./member-shapes.js";
import { openOperation, operation } from "./operation-model.js";
import { flag, structure, text, word } from "./shape.js";

const oneUser = { UserPoolId: userPoolId, Username: username } as const;
const oneUserNamed = ["UserPoolId", "Username"] as const;

const preference = {
  SMSMfaSettings: mfaSettings,
  SoftwareTokenMfaSettings: mfaSettings,
  EmailMfaSettings: mfaSettings,
  WebAuthnMfaSettings: structure([], { Enabled: flag }),
} as const;

const onPreference = [
  ...always,
  "OperationNotEnabledException",
  "PasswordResetRequiredException",
  "ResourceNotFoundException",
  "UserNotConfirmedException",
  "UserNotFoundException",
] as const;

// AWS End User Messaging as another way to send text messages is not known here.
const smsConfiguration = structure(["SnsCallerArn"], {
  SnsCallerArn: roleArn,
  ExternalId: text({ max: 131_072 }),
  SnsRegion: text({ min: 5, max: 32 }),
});

const poolMethods = {
  SmsMfaConfiguration: structure([], {
    SmsAuthenticationMessage: text({ min: 6, max: 140, pattern: /\{####\}/u }),
    SmsConfiguration: smsConfiguration,
  }),
  SoftwareTokenMfaConfiguration: structure([], { Enabled: flag }),
  EmailMfaConfiguration: structure([], {
    Message: text({ min: 6, max: 20_000, pattern: /\{####\}/u }),
    Subject: text({ min: 1, max: 140 }),
  }),
  WebAuthnConfiguration: structure([], {
    RelyingPartyId: text({ min: 1, max: 127 }),
    UserVerification: word("required", "preferred"),
    FactorConfiguration: word("SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION"),
  }),
} as const;

/** The operations on second factors: what a pool offers, what a user has, and what is asked for. */
export const secondFactorOperations = {
  AdminSetUserMFAPreference: operation(oneUserNamed, { ...oneUser, ...preference }, onPreference),
  SetUserMFAPreference: openOperation(
    ["AccessToken"],
    { AccessToken: accessToken, ...preference },
    [...onPreference, "ForbiddenException"],
  ),
  AdminDeleteSoftwareToken: operation(oneUserNamed, oneUser, [
    ...onUser,
    "UserNotConfirmedException",
  ]),
  AdminGetUserAuthFactors: operation(oneUserNamed, oneUser, onUser),
  AssociateSoftwareToken: openOperation([], { AccessToken: accessToken, Session: session }, [
    ...always,
    "ConcurrentModificationException",
    "ForbiddenException",
    "OperationNotEnabledException",
    "ResourceNotFoundException",
    "SoftwareTokenMFANotFoundException",
  ]),
  VerifySoftwareToken: openOperation(
    ["UserCode"],
    {
      AccessToken: accessToken,
      Session: session,
      UserCode: text({ min: 6, max: 6, pattern: /^[0-9]+$/u, sensitive: true }),
      FriendlyDeviceName: text({ max: 131_072 }),
    },
    [
      ...onUser,
      "CodeMismatchException",
      "EnableSoftwareTokenMFAException",
      "ForbiddenException",
      "InvalidUserPoolConfigurationException",
      "PasswordResetRequiredException",
      "SoftwareTokenMFANotFoundException",
      "UserNotConfirmedException",
    ],
  ),
  GetUserPoolMfaConfig: operation(["UserPoolId"], { UserPoolId: userPoolId }, [
    ...always,
    "ResourceNotFoundException",
    "TooManyRequestsException",
  ]),
  SetUserPoolMfaConfig: operation(
    ["UserPoolId"],
    { UserPoolId: userPoolId, MfaConfiguration: mfaConfiguration, ...poolMethods },
    [
      ...onPool,
      ...onMessage,
      "ConcurrentModificationException",
      "FeatureUnavailableInTierException",
    ],
  ),
} as const;
