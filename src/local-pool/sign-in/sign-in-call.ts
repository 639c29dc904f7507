import type { AppClient } from "../directory/app-client.js";
import type { UserPool } from "../directory/user-pool.js";
import type { Services } from "../operation.js";
import type { Raise } from "../service-model/service-error.js";

/** The errors of signing in, which both ways of starting it declare. */
type SignInError =
  | "InvalidEmailRoleAccessPolicyException"
  | "InvalidLambdaResponseException"
  | "InvalidParameterException"
  | "InvalidSmsRoleAccessPolicyException"
  | "NotAuthorizedException"
  | "PasswordResetRequiredException"
  | "UnexpectedLambdaException"
  | "UserLambdaValidationException"
  | "UserNotConfirmedException"
  | "UserNotFoundException";

/** Where a sign-in happens: pool and client, with the services of the call. */
export interface SignInCall extends Services {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly now: Date;
  /** The address of the user's device, if the request tells it. */
  readonly ipAddress?: string | undefined;
  readonly error: Raise<SignInError>;
}

/** A call that answers a challenge. */
export interface ChallengeCall extends SignInCall {
  readonly error: SignInCall["error"] &
    Raise<
      | "CodeMismatchException"
      | "ExpiredCodeException"
      | "InvalidPasswordException"
      | "MFAMethodNotFoundException"
      | "PasswordHistoryPolicyViolationException"
      | "SoftwareTokenMFANotFoundException"
    >;
}

/** The parameters of a flow, or the responses to a challenge. */
export type Parameters = Readonly<Record<string, string>> | undefined;

/** A parameter of a flow or a challenge; throws when it is missing or empty. */
export function requireParameter(
  parameters: Parameters,
  name: string,
  error: Raise<"InvalidParameterException">,
): string {
  const value = parameters !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : "";
  if (value !== undefined && value !== "") return value;
  throw error("InvalidParameterException", `Missing required parameter ${name}`);
}
