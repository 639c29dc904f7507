import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { deliveryForm, sendCode } from "../messages/codes.js";
import { recoveryMedium } from "../messages/recovery.js";
import { undelivered } from "../messages/send-message.js";
import { command, type Call } from "../operation.js";
import { clientOf, unknownName } from "../sign-in/client-of.js";
import { recordEvent } from "../sign-in/record-event.js";
import { requireEnabled } from "../sign-in/sign-in.js";

/** Sends a code for a new password; the old one goes on being good. */
export const forgotPassword = command("ForgotPassword", (call) => {
  const { pool, client } = clientOf(call);
  const user = pool.users.find(call.input.Username);
  if (user === undefined) {
    if (client.preventUserExistenceErrors !== "ENABLED") throw unknownName(call);
    // A delivery that never was: https://github.com/awslabs/aws-sdk-rust/issues/1332
    const [initial = ""] = call.input.Username;
    const made = { Destination: `${initial}***@e***`, DeliveryMedium: "EMAIL" };
    return { CodeDeliveryDetails: { ...made, AttributeName: "email" } };
  }
  const ipAddress = call.input.UserContextData?.IpAddress;
  return recordEvent({ pool, user, type: "ForgotPassword", now: call.now, ipAddress }, () =>
    sendResetCode(call, pool, user),
  );
});

function sendResetCode(call: Call<"ForgotPassword">, pool: UserPool, user: User) {
  requireEnabled(call, user);
  const medium = recoveryMedium(pool, user, call.error);
  const failed = sendCode(call, "reset", { pool, user, medium });
  if (failed !== null) {
    throw call.error("CodeDeliveryFailureException", undelivered(failed)).asApplied();
  }
  return { CodeDeliveryDetails: deliveryForm(user, medium) };
}
