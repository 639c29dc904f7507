import { deviceConfiguration, userPoolAddOns } from "./activity-operations.js";
import { always, onAnyMessage, onPool } from "./declared-errors.js";
import {
  adminCreateUserConfig,
  aliasAttributes,
  attributeUpdateSettings,
  clientId,
  explicitAuthFlows,
  mfaConfiguration,
  pageToken,
  passwordPolicy,
  poolName,
  recoverySetting,
  schemaAttribute,
  timeUnit,
  usernameAttributes,
  userPoolId,
  userPoolTier,
} from "./member-shapes.js";
import { operation } from "./operation-model.js";
import { flag, integer, list, structure, word } from "./shape.js";

// The pool takes no notice of the other members of these requests (messages, functions, tags).
const poolSettings = {
  Policies: structure([], { PasswordPolicy: passwordPolicy }),
  DeletionProtection: word("ACTIVE", "INACTIVE"),
  MfaConfiguration: mfaConfiguration,
  AdminCreateUserConfig: adminCreateUserConfig,
  AccountRecoverySetting: recoverySetting,
  AutoVerifiedAttributes: usernameAttributes,
  UserAttributeUpdateSettings: attributeUpdateSettings,
  UserPoolTier: userPoolTier,
  DeviceConfiguration: deviceConfiguration,
  UserPoolAddOns: userPoolAddOns,
} as const;

const onPoolChange = [
  ...onAnyMessage,
  "FeatureUnavailableInTierException",
  "TierChangeNotAllowedException",
  "UserPoolTaggingException",
] as const;

/** The operations on user pools and their app clients. */
export const poolOperations = {
  CreateUserPool: operation(
    ["PoolName"],
    {
      ...poolSettings,
      PoolName: poolName,
      AliasAttributes: aliasAttributes,
      UsernameAttributes: usernameAttributes,
      UsernameConfiguration: structure(["CaseSensitive"], { CaseSensitive: flag }),
      Schema: list(schemaAttribute),
    },
    [...always, ...onPoolChange, "LimitExceededException", "TooManyRequestsException"],
  ),
  DescribeUserPool: operation(["UserPoolId"], { UserPoolId: userPoolId }, [
    ...onPool,
    "UserPoolTaggingException",
  ]),
  UpdateUserPool: operation(["UserPoolId"], { ...poolSettings, UserPoolId: userPoolId }, [
    ...onPool,
    ...onPoolChange,
    "ConcurrentModificationException",
    "UserImportInProgressException",
  ]),
  DeleteUserPool: operation(["UserPoolId"], { UserPoolId: userPoolId }, [
    ...onPool,
    "UserImportInProgressException",
  ]),
  ListUserPools: operation(["MaxResults"], { MaxResults: integer(1, 60), NextToken: pageToken }, [
    ...always,
    "TooManyRequestsException",
  ]),
  CreateUserPoolClient: operation(
    ["UserPoolId", "ClientName"],
    {
      UserPoolId: userPoolId,
      ClientName: poolName,
      GenerateSecret: flag,
      RefreshTokenValidity: integer(0, 315_360_000),
      AccessTokenValidity: integer(1, 86_400),
      IdTokenValidity: integer(1, 86_400),
      TokenValidityUnits: structure([], {
        AccessToken: timeUnit,
        IdToken: timeUnit,
        RefreshToken: timeUnit,
      }),
      ExplicitAuthFlows: explicitAuthFlows,
      PreventUserExistenceErrors: word("LEGACY", "ENABLED"),
      AuthSessionValidity: integer(3, 15),
    },
    [
      ...onPool,
      "FeatureUnavailableInTierException",
      "InvalidOAuthFlowException",
      "LimitExceededException",
      "ScopeDoesNotExistException",
    ],
  ),
  DescribeUserPoolClient: operation(
    ["UserPoolId", "ClientId"],
    { UserPoolId: userPoolId, ClientId: clientId },
    onPool,
  ),
  ListUserPoolClients: operation(
    ["UserPoolId"],
    { UserPoolId: userPoolId, MaxResults: integer(1, 60), NextToken: pageToken },
    onPool,
  ),
} as const;
