import { runTrigger } from "../messages/run-trigger.js";
import { command, userOf } from "../operation.js";

/** Confirms a user who signed up; any other status refuses. */
export const adminConfirmSignUp = command("AdminConfirmSignUp", (call) => {
  const { user } = userOf(call);
  if (user.status !== "UNCONFIRMED") {
    throw call.error(
      "NotAuthorizedException",
      `User cannot be confirmed. Current status is ${user.status}`,
    );
  }
  user.status = "CONFIRMED";
  user.touch(call.now);
  runTrigger(call, "PostConfirmation");
  return {};
});
