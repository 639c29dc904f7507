import { onAnyMessage, onPool, onTrigger, onUser } from "./declared-errors.js";
import {
  accessToken,
  attributeName,
  attributes,
  clientId,
  confirmationCode,
  password,
  secretHash,
  userContextData,
  username,
} from "./member-shapes.js";
import { openOperation } from "./operation-model.js";
import { flag, textMap } from "./shape.js";

const fromApp = {
  ClientId: clientId,
  SecretHash: secretHash,
  Username: username,
  ClientMetadata: textMap,
  UserContextData: userContextData,
} as const;

/** The operations with which people create and recover accounts of their own. */
export const selfServiceOperations = {
  SignUp: openOperation(
    // Password is required of all who do not sign in without one, which this pool knows nobody to do.
    ["ClientId", "Username", "Password"],
    { ...fromApp, Password: password, UserAttributes: attributes, ValidationData: attributes },
    [
      ...onPool,
      ...onTrigger,
      ...onAnyMessage,
      "CodeDeliveryFailureException",
      "ForbiddenException",
      "InvalidPasswordException",
      "LimitExceededException",
      "UsernameExistsException",
    ],
  ),
  ConfirmSignUp: openOperation(
    ["ClientId", "Username", "ConfirmationCode"],
    { ...fromApp, ConfirmationCode: confirmationCode, ForceAliasCreation: flag },
    [
      ...onUser,
      ...onTrigger,
      "AliasExistsException",
      "CodeMismatchException",
      "ExpiredCodeException",
      "ForbiddenException",
      "LimitExceededException",
      "TooManyFailedAttemptsException",
    ],
  ),
  ForgotPassword: openOperation(["ClientId", "Username"], fromApp, [
    ...onUser,
    ...onTrigger,
    ...onAnyMessage,
    "CodeDeliveryFailureException",
    "ForbiddenException",
    "LimitExceededException",
  ]),
  ConfirmForgotPassword: openOperation(
    ["ClientId", "Username", "ConfirmationCode", "Password"],
    { ...fromApp, ConfirmationCode: confirmationCode, Password: password },
    [
      ...onUser,
      ...onTrigger,
      "CodeMismatchException",
      "ExpiredCodeException",
      "ForbiddenException",
      "InvalidPasswordException",
      "LimitExceededException",
      "PasswordHistoryPolicyViolationException",
      "TooManyFailedAttemptsException",
      "UserNotConfirmedException",
    ],
  ),
  GetUserAttributeVerificationCode: openOperation(
    ["AccessToken", "AttributeName"],
    { AccessToken: accessToken, AttributeName: attributeName, ClientMetadata: textMap },
    [
      ...onUser,
      ...onTrigger,
      ...onAnyMessage,
      "CodeDeliveryFailureException",
      "ForbiddenException",
      "LimitExceededException",
      "PasswordResetRequiredException",
      "UserNotConfirmedException",
    ],
  ),
  VerifyUserAttribute: openOperation(
    ["AccessToken", "AttributeName", "Code"],
    { AccessToken: accessToken, AttributeName: attributeName, Code: confirmationCode },
    [
      ...onUser,
      "AliasExistsException",
      "CodeMismatchException",
      "ExpiredCodeException",
      "ForbiddenException",
      "LimitExceededException",
      "PasswordResetRequiredException",
      "UserNotConfirmedException",
    ],
  ),
  ChangePassword: openOperation(
    ["AccessToken", "ProposedPassword"],
    { AccessToken: accessToken, PreviousPassword: password, ProposedPassword: password },
    [
      ...onUser,
      "ForbiddenException",
      "InvalidPasswordException",
      "LimitExceededException",
      "PasswordHistoryPolicyViolationException",
      "PasswordResetRequiredException",
      "UserNotConfirmedException",
    ],
  ),
} as const;
