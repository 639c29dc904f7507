import type { ErrorCode } from "../../errors/error-codes.js";
import type { TriggerName } from "../../errors/gateway-error.js";

/** Refusals that mean something else by their text than by their name. Another text means what the name does. */
const knownTexts: readonly (readonly [exception: string, text: RegExp, code: ErrorCode])[] = [
  ["NotAuthorizedException", /^User is disabled\.$/, "USER_DISABLED"],
  [
    "NotAuthorizedException",
    /^User password cannot be reset in the current state\.$/,
    "INVALID_USER_STATE",
  ],
  // https://github.com/furaiev/amazon-cognito-identity-dart-2/issues/80
  [
    "NotAuthorizedException",
    /^User cannot be confirmed\. Current status is [A-Z_]+$/,
    "INVALID_USER_STATE",
  ],
  // Before any policy, the service holds a password to its own form, with an error that is not about passwords.
  [
    "InvalidParameterException",
    /Value at '(?:password|temporaryPassword)' failed to satisfy constraint/,
    "INVALID_PASSWORD",
  ],
  // https://github.com/aws/aws-sdk-js-v3/issues/4645
  [
    "InvalidParameterException",
    /^User does not have delivery config set to turn on /,
    "INVALID_USER_STATE",
  ],
  // https://github.com/aws-amplify/amplify-js/issues/1812
  [
    "InvalidParameterException",
    /^User has not (?:set up|verified) software token mfa/i,
    "INVALID_USER_STATE",
  ],
  // https://github.com/amazon-archives/amazon-cognito-identity-js/issues/678
  [
    "InvalidParameterException",
    /^Cannot reset password for the user as there is no registered\/verified email or phone_number/,
    "NO_VERIFIED_CONTACT",
  ],
];

/** The code that the text of a refusal stands for. */
export const codeOfText = ({ name, message }: Error): ErrorCode | undefined =>
  knownTexts.find(([exception, text]) => name === exception && text.test(message))?.[2];

/**
 * The triggers of a user pool by Cognito's names.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html
 */
export const triggers: ReadonlyMap<string, TriggerName> = new Map([
  ["PreSignUp", "PRE_SIGN_UP"],
  ["PostConfirmation", "POST_CONFIRMATION"],
  ["CustomMessage", "CUSTOM_MESSAGE"],
  ["CustomEmailSender", "CUSTOM_EMAIL_SENDER"],
  ["CustomSMSSender", "CUSTOM_SMS_SENDER"],
  ["PreAuthentication", "PRE_AUTHENTICATION"],
  ["PostAuthentication", "POST_AUTHENTICATION"],
  ["DefineAuthChallenge", "DEFINE_AUTH_CHALLENGE"],
  ["CreateAuthChallenge", "CREATE_AUTH_CHALLENGE"],
  ["VerifyAuthChallengeResponse", "VERIFY_AUTH_CHALLENGE_RESPONSE"],
  ["PreTokenGeneration", "PRE_TOKEN_GENERATION"],
  ["UserMigration", "USER_MIGRATION"],
  ["InboundFederation", "INBOUND_FEDERATION"],
]);

/** The trigger that a text begins with, as Cognito writes of one that failed. The function itself may have written the rest. */
export function triggerIn(text: string): TriggerName | undefined {
  const [, name = ""] = /^(\w+) (?:failed with error|invocation failed)\b/.exec(text) ?? [];
  return triggers.get(name);
}
