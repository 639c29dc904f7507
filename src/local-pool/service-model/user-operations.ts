import { onAnyMessage, onMessage, onPool, onTrigger, onUser } from "./declared-errors.js";
import {
  accessToken,
  attributeName,
  attributes,
  pageLimit,
  pageToken,
  password,
  username,
  userPoolId,
} from "./member-shapes.js";
import { openOperation, operation } from "./operation-model.js";
import { flag, list, text, textMap, word } from "./shape.js";

const oneUser = { UserPoolId: userPoolId, Username: username } as const;
const oneUserNamed = ["UserPoolId", "Username"] as const;

/** The operations on users. */
export const userOperations = {
  AdminCreateUser: operation(
    oneUserNamed,
    {
      ...oneUser,
      UserAttributes: attributes,
      ValidationData: attributes,
      TemporaryPassword: password,
      ForceAliasCreation: flag,
      MessageAction: word("RESEND", "SUPPRESS"),
      DesiredDeliveryMediums: list(word("SMS", "EMAIL")),
      ClientMetadata: textMap,
    },
    [
      ...onUser,
      ...onTrigger,
      ...onMessage,
      "CodeDeliveryFailureException",
      "InvalidPasswordException",
      "PreconditionNotMetException",
      "UnsupportedUserStateException",
      "UsernameExistsException",
      // Not in the declared list; the description of ForceAliasCreation names it.
      "AliasExistsException",
    ],
  ),
  AdminGetUser: operation(oneUserNamed, oneUser, onUser),
  AdminSetUserPassword: operation(
    ["UserPoolId", "Username", "Password"],
    { ...oneUser, Password: password, Permanent: flag },
    [...onUser, "InvalidPasswordException", "PasswordHistoryPolicyViolationException"],
  ),
  AdminConfirmSignUp: operation(oneUserNamed, { ...oneUser, ClientMetadata: textMap }, [
    ...onUser,
    ...onTrigger,
    "LimitExceededException",
    "TooManyFailedAttemptsException",
  ]),
  AdminDeleteUser: operation(oneUserNamed, oneUser, onUser),
  AdminDisableUser: operation(oneUserNamed, oneUser, onUser),
  AdminEnableUser: operation(oneUserNamed, oneUser, onUser),
  AdminUserGlobalSignOut: operation(oneUserNamed, oneUser, onUser),
  AdminUpdateUserAttributes: operation(
    ["UserPoolId", "Username", "UserAttributes"],
    { ...oneUser, UserAttributes: attributes, ClientMetadata: textMap },
    [...onUser, ...onTrigger, ...onAnyMessage, "AliasExistsException"],
  ),
  AdminDeleteUserAttributes: operation(
    ["UserPoolId", "Username", "UserAttributeNames"],
    { ...oneUser, UserAttributeNames: list(attributeName) },
    onUser,
  ),
  AdminResetUserPassword: operation(oneUserNamed, { ...oneUser, ClientMetadata: textMap }, [
    ...onUser,
    ...onTrigger,
    ...onAnyMessage,
    "LimitExceededException",
  ]),
  ListUsers: operation(
    ["UserPoolId"],
    {
      UserPoolId: userPoolId,
      AttributesToGet: list(attributeName),
      Limit: pageLimit,
      PaginationToken: pageToken,
      Filter: text({ max: 256 }),
    },
    onPool,
  ),
  GetUser: openOperation(["AccessToken"], { AccessToken: accessToken }, [
    ...onUser,
    "ForbiddenException",
    "PasswordResetRequiredException",
    "UserNotConfirmedException",
  ]),
} as const;
