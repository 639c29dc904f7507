import type { Settings } from "../settings.js";

/** What a sign-in yields. It is kept in memory and nowhere else. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** As `Date.now` counts. */
  readonly expiresAt: number;
}

/** The second factors that are answered with a code. */
const codeFactors = ["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"] as const;

type CodeFactor = (typeof codeFactors)[number];

interface Challenge<Name extends string> {
  readonly name: Name;
  readonly username: string;
  readonly session: string;
}

/** What Cognito asks for when the password is a temporary one. */
export type NewPasswordChallenge = Challenge<"NEW_PASSWORD_REQUIRED">;

/** What Cognito asks for behind the password. */
export interface CodeChallenge extends Challenge<CodeFactor> {
  /** Where a message has gone, in part: `+*******1234`. */
  readonly sentTo: string | undefined;
}

/** What comes of a password or of an answer to a challenge. */
export type Step =
  | { readonly kind: "signed-in"; readonly username: string; readonly tokens: Tokens }
  | { readonly kind: "challenged"; readonly challenge: NewPasswordChallenge | CodeChallenge }
  | { readonly kind: "refused"; readonly sentence: string };

interface CognitoAnswer {
  readonly __type?: string;
  readonly ChallengeName?: string;
  readonly ChallengeParameters?: {
    readonly USER_ID_FOR_SRP?: string;
    readonly CODE_DELIVERY_DESTINATION?: string;
  };
  readonly Session?: string;
  readonly AuthenticationResult?: {
    readonly AccessToken: string;
    readonly RefreshToken?: string;
    readonly ExpiresIn: number;
  };
}

/** What to tell a person, by Cognito's exceptions. */
const refusals: Readonly<Record<string, string>> = {
  NotAuthorizedException:
    "The username or the password is wrong, the account is disabled, or its temporary password has expired.",
  UserNotFoundException: "The username or the password is wrong.",
  UserNotConfirmedException: "This account is not confirmed yet. Please tell your operator.",
  PasswordResetRequiredException: "This account needs a new password. Please tell your operator.",
  InvalidPasswordException: "The password does not meet the rules of the user pool.",
  PasswordHistoryPolicyViolationException: "This password was used before. Please choose another.",
  CodeMismatchException: "The code is not right. Please enter the present one.",
  ExpiredCodeException: "The code was used already, or is too old. Please wait for the next one.",
  TooManyRequestsException: "There are too many requests at the moment. Please wait a little.",
};

/** Of an answer to a challenge, whose username and password were right, this is what the same exception says. */
const outOfTime = "The sign-in took too long. Please go back, and begin again.";

/** `InitiateAuth` with a username and a password. */
export const signIn = ({ signIn: pool }: Settings, username: string, password: string) =>
  step(pool.endpoint, username, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: pool.clientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });

/** Answers NEW_PASSWORD_REQUIRED: the person's own password takes the place of the temporary one. */
export const choosePassword = (
  settings: Settings,
  challenge: NewPasswordChallenge,
  password: string,
) => respond(settings, challenge, { NEW_PASSWORD: password });

/** Answers a second factor. */
export const enterCode = (settings: Settings, challenge: CodeChallenge, code: string) =>
  respond(settings, challenge, { [`${challenge.name}_CODE`]: code });

const respond = (
  { signIn: pool }: Settings,
  { name, username, session }: NewPasswordChallenge | CodeChallenge,
  response: Readonly<Record<string, string>>,
) =>
  step(pool.endpoint, username, "RespondToAuthChallenge", {
    ChallengeName: name,
    ClientId: pool.clientId,
    Session: session,
    ChallengeResponses: { USERNAME: username, ...response },
  });

/** A new access token by the refresh token; null when a person has to sign in again. */
export async function renew({ signIn: pool }: Settings, tokens: Tokens): Promise<Tokens | null> {
  if (tokens.refreshToken === undefined) return null;
  const answer = await step(pool.endpoint, "", "InitiateAuth", {
    AuthFlow: "REFRESH_TOKEN_AUTH",
    ClientId: pool.clientId,
    AuthParameters: { REFRESH_TOKEN: tokens.refreshToken },
  });
  if (answer.kind !== "signed-in") return null;
  // Cognito sends another refresh token only where it rotates them.
  return { ...answer.tokens, refreshToken: answer.tokens.refreshToken ?? tokens.refreshToken };
}

async function step(
  endpoint: string,
  username: string,
  operation: string,
  input: object,
): Promise<Step> {
  const answer = await call(endpoint, operation, input);
  if (answer === null) {
    return { kind: "refused", sentence: "Cognito cannot be reached at the moment." };
  }
  const { AuthenticationResult: result } = answer;
  if (result !== undefined) {
    const expiresAt = Date.now() + result.ExpiresIn * 1000;
    const { AccessToken: accessToken, RefreshToken: refreshToken } = result;
    return { kind: "signed-in", username, tokens: { accessToken, refreshToken, expiresAt } };
  }
  const challenge = challengeOf(answer, username);
  if (challenge !== null) return { kind: "challenged", challenge };
  return { kind: "refused", sentence: sentenceOf(answer, operation) };
}

/** Null when it asks for nothing that this page can answer. */
function challengeOf(
  { ChallengeName: name, ChallengeParameters: parameters, Session: session }: CognitoAnswer,
  username: string,
): NewPasswordChallenge | CodeChallenge | null {
  if (name === undefined || session === undefined) return null;
  // The canonical name: the person may have signed in by an alias.
  const whom = { username: parameters?.USER_ID_FOR_SRP ?? username, session };
  if (name === "NEW_PASSWORD_REQUIRED") return { name, ...whom };
  const factor = codeFactors.find((candidate) => candidate === name);
  if (factor === undefined) return null;
  return { name: factor, ...whom, sentTo: parameters?.CODE_DELIVERY_DESTINATION };
}

/** The JSON protocol of Cognito; null when no answer came, or one that is none of Cognito's. */
async function call(
  endpoint: string,
  operation: string,
  input: object,
): Promise<CognitoAnswer | null> {
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify(input),
    });
    return (await response.json()) as CognitoAnswer;
  } catch {
    return null;
  }
}

function sentenceOf(
  { __type: type = "", ChallengeName: challenge }: CognitoAnswer,
  operation: string,
): string {
  if (challenge !== undefined) {
    return "This account asks for something at sign-in that this example does not offer.";
  }
  const exception = type.split("#").at(-1) ?? "";
  const isAnswer = operation === "RespondToAuthChallenge";
  if (isAnswer && exception === "NotAuthorizedException") return outOfTime;
  return refusals[exception] ?? "Cognito refused. Please tell your operator.";
}
