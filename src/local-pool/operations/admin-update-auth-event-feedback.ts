import { command } from "../operation.js";
import { watchedUserOf } from "./watched-user.js";

/** Keeps what an administrator thinks of an event. That an unknown event is a ResourceNotFoundException is an inference. */
export const adminUpdateAuthEventFeedback = command("AdminUpdateAuthEventFeedback", (call) => {
  const { user } = watchedUserOf(call);
  const event = user.authEvents.find(call.input.EventId);
  if (event === undefined) throw call.error("ResourceNotFoundException", "Event does not exist.");
  user.authEvents.put({ ...event, feedback: { value: call.input.FeedbackValue, at: call.now } });
  return {};
});
