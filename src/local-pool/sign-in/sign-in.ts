import { createHmac } from "node:crypto";
import type { AppClient } from "../directory/app-client.js";
import type { User } from "../directory/user.js";
import { daysAfter } from "../handles/clock.js";
import type { Raise } from "../service-model/service-error.js";
import { secondFactorChallenge } from "./second-factor.js";
import { newSession } from "./session.js";
import { requireParameter, type Parameters, type SignInCall } from "./sign-in-call.js";
import { issueRefreshToken, issueTokens, newSignIn, openRefreshToken } from "./tokens.js";

const WRONG = "Incorrect username or password.";

/** Signs in with a name and a password: tokens, or the challenge that stands before them. */
export async function signInWithPassword(call: SignInCall, parameters: Parameters) {
  const name = requireParameter(parameters, "USERNAME", call.error);
  const password = requireParameter(parameters, "PASSWORD", call.error);
  requireSecretHash(call, parameters, name);
  const user = call.pool.users.find(name);
  if (user === undefined) {
    throw call.client.preventUserExistenceErrors === "ENABLED"
      ? call.error("NotAuthorizedException", WRONG)
      : call.error("UserNotFoundException", "User does not exist.");
  }
  requirePassword(call, user, password);
  if (user.status === "FORCE_CHANGE_PASSWORD") return newPasswordChallenge(call, user);
  return signInBehindPassword(call, user);
}

/** Goes on with a user whose password is right and their own: a second factor, where one is asked for, or tokens. */
export const signInBehindPassword = async (call: SignInCall, user: User) =>
  secondFactorChallenge(call, user) ?? completeSignIn(call, user);

/** Continues an earlier sign-in. */
export async function signInWithRefreshToken(call: SignInCall, parameters: Parameters) {
  const token = requireParameter(parameters, "REFRESH_TOKEN", call.error);
  const opened = openRefreshToken(token, call.pool, call.client, call);
  if (opened === null) throw call.error("NotAuthorizedException", "Invalid Refresh Token");
  const user = call.pool.users.findBySub(opened.sub);
  // https://github.com/aws-amplify/aws-sdk-android/issues/366
  if (user === undefined) throw call.error("UserNotFoundException", "User does not exist.");
  if (!user.signIns.has(opened.originJti)) {
    // https://github.com/aws-amplify/amplify-swift/issues/3344
    throw call.error("NotAuthorizedException", "Refresh Token has been revoked");
  }
  requireEnabled(call, user);
  user.sessions.refresh(opened.originJti, call.now, call);
  const signIn = { ...opened, pool: call.pool, client: call.client, user };
  return { AuthenticationResult: await issueTokens(signIn, call), ChallengeParameters: {} };
}

/** Every token that a finished sign-in gives. */
export async function completeSignIn(call: SignInCall, user: User) {
  const signIn = newSignIn(call.pool, call.client, user, call.now, {
    ipAddress: call.ipAddress,
  });
  const tokens = await issueTokens(signIn, call);
  return {
    AuthenticationResult: { ...tokens, RefreshToken: issueRefreshToken(signIn, call) },
    ChallengeParameters: {},
  };
}

function requirePassword(call: SignInCall, user: User, password: string): void {
  requireEnabled(call, user);
  // The old password is void from the moment of the reset, so it is not even compared.
  if (user.status === "RESET_REQUIRED") {
    throw call.error("PasswordResetRequiredException", "Password reset required for the user");
  }
  const signsInHere = ["CONFIRMED", "UNCONFIRMED", "FORCE_CHANGE_PASSWORD"].includes(user.status);
  if (!signsInHere || !user.hasPassword(password)) {
    throw call.error("NotAuthorizedException", WRONG);
  }
  if (user.status === "UNCONFIRMED") {
    throw call.error("UserNotConfirmedException", "User is not confirmed.");
  }
}

/** Throws for a disabled user, with the text by which callers tell this from other refusals. */
export function requireEnabled(
  call: { readonly error: Raise<"NotAuthorizedException"> },
  user: User,
): void {
  if (!user.enabled) throw call.error("NotAuthorizedException", "User is disabled.");
}

function newPasswordChallenge(call: SignInCall, user: User) {
  const { TemporaryPasswordValidityDays: days } = call.pool.settings.passwordPolicy;
  if (user.password !== undefined && daysAfter(user.password.setAt, days) <= call.now) {
    throw call.error(
      "NotAuthorizedException",
      "Temporary password has expired and must be reset by an administrator.",
    );
  }
  return {
    Session: newSession(call, user, { challenge: "NEW_PASSWORD_REQUIRED", proof: "" }),
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: "[]",
      userAttributes: JSON.stringify(Object.fromEntries(user.attributes)),
    },
  };
}

/** A client with a secret proves it with every name that it sends. */
export function requireSecretHash(
  call: { readonly client: AppClient; readonly error: Raise<"NotAuthorizedException"> },
  parameters: Parameters,
  name: string,
): void {
  const { id, secret } = call.client;
  if (secret === undefined) return;
  const expected = createHmac("sha256", secret).update(`${name}${id}`).digest("base64");
  if (parameters?.["SECRET_HASH"] === expected) return;
  throw call.error("NotAuthorizedException", "Unable to verify secret hash for client");
}
