import { command, poolOf, type Call } from "../operation.js";
import { changePassword } from "../password-change.js";
import type { Raise } from "../service-error.js";
import {
  completeSignIn,
  requireEnabled,
  requireParameter,
  requireSecretHash,
  requireSession,
  type SignInCall,
} from "../sign-in.js";

/** Answers a challenge from an app; only the choice of a new password can succeed here. */
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
  if (input.ChallengeName !== "NEW_PASSWORD_REQUIRED" || user.status !== "FORCE_CHANGE_PASSWORD") {
    // No code is ever sent or computed here, so none can be right.
    throw call.error("CodeMismatchException", "Invalid code or auth state for the user.");
  }
  const password = requireParameter(responses, "NEW_PASSWORD", call.error);
  changePassword(call.pool, user, { password, permanent: true, now: call.now }, call.error);
  return completeSignIn(call, user);
}

const clientNotFound = (call: RespondCall): Error =>
  call.error(
    "ResourceNotFoundException",
    `User pool client ${call.input.ClientId} does not exist.`,
  );
