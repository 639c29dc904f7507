import { randomUUID } from "node:crypto";
import type { Raise } from "../service-model/service-error.js";
import { changedAttributes, hasFormOf, type StatedAttributes } from "./user-attributes.js";
import type { UserPool } from "./user-pool.js";
import { User, type UserStatus } from "./user.js";

/** What somebody asks for who wants a user created. */
interface Wanted {
  readonly name: string;
  readonly stated: StatedAttributes;
  readonly status: UserStatus;
  readonly now: Date;
  /** The text of the refusal when the username is somebody else's. */
  readonly taken: string;
}

type RaiseHere = Raise<"InvalidParameterException" | "UsernameExistsException">;

/** A user who could be added to the pool, but is not in it yet; throws when the name or an attribute is refused. */
export function draftUser(pool: UserPool, wanted: Wanted, error: RaiseHere): User {
  const { name, stated, status, now, taken } = wanted;
  const signInAttribute = signInAttributeOf(pool, name, error);
  if (pool.users.find(name) !== undefined) {
    throw error(
      "UsernameExistsException",
      signInAttribute === null ? taken : addressTaken(signInAttribute),
    );
  }
  const attributes = changedAttributes(
    pool,
    null,
    signInAttribute === null ? stated : [...stated, { Name: signInAttribute, Value: name }],
    error,
  );
  const rival = pool.users.rival(attributes);
  // A pool that takes addresses for names may have two kinds of them.
  if (rival !== undefined && pool.users.rules.usernameAttributes.includes(rival.attribute)) {
    throw error("UsernameExistsException", addressTaken(rival.attribute));
  }
  const sub = randomUUID();
  // Where the address is the sign-in name, the username is made up, and the same as sub.
  const user = new User(signInAttribute === null ? name : sub, now, status, sub);
  user.attributes = attributes;
  return user;
}

// https://github.com/jonsaw/amazon-cognito-identity-dart/issues/73
const addressTaken = (attribute: string): string =>
  `An account with the given ${attribute} already exists.`;

/** The attribute that this pool takes the given name for; null where names are free, which addresses then are not. */
function signInAttributeOf(pool: UserPool, name: string, error: RaiseHere): string | null {
  const { aliasAttributes, usernameAttributes } = pool.users.rules;
  if (usernameAttributes.length > 0) {
    const attribute = usernameAttributes.find((candidate) => hasFormOf(candidate, name));
    if (attribute !== undefined) return attribute;
    const wanted = usernameAttributes.map((candidate) =>
      candidate === "email" ? "an email" : "a phone number",
    );
    throw error("InvalidParameterException", `Username should be ${wanted.join(" or ")}.`);
  }
  const alias = aliasAttributes.find((candidate) => hasFormOf(candidate, name));
  if (alias === undefined) return null;
  throw error(
    "InvalidParameterException",
    `Username cannot be of ${alias} format, since user pool is configured for ${alias} alias.`,
  );
}
