import type { IdentityProvider } from "../directory/identities/identity-provider.js";
import {
  identitiesIn,
  linkedNames,
  newIdentity,
  profileName,
  withIdentities,
} from "../directory/identities/linked-identities.js";
import type { UserPool } from "../directory/user-pool.js";
import type { User } from "../directory/user.js";
import { command, poolOf, type Call } from "../operation.js";
import {
  ownName,
  providerOf,
  requireWhole,
  SUBJECT,
  type WholeIdentity,
} from "./stated-identity.js";

// https://github.com/aws/aws-sdk-net/issues/1000
const MERGING =
  "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link";
// https://github.com/aws/aws-sdk-js-v3/issues/5281
const INVALID_SOURCE =
  "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser";
// The SDK says so at `AdminLinkProviderForUserCommand`.
const LINKS_PER_USER = 5;

type LinkCall = Call<"AdminLinkProviderForUser">;

/** Lets an identity elsewhere stand for a user of the pool. */
export const adminLinkProviderForUser = command("AdminLinkProviderForUser", (call) => {
  const pool = poolOf(call);
  const source = requireWhole(call.input.SourceUser, "SourceUser", call.error);
  if (source.provider === "Cognito") throw call.error("InvalidParameterException", INVALID_SOURCE);
  const provider = providerOf(pool, source, call.error);
  const user = destinationOf(call, pool);
  const name = profileName(source.provider, source.value);
  if (linkedNames(user.attributes).length >= LINKS_PER_USER) {
    throw call.error("LimitExceededException", "The user has too many linked identities.");
  }
  const hasSignedUp = pool.users.findByUsername(name) !== undefined;
  const isLinkedElsewhere = (pool.users.findByIdentity(name) ?? user) !== user;
  const isFaulty = call.switches.linksAlthoughItRefuses;
  if (isLinkedElsewhere || (hasSignedUp && !isFaulty)) {
    throw call.error("InvalidParameterException", MERGING);
  }
  link(pool, user, { provider, source, now: call.now });
  if (isFaulty) {
    throw call
      .error("InvalidParameterException", hasSignedUp ? MERGING : INVALID_SOURCE)
      .asApplied();
  }
  return {};
});

/** A user of the pool by the exact username, or somebody who came by a provider. */
function destinationOf(call: LinkCall, pool: UserPool): User {
  const stated = requireWhole(call.input.DestinationUser, "DestinationUser", call.error);
  const user = pool.users.findByUsername(ownName(stated));
  if (user === undefined) throw call.error("UserNotFoundException", "User does not exist.");
  return user;
}

interface Link {
  readonly provider: IdentityProvider;
  readonly source: WholeIdentity;
  readonly now: Date;
}

/** Adds the identity to the user's; one that is there already stays as it is. */
function link(pool: UserPool, user: User, { provider, source, now }: Link): void {
  const name = profileName(source.provider, source.value);
  if (pool.users.findByIdentity(name) === user) return;
  const identity = {
    userId: source.value,
    providerName: provider.name,
    providerType: provider.type,
  };
  pool.users.setAttributes(
    user,
    withIdentities(user.attributes, [
      ...identitiesIn(user.attributes),
      newIdentity({ ...identity, primary: false }, now),
    ]),
  );
  user.linkAttributes.set(name, source.attribute ?? SUBJECT);
  user.touch(now);
}
