import { stepOf, totp } from "../crypto/totp.js";
import { changePassword } from "../directory/password-change.js";
import type { User } from "../directory/user.js";
import { command, poolOf, type Call } from "../operation.js";
import type { Raise } from "../service-model/service-error.js";
import {
  completeSignIn,
  requireEnabled,
  requireParameter,
  requireSecretHash,
  requireSession,
  signInBehindPassword,
  type SignInCall,
} from "../sign-in/sign-in.js";

/** Answers a challenge from an app: the choice of a new password, or the code of an authenticator app. */
export const respondToAuthChallenge = command("RespondToAuthChallenge", (call) => {
  const found = call.pools.byClient(call.input.ClientId);
  if (found === undefined) throw clientNotFound(call);
  return respond({ ...call, ...found }, call.input);
});

/** Answers a challenge from a server that holds AWS credentials. */
export const adminRespondToAuthChallenge = command("AdminRespondToAuthChallenge", (call) => {
  const pool = poolOf(call);
  const client = pool.clients.get(call.input.ClientId);
  if (client === undefined) throw clientNotFound(call);
  return respond({ ...call, pool, client }, call.input);
});

type RespondCall = Call<"RespondToAuthChallenge"> | Call<"AdminRespondToAuthChallenge">;

interface ChallengeCall extends SignInCall {
  readonly error: SignInCall["error"] &
    Raise<
      | "CodeMismatchException"
      | "ExpiredCodeException"
      | "InvalidPasswordException"
      | "PasswordHistoryPolicyViolationException"
    >;
}

async function respond(call: ChallengeCall, input: RespondCall["input"]) {
  const responses = input.ChallengeResponses;
  const name = requireParameter(responses, "USERNAME", call.error);
  requireSecretHash(call, responses, name);
  const user = call.pool.users.find(name);
  if (user === undefined) throw call.error("UserNotFoundException", "User does not exist.");
  requireEnabled(call, user);
  requireSession(call, user, input.Session);
  if (input.ChallengeName === "NEW_PASSWORD_REQUIRED" && user.status === "FORCE_CHANGE_PASSWORD") {
    const password = requireParameter(responses, "NEW_PASSWORD", call.error);
    changePassword(call.pool, user, { password, permanent: true, now: call.now }, call.error);
    return signInBehindPassword(call, user);
  }
  if (input.ChallengeName === "SOFTWARE_TOKEN_MFA" && user.status === "CONFIRMED") {
    takeCode(call, user, requireParameter(responses, "SOFTWARE_TOKEN_MFA_CODE", call.error));
    return completeSignIn(call, user);
  }
  // No code is ever sent here, so none can be right.
  throw call.error("CodeMismatchException", mismatch);
}

const mismatch = "Invalid code or auth state for the user.";

/** Throws unless it is the code of this moment or of the step before or after, and the first time that it is given. */
function takeCode(call: ChallengeCall, user: User, code: string): void {
  const { totpSecret, preferredMfa } = user;
  if (totpSecret === undefined || preferredMfa !== "SOFTWARE_TOKEN_MFA") {
    throw call.error("CodeMismatchException", mismatch);
  }
  const now = stepOf(call.now);
  const step = [now - 1, now, now + 1].find((candidate) => totp(totpSecret, candidate) === code);
  if (step === undefined) throw call.error("CodeMismatchException", mismatch);
  if (step <= user.totpStep) {
    throw call.error("ExpiredCodeException", "Your software token has already been used once.");
  }
  user.totpStep = step;
}

const clientNotFound = (call: RespondCall): Error =>
  call.error(
    "ResourceNotFoundException",
    `User pool client ${call.input.ClientId} does not exist.`,
  );
