import {
  identitiesIn,
  profileName,
  withIdentities,
} from "../directory/identities/linked-identities.js";
import type { UserPool } from "../directory/user-pool.js";
import { command, poolOf, type Call } from "../operation.js";
import { providerOf, requireWhole, SUBJECT, type WholeIdentity } from "./stated-identity.js";

type DisableCall = Call<"AdminDisableProviderForUser">;

/** Ends a link; of the provider `Cognito`, the use of a local user's password. */
export const adminDisableProviderForUser = command("AdminDisableProviderForUser", (call) => {
  const pool = poolOf(call);
  const stated = requireWhole(call.input.User, "User", call.error);
  if (stated.provider === "Cognito") switchPasswordOff(call, pool, stated);
  else unlink(call, pool, stated);
  return {};
});

/** The SDK says at the command that such a user cannot sign in by password; that a new password is good is an inference. */
function switchPasswordOff(call: DisableCall, pool: UserPool, { value }: WholeIdentity): void {
  const user = pool.users.findByUsername(value);
  if (user === undefined) throw call.error("UserNotFoundException", "User does not exist.");
  user.passwords = [];
  user.touch(call.now);
}

function unlink(call: DisableCall, pool: UserPool, stated: WholeIdentity): void {
  providerOf(pool, stated, call.error);
  const name = profileName(stated.provider, stated.value);
  const user = pool.users.findByIdentity(name);
  // Nobody signs in by a provider here, so a link is named by the attribute that it was made with.
  if (user === undefined || (user.linkAttributes.get(name) ?? SUBJECT) !== stated.attribute) {
    // https://github.com/aws/aws-sdk-go/issues/4218; which error it is, is an inference.
    throw call.error(
      "InvalidParameterException",
      "Account isn't linked to anyone else, verify that the account has been linked",
    );
  }
  const rest = identitiesIn(user.attributes).filter(
    ({ providerName, userId }) => profileName(providerName, userId) !== name,
  );
  pool.users.setAttributes(user, withIdentities(user.attributes, rest));
  user.linkAttributes.delete(name);
  user.touch(call.now);
}
