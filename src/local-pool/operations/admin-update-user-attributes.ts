import { claimNames } from "../directory/attributes/claim-names.js";
import { changedAttributes } from "../directory/user-attributes.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { heldAddresses, isAddress, mediumOf } from "../messages/address-codes.js";
import { sendCode } from "../messages/codes.js";
import { undeliverable, type AddressAttribute } from "../messages/send-message.js";
import { command, userOf, type Call } from "../operation.js";

type UpdateCall = Call<"AdminUpdateUserAttributes">;

/**
 * Sets, changes and, by empty values, removes attributes; aliases follow. An address that the pool keeps until the new
 * one is proved stays, and the new one is sent a code.
 */
export const adminUpdateUserAttributes = command("AdminUpdateUserAttributes", (call) => {
  const { pool, user } = userOf(call);
  // What waits is held to the schema as well.
  changedAttributes(pool, user.attributes, call.input.UserAttributes, call.error);
  const { stated, waiting } = heldAddresses(pool, user, call.input.UserAttributes);
  const attributes = changedAttributes(pool, user.attributes, stated, call.error);
  const claim = { takesAliases: call.switches.movesAliases, now: call.now };
  claimNames(pool, user, attributes, claim, call.error);
  for (const { Name: name } of call.input.UserAttributes) forgetCode(user, name);
  for (const [attribute, to] of waiting) askForProof(call, { pool, user, attribute, to });
  return {};
});

/** A code proves the address that it was sent to, so another one voids it. */
function forgetCode(user: User, attribute: string): void {
  if (!isAddress(attribute)) return;
  user.codes.delete(attribute);
  user.waitingAddresses.delete(attribute);
}

interface Proof {
  readonly pool: UserPool;
  readonly user: User;
  readonly attribute: AddressAttribute;
  readonly to: string;
}

function askForProof(call: UpdateCall, { pool, user, attribute, to }: Proof): void {
  user.waitingAddresses.set(attribute, to);
  const medium = mediumOf(attribute);
  const failed = sendCode(call, attribute, { pool, user, medium, to });
  if (failed !== null) throw undeliverable(call, failed);
}
