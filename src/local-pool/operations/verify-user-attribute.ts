import { claimNames } from "../directory/attributes/claim-names.js";
import { requireAddress } from "../messages/address-codes.js";
import { requireCode } from "../messages/codes.js";
import { command } from "../operation.js";
import { usableBearerOf } from "../sign-in/bearer.js";

/** Takes the code for an address, which is verified from then on; one that has waited for it takes the place of the old one. */
export const verifyUserAttribute = command("VerifyUserAttribute", async (call) => {
  const { pool, user } = await usableBearerOf(call, call.input.AccessToken);
  const attribute = requireAddress(call.input.AttributeName, call.error);
  requireCode(call, user, attribute, call.input.Code);
  const attributes = new Map(user.attributes).set(`${attribute}_verified`, "true");
  const waiting = user.waitingAddresses.get(attribute);
  if (waiting !== undefined) attributes.set(attribute, waiting);
  const claim = { takesAliases: call.switches.movesAliases, now: call.now };
  claimNames(pool, user, attributes, claim, call.error);
  user.codes.delete(attribute);
  user.waitingAddresses.delete(attribute);
  return {};
});
