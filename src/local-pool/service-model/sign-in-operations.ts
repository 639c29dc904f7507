import { onSignIn } from "./declared-errors.js";
import {
  authFlow,
  challengeName,
  clientId,
  contextData,
  session,
  userContextData,
  userPoolId,
} from "./member-shapes.js";
import { openOperation, operation } from "./operation-model.js";
import { textMap } from "./shape.js";

const start = {
  AuthFlow: authFlow,
  AuthParameters: textMap,
  ClientMetadata: textMap,
  ClientId: clientId,
  Session: session,
} as const;

const answer = {
  ClientId: clientId,
  ChallengeName: challengeName,
  Session: session,
  ChallengeResponses: textMap,
  ClientMetadata: textMap,
} as const;

const onAnswer = [
  ...onSignIn,
  "AliasExistsException",
  "CodeMismatchException",
  "ExpiredCodeException",
  "InvalidPasswordException",
  "MFAMethodNotFoundException",
  "PasswordHistoryPolicyViolationException",
  "SoftwareTokenMFANotFoundException",
] as const;

/** The operations with which a user signs in. */
export const signInOperations = {
  InitiateAuth: openOperation(
    ["AuthFlow", "ClientId"],
    { ...start, UserContextData: userContextData },
    [
      ...onSignIn,
      "ForbiddenException",
      "FeatureUnavailableInTierException",
      "UnsupportedOperationException",
    ],
  ),
  AdminInitiateAuth: operation(
    ["UserPoolId", "ClientId", "AuthFlow"],
    { UserPoolId: userPoolId, ...start, ContextData: contextData },
    [
      ...onSignIn,
      "FeatureUnavailableInTierException",
      "MFAMethodNotFoundException",
      "UnsupportedOperationException",
    ],
  ),
  RespondToAuthChallenge: openOperation(
    ["ClientId", "ChallengeName"],
    { ...answer, UserContextData: userContextData },
    [...onAnswer, "ForbiddenException"],
  ),
  AdminRespondToAuthChallenge: operation(
    ["UserPoolId", "ClientId", "ChallengeName"],
    { UserPoolId: userPoolId, ...answer, ContextData: contextData },
    onAnswer,
  ),
} as const;
