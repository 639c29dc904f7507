import { claimNames } from "../directory/attributes/claim-names.js";
import { expiredCode, requireCode } from "../messages/codes.js";
import { runTrigger } from "../messages/run-trigger.js";
import { command } from "../operation.js";
import { clientOf, unknownName } from "../sign-in/client-of.js";

/** Confirms the user who signed up and read the code; the code proves the address that it went to. */
export const confirmSignUp = command("ConfirmSignUp", (call) => {
  const { pool, client } = clientOf(call);
  const user = pool.users.find(call.input.Username);
  if (user === undefined) {
    throw client.preventUserExistenceErrors === "ENABLED" ? expiredCode(call) : unknownName(call);
  }
  if (user.status !== "UNCONFIRMED") {
    throw call.error(
      "NotAuthorizedException",
      `User cannot be confirmed. Current status is ${user.status}`,
    );
  }
  const attribute = requireCode(call, user, "sign-up", call.input.ConfirmationCode);
  const attributes = new Map(user.attributes).set(`${attribute}_verified`, "true");
  const claim = { takesAliases: call.input.ForceAliasCreation === true, now: call.now };
  claimNames(pool, user, attributes, claim, call.error);
  user.codes.delete("sign-up");
  user.status = "CONFIRMED";
  runTrigger(call, "PostConfirmation");
  return {};
});
