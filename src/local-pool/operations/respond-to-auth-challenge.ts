import { changePassword } from "../directory/password-change.js";
import type { User } from "../directory/user.js";
import { command, poolOf, type Call } from "../operation.js";
import { answered, watchSignIn } from "../sign-in/record-event.js";
import { chooseFactor, mismatch, takeCode, takeSetUp } from "../sign-in/second-factor.js";
import { requireSession } from "../sign-in/session.js";
import { requireParameter, type ChallengeCall } from "../sign-in/sign-in-call.js";
import {
  completeSignIn,
  requireEnabled,
  requireSecretHash,
  signInBehindPassword,
} from "../sign-in/sign-in.js";

/** Answers a challenge from an app: the choice of a new password, or a second factor. */
export const respondToAuthChallenge = command("RespondToAuthChallenge", (call) => {
  const found = call.pools.byClient(call.input.ClientId);
  if (found === undefined) throw clientNotFound(call);
  const ipAddress = call.input.UserContextData?.IpAddress;
  const answer = { ...call, ...found, ipAddress };
  return watchSignIn(answer, answered(call.input), () => respond(answer, call.input));
});

/** Answers a challenge from a server that holds AWS credentials. */
export const adminRespondToAuthChallenge = command("AdminRespondToAuthChallenge", (call) => {
  const pool = poolOf(call);
  const client = pool.clients.get(call.input.ClientId);
  if (client === undefined) throw clientNotFound(call);
  const ipAddress = call.input.ContextData?.IpAddress;
  const answer = { ...call, pool, client, ipAddress };
  return watchSignIn(answer, answered(call.input), () => respond(answer, call.input));
});

type RespondCall = Call<"RespondToAuthChallenge"> | Call<"AdminRespondToAuthChallenge">;

async function respond(call: ChallengeCall, input: RespondCall["input"]) {
  const responses = input.ChallengeResponses;
  const name = requireParameter(responses, "USERNAME", call.error);
  requireSecretHash(call, responses, name);
  const user = call.pool.users.find(name);
  if (user === undefined) throw call.error("UserNotFoundException", "User does not exist.");
  requireEnabled(call, user);
  const session = requireSession(call, user, input.Session);
  const status =
    input.ChallengeName === "NEW_PASSWORD_REQUIRED" ? "FORCE_CHANGE_PASSWORD" : "CONFIRMED";
  // A session answers its own challenge, and is no way around it.
  if (session.challenge !== input.ChallengeName || user.status !== status) throw mismatch(call);
  return answerChallenge(call, user, input, session.proof);
}

async function answerChallenge(
  call: ChallengeCall,
  user: User,
  { ChallengeName: challenge, ChallengeResponses: responses }: RespondCall["input"],
  proof: string,
) {
  const response = (name: string) => requireParameter(responses, name, call.error);
  if (challenge === "NEW_PASSWORD_REQUIRED") {
    const change = { password: response("NEW_PASSWORD"), permanent: true, now: call.now };
    changePassword(call.pool, user, change, call.error);
    return signInBehindPassword(call, user);
  }
  if (challenge === "SELECT_MFA_TYPE") return chooseFactor(call, user, response("ANSWER"));
  if (challenge === "MFA_SETUP") takeSetUp(call, user, proof);
  else takeCode(call, user, challenge, response(`${challenge}_CODE`));
  return completeSignIn(call, user);
}

const clientNotFound = (call: RespondCall): Error =>
  call.error(
    "ResourceNotFoundException",
    `User pool client ${call.input.ClientId} does not exist.`,
  );
