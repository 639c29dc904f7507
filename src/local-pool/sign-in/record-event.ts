import { newAuthEvent, type AskedOfUser, type AuthEvent } from "../activity/auth-events.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { ServiceError } from "../service-model/service-error.js";
import type { SignInCall } from "./sign-in-call.js";

/** One request on the way to tokens, as threat protection sees it. */
interface Attempt {
  /** The user, by the name that the request gives. */
  readonly name: string | undefined;
  /** The session of the challenge that it answers. */
  readonly session?: string | undefined;
  /** What is asked of the user here; a new password is not told. */
  readonly asks: AskedOfUser["name"] | undefined;
}

/** The answers of a step after which a sign-in has failed; after the others the user may go on. */
const FAILURES = [
  "CodeMismatchException",
  "ExpiredCodeException",
  "NotAuthorizedException",
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
];

/**
 * Takes a step of a sign-in and records what became of it, where the pool records events. The steps of one sign-in are
 * one event, which is in progress while a challenge waits: an inference from `EventResponseType` and `ChallengeResponses`.
 */
export async function watchSignIn<Answer extends object>(
  call: SignInCall,
  attempt: Attempt,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const user =
    attempt.name === undefined || !call.pool.recordsEvents
      ? undefined
      : call.pool.users.find(attempt.name);
  if (user === undefined) return run();
  try {
    const answer = await run();
    const session = "Session" in answer ? String(answer.Session) : undefined;
    put(call, user, attempt, "Success", {
      response: session === undefined ? "Pass" : "InProgress",
      session,
    });
    return answer;
  } catch (error) {
    if (error instanceof ServiceError && FAILURES.includes(error.type)) {
      // A wrong code leaves the session good: the right one makes a success of this very event.
      put(call, user, attempt, outcomeOf(error), { response: "Fail", session: attempt.session });
    }
    throw error;
  }
}

/** What an answer to a challenge is about. */
export const answered = (input: {
  readonly ChallengeName: string;
  readonly Session?: string;
  readonly ChallengeResponses?: Readonly<Record<string, string>>;
}): Attempt => ({
  name: input.ChallengeResponses?.["USERNAME"],
  session: input.Session,
  asks: /_(?:MFA|OTP)$/u.test(input.ChallengeName) ? "Mfa" : undefined,
});

/** The password of a user who must reset it is not even compared; that of an unconfirmed one was right. */
const outcomeOf = ({ type }: ServiceError): AskedOfUser["response"] | undefined =>
  type === "PasswordResetRequiredException"
    ? undefined
    : type === "UserNotConfirmedException"
      ? "Success"
      : "Failure";

function put(
  call: SignInCall,
  user: User,
  { session, asks }: Attempt,
  outcome: AskedOfUser["response"] | undefined,
  became: Pick<AuthEvent, "response" | "session">,
): void {
  const event =
    user.authEvents.waitingAt(session) ??
    newAuthEvent({ type: "SignIn", createdAt: call.now, response: "Pass" });
  const asked =
    asks === undefined || outcome === undefined
      ? event.asked
      : [...event.asked.filter(({ name }) => name !== asks), { name: asks, response: outcome }];
  const ipAddress = call.ipAddress ?? event.ipAddress;
  user.authEvents.put({ ...event, ...became, asked, ipAddress });
}

interface Occasion {
  readonly pool: UserPool;
  readonly user: User;
  readonly type: Exclude<AuthEvent["type"], "SignIn">;
  readonly now: Date;
  readonly ipAddress?: string | undefined;
}

/** Does what a user asked for besides signing in, and records whether it was done, where the pool records events. */
export function recordEvent<Answer>(
  { pool, user, type, now, ipAddress }: Occasion,
  run: () => Answer,
): Answer {
  if (!pool.recordsEvents) return run();
  const put = (response: "Pass" | "Fail"): void => {
    user.authEvents.put(newAuthEvent({ type, createdAt: now, response, ipAddress }));
  };
  try {
    const answer = run();
    put("Pass");
    return answer;
  } catch (error) {
    put(error instanceof ServiceError && error.isApplied ? "Pass" : "Fail");
    throw error;
  }
}
