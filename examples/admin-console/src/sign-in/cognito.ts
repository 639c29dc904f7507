import type { Settings } from "../settings.js";

/** What a sign-in yields. It is kept in memory and nowhere else. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** As `Date.now` counts. */
  readonly expiresAt: number;
}

/** What Cognito asks for when the password is a temporary one. */
export interface NewPasswordChallenge {
  readonly username: string;
  readonly session: string;
}

type Step =
  | { readonly kind: "signed-in"; readonly tokens: Tokens }
  | { readonly kind: "new-password"; readonly challenge: NewPasswordChallenge }
  | { readonly kind: "refused"; readonly sentence: string };

interface CognitoAnswer {
  readonly __type?: string;
  readonly ChallengeName?: string;
  readonly ChallengeParameters?: { readonly USER_ID_FOR_SRP?: string };
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
  TooManyRequestsException: "There are too many requests at the moment. Please wait a little.",
};

/** `InitiateAuth` with a username and a password. */
export const signIn = ({ signIn: pool }: Settings, username: string, password: string) =>
  step(pool.endpoint, username, "InitiateAuth", {
    AuthFlow: "USER_PASSWORD_AUTH",
    ClientId: pool.clientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });

/** Answers NEW_PASSWORD_REQUIRED: the person's own password takes the place of the temporary one. */
export const choosePassword = (
  { signIn: pool }: Settings,
  { username, session }: NewPasswordChallenge,
  password: string,
) =>
  step(pool.endpoint, username, "RespondToAuthChallenge", {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    ClientId: pool.clientId,
    Session: session,
    ChallengeResponses: { USERNAME: username, NEW_PASSWORD: password },
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
  const { AuthenticationResult: result, ChallengeName: challenge, Session: session } = answer;
  if (result !== undefined) {
    const expiresAt = Date.now() + result.ExpiresIn * 1000;
    const { AccessToken: accessToken, RefreshToken: refreshToken } = result;
    return { kind: "signed-in", tokens: { accessToken, refreshToken, expiresAt } };
  }
  if (challenge === "NEW_PASSWORD_REQUIRED" && session !== undefined) {
    // The canonical name: the person may have signed in by an alias.
    const canonical = answer.ChallengeParameters?.USER_ID_FOR_SRP ?? username;
    return { kind: "new-password", challenge: { username: canonical, session } };
  }
  return { kind: "refused", sentence: sentenceOf(answer) };
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

function sentenceOf({ __type: type = "", ChallengeName: challenge }: CognitoAnswer): string {
  if (challenge !== undefined) {
    return "This account asks for a second factor, which this example does not offer.";
  }
  return refusals[type.split("#").at(-1) ?? ""] ?? "Cognito refused. Please tell your operator.";
}
