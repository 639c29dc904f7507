import { randomUUID } from "node:crypto";
import { requirePolicy } from "../directory/password-change.js";
import { generatePassword } from "../directory/password-policy.js";
import { changedAttributes, hasFormOf } from "../directory/user-attributes.js";
import type { UserPool } from "../directory/user-pool.js";
import { User } from "../directory/user.js";
import { command, poolOf, type Call } from "../operation.js";
import { userForm } from "./wire-forms.js";

type CreateCall = Call<"AdminCreateUser">;

/** Creates a user with a temporary password, or gives one that exists a new temporary password (RESEND). */
export const adminCreateUser = command("AdminCreateUser", (call) => {
  const pool = poolOf(call);
  if (call.input.TemporaryPassword !== undefined) {
    requirePolicy(pool, call.input.TemporaryPassword, call.error);
  }
  const user = call.input.MessageAction === "RESEND" ? resend(call, pool) : create(call, pool);
  user.setPassword(
    call.input.TemporaryPassword ?? generatePassword(pool.settings.passwordPolicy),
    call.now,
  );
  return { User: userForm(user) };
});

function resend(call: CreateCall, pool: UserPool): User {
  const user = pool.users.find(call.input.Username);
  if (user === undefined) throw call.error("UserNotFoundException", "User does not exist.");
  if (user.status !== "FORCE_CHANGE_PASSWORD") {
    throw call.error(
      "UnsupportedUserStateException",
      "Resend not possible. User status is not FORCE_CHANGE_PASSWORD.",
    );
  }
  user.touch(call.now);
  return user;
}

function create(call: CreateCall, pool: UserPool): User {
  const name = call.input.Username;
  const signInAttribute = signInAttributeOf(call, pool);
  if (pool.users.find(name) !== undefined) {
    throw call.error("UsernameExistsException", "User account already exists");
  }
  const stated = call.input.UserAttributes ?? [];
  const attributes = changedAttributes(
    pool,
    new Map(),
    signInAttribute === null ? stated : [...stated, { Name: signInAttribute, Value: name }],
    call.error,
  );
  releaseAlias(call, pool, attributes);
  const sub = randomUUID();
  // Where the address is the sign-in name, the username is made up, and the same as sub.
  const username = signInAttribute === null ? name : sub;
  const user = new User(username, call.now, "FORCE_CHANGE_PASSWORD", sub);
  user.attributes = attributes;
  pool.users.add(user);
  return user;
}

/** The attribute that this pool takes the given name for; null where names are free, which addresses then are not. */
function signInAttributeOf(call: CreateCall, pool: UserPool): string | null {
  const { aliasAttributes, usernameAttributes } = pool.users.rules;
  const name = call.input.Username;
  if (usernameAttributes.length > 0) {
    const attribute = usernameAttributes.find((candidate) => hasFormOf(candidate, name));
    if (attribute !== undefined) return attribute;
    const wanted = usernameAttributes.map((candidate) =>
      candidate === "email" ? "an email" : "a phone number",
    );
    throw call.error("InvalidParameterException", `Username should be ${wanted.join(" or ")}.`);
  }
  const alias = aliasAttributes.find((candidate) => hasFormOf(candidate, name));
  if (alias === undefined) return null;
  throw call.error(
    "InvalidParameterException",
    `Username cannot be of ${alias} format, since user pool is configured for ${alias} alias.`,
  );
}

/** Sees to it that nobody else holds the new user's names: throws, or takes a verified alias away when told to. */
function releaseAlias(
  call: CreateCall,
  pool: UserPool,
  attributes: ReadonlyMap<string, string>,
): void {
  const rival = pool.users.rival(attributes);
  if (rival === undefined) return;
  const { user, attribute } = rival;
  const isAddressAlias =
    attribute !== "preferred_username" && pool.users.rules.aliasAttributes.includes(attribute);
  if (call.input.ForceAliasCreation !== true || !isAddressAlias) {
    throw call.error("AliasExistsException", `An account with the ${attribute} already exists.`);
  }
  pool.users.setAttributes(user, new Map(user.attributes).set(`${attribute}_verified`, "false"));
  user.touch(call.now);
  // E-mail address and phone number may have been held by two users.
  releaseAlias(call, pool, attributes);
}
