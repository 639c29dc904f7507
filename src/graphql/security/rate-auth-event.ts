import { rateEvent } from "../../cognito/calls/security-writes.js";
import { leavesAllBut, type UserMutation } from "../user/user-mutation.js";
import { userSubject } from "../user/user-subject.js";
import { User } from "../user/user.type.js";
import { RateAuthEventArguments } from "./security.inputs.js";
import { blame, checkId, eventPattern, requireFeature, unlessFound } from "./thing-of-user.js";

export const rateAuthEvent: UserMutation<RateAuthEventArguments> = {
  description:
    "Tells threat protection whether a sign-in was the user's (AdminUpdateAuthEventFeedback), from which it learns for later ones. It " +
    "neither lets anybody in nor signs anybody out: `signOutUser`. Answers with the user. Twice is as once, and a later verdict " +
    "replaces an earlier one. An event that Cognito does not know of this user is RESOURCE_NOT_FOUND, a pool without threat protection, " +
    "which is a matter of its plan, FEATURE_UNAVAILABLE. Errors: FORBIDDEN, USER_NOT_FOUND, OUT_OF_SCOPE_USER, SELF_TARGET, " +
    "RESOURCE_NOT_FOUND and BAD_USER_INPUT with `argument`, FEATURE_UNAVAILABLE. " +
    "https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateAuthEventFeedback.html",
  arguments: RateAuthEventArguments,
  answer: () => User,
  subject: userSubject,
  actions: ["user:rate-event"],
  actionOf: () => "user:rate-event",
  checkInput: ({ eventId }) => {
    checkId(eventId, "eventId", eventPattern);
  },
  // It leads to one state, but none of the user: nothing that is read back tells it.
  kind: "EVENT",
  requires: (_user, { pool }) =>
    requireFeature(pool.description, ({ recordsAuthEvents }) => recordsAuthEvents),
  write: ({ username }, { eventId, verdict }) => rateEvent(username, eventId, verdict),
  wanted: () => ({}),
  recoded: async ({ code }) => unlessFound(code),
  leaves: leavesAllBut(),
  detail: ({ eventId, verdict }) => ({ event: eventId, verdict }),
  explain: async ({ code }) => blame(code, "eventId"),
};
