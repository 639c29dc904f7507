import { mediumOf, requireAddress } from "../messages/address-codes.js";
import { deliveryForm, sendCode } from "../messages/codes.js";
import { undelivered } from "../messages/send-message.js";
import { command } from "../operation.js";
import { usableBearerOf } from "../sign-in/bearer.js";

/** Sends a user who is signed in a code for an address: for the new one, where that waits for its proof. */
export const getUserAttributeVerificationCode = command(
  "GetUserAttributeVerificationCode",
  async (call) => {
    const { pool, user } = await usableBearerOf(call, call.input.AccessToken);
    const attribute = requireAddress(call.input.AttributeName, call.error);
    const medium = mediumOf(attribute);
    const to = user.waitingAddresses.get(attribute) ?? user.attributes.get(attribute);
    if (to === undefined) {
      throw call.error("InvalidParameterException", `The user has no ${attribute} to verify.`);
    }
    const letter = { ...call, input: { Username: user.username } };
    const failed = sendCode(letter, attribute, { pool, user, medium, to });
    if (failed !== null) {
      throw call.error("CodeDeliveryFailureException", undelivered(failed)).asApplied();
    }
    return { CodeDeliveryDetails: deliveryForm(user, medium, to) };
  },
);
