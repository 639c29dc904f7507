import { fromAwsError } from "../../../../src/cognito/calls/cognito-errors.js";
import { triggers } from "../../../../src/cognito/calls/exception-texts.js";
import type { ErrorCode } from "../../../../src/errors/error-codes.js";
import { type Outcome, triggerNames } from "../../../../src/errors/gateway-error.js";
import { declaredTriggers } from "../../../support/sdk-declarations.js";

const saying = (name: string, message: string) => Object.assign(new Error(message), { name });

const noContact =
  "Cannot reset password for the user as there is no registered/verified email or phone_number";
const pattern = "Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$";

describe("a refusal that its text tells more of", () => {
  it.each<[string, string, ErrorCode]>([
    ["NotAuthorizedException", "User is disabled.", "USER_DISABLED"],
    [
      "NotAuthorizedException",
      "User password cannot be reset in the current state.",
      "INVALID_USER_STATE",
    ],
    ...["CONFIRMED", "FORCE_CHANGE_PASSWORD", "RESET_REQUIRED"].map(
      (status): [string, string, ErrorCode] => [
        "NotAuthorizedException",
        `User cannot be confirmed. Current status is ${status}`,
        "INVALID_USER_STATE",
      ],
    ),
    ["InvalidParameterException", noContact, "NO_VERIFIED_CONTACT"],
    ["InvalidParameterException", `${noContact}.`, "NO_VERIFIED_CONTACT"],
    ...["password", "temporaryPassword"].map((place): [string, string, ErrorCode] => [
      "InvalidParameterException",
      `1 validation error detected: Value at '${place}' failed to satisfy constraint: ${pattern}`,
      "INVALID_PASSWORD",
    ]),
  ])("(%s: %s) is %s", (name, message, code) => {
    expect(fromAwsError(saying(name, message))).toMatchObject({
      code,
      details: { outcome: "NOT_APPLIED" },
    });
  });

  it.each<[string, string, ErrorCode]>([
    ["NotAuthorizedException", "user is disabled.", "OPERATION_REFUSED"],
    ["NotAuthorizedException", "User is disabled. Or so.", "OPERATION_REFUSED"],
    ["NotAuthorizedException", "", "OPERATION_REFUSED"],
    [
      "NotAuthorizedException",
      "User cannot be confirmed. Current status is unclear",
      "OPERATION_REFUSED",
    ],
    ["NotAuthorizedException", noContact, "OPERATION_REFUSED"],
    ["InvalidParameterException", "User is disabled.", "BAD_USER_INPUT"],
    [
      "InvalidParameterException",
      `1 validation error detected: Value '${noContact}' at 'username' failed to satisfy constraint`,
      "BAD_USER_INPUT",
    ],
    [
      "InvalidParameterException",
      "1 validation error detected: Value at 'username' failed to satisfy constraint",
      "BAD_USER_INPUT",
    ],
  ])("(%s: %s) is what its name means: %s", (name, message, code) => {
    expect(fromAwsError(saying(name, message))).toMatchObject({ code });
  });
});

describe("a trigger", () => {
  const refusal = "UserLambdaValidationException";
  const unreached = "UnexpectedLambdaException";

  it.each<[string, string, ErrorCode, Outcome, string]>([
    [
      refusal,
      "PreSignUp failed with error not you.",
      "REJECTED_BY_TRIGGER",
      "NOT_APPLIED",
      "PRE_SIGN_UP",
    ],
    [
      refusal,
      "PostConfirmation failed with error callback is not a function.",
      "REJECTED_BY_TRIGGER",
      "UNKNOWN",
      "POST_CONFIRMATION",
    ],
    [
      refusal,
      "CustomMessage failed with error PreSignUp failed with error not you.",
      "REJECTED_BY_TRIGGER",
      "UNKNOWN",
      "CUSTOM_MESSAGE",
    ],
    [
      unreached,
      "PreSignUp invocation failed due to error AccessDeniedException.",
      "TRIGGER_FAILED",
      "UNKNOWN",
      "PRE_SIGN_UP",
    ],
    [
      unreached,
      "PostConfirmation invocation failed due to error Socket timeout while invoking Lambda function.",
      "TRIGGER_FAILED",
      "UNKNOWN",
      "POST_CONFIRMATION",
    ],
  ])("(%s: %s) is told as %s, %s, of %s", (name, message, code, outcome, trigger) => {
    const { code: told, details } = fromAwsError(saying(name, message));
    expect([told, details]).toEqual([code, { outcome, trigger }]);
  });

  it.each<[string, string, ErrorCode]>([
    [refusal, "not you.", "REJECTED_BY_TRIGGER"],
    [refusal, "Somebody failed with error not you.", "REJECTED_BY_TRIGGER"],
    [refusal, "presignup failed with error not you.", "REJECTED_BY_TRIGGER"],
    [refusal, "PreSignUp is what I am.", "REJECTED_BY_TRIGGER"],
    [refusal, "Error: PreSignUp failed with error not you.", "REJECTED_BY_TRIGGER"],
    [refusal, "constructor failed with error not you.", "REJECTED_BY_TRIGGER"],
    [refusal, "", "REJECTED_BY_TRIGGER"],
    ["InvalidLambdaResponseException", "Unrecognizable lambda output", "TRIGGER_FAILED"],
    [
      "InvalidLambdaResponseException",
      "Invalid lambda function output : Invalid JSON",
      "TRIGGER_FAILED",
    ],
  ])("(%s: %s) is not named where Cognito does not, and all is open", (name, message, code) => {
    const { code: told, details } = fromAwsError(saying(name, message));
    expect([told, details]).toEqual([code, { outcome: "UNKNOWN" }]);
  });

  it("is not read out of the text of another exception, or of a fault", () => {
    const text = "PreSignUp failed with error not you.";
    expect(fromAwsError(saying("InvalidParameterException", text)).details).not.toHaveProperty(
      "trigger",
    );
    const fault = Object.assign(saying(refusal, text), { $metadata: { httpStatusCode: 500 } });
    expect(fromAwsError(fault)).toMatchObject({ code: "UPSTREAM_ERROR" });
    expect(fromAwsError(fault).details).toEqual({ outcome: "UNKNOWN" });
  });

  it("has a name for each that a pool can be given, and each name is of one", () => {
    // One key is of the messages' encryption; one is a second form of the trigger's own setting.
    const settings = declaredTriggers().filter(
      (name) => !["KMSKeyID", "PreTokenGenerationConfig"].includes(name),
    );
    expect(settings).toContain("PreSignUp");
    expect([...triggers.keys()].sort()).toEqual(settings.sort());
    expect([...triggers.values()]).toEqual(triggerNames);
  });
});
