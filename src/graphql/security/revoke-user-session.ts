import { revokeSession } from "../../cognito/calls/security-writes.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { User } from "../user/user.type.js";
import { RevokeUserSessionArguments } from "./security.inputs.js";
import { blame, checkId, requireFeature, sessionPattern, unlessFound } from "./thing-of-user.js";

export const revokeUserSession: UserMutation<RevokeUserSessionArguments> = {
  description:
    "Ends one session of a user (AdminRevokeUserSession) and with it its refresh and access tokens; services that check a token's " +
    "signature alone take it until it expires. With `linked` also those that hang together with it. Answers with the user, whose " +
    "sessions no longer have it; elsewhere Cognito's lists may show it for some seconds. A session that Cognito does not know of this " +
    "user is RESOURCE_NOT_FOUND, a pool that keeps none FEATURE_UNAVAILABLE. To end all of them: `signOutUser`. Errors: FORBIDDEN, " +
    "USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET, RESOURCE_NOT_FOUND and BAD_USER_INPUT with `argument`, FEATURE_UNAVAILABLE. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRevokeUserSession.html",
  arguments: RevokeUserSessionArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:sign-out"],
  actionOf: () => "user:sign-out",
  checkInput: ({ sessionId }) => {
    checkId(sessionId, "sessionId", sessionPattern);
  },
  // No state of the user tells that a session is ended, and the lists lag.
  kind: "EVENT",
  requires: (_user, { pool }) => requireFeature(pool.tracksSessions, (isOn) => isOn),
  write: ({ username }, { sessionId, linked }) => revokeSession(username, sessionId, { linked }),
  wanted: () => ({}),
  // AWS does not say which exception an unknown session is, or one of another user. The user has just been found, and the other arguments
  // are from closed lists: an inference, that it is the session which Cognito does not take.
  recoded: async ({ code, cause }) => {
    const isRefused = cause instanceof Error && cause.name === "NotAuthorizedException";
    return code === "BAD_USER_INPUT" || (code === "OPERATION_REFUSED" && isRefused)
      ? "RESOURCE_NOT_FOUND"
      : unlessFound(code);
  },
  leaves: leavesAllBut(),
  detail: ({ sessionId, linked }) => ({ session: sessionId, ...(linked ? { linked } : {}) }),
  explain: async ({ code }) => blame(code, "sessionId"),
  note: ({ loaders }, _user, { input: { sessionId, linked } }) => {
    loaders.revokedSessions.add(sessionId, { linked });
  },
};
