import type { UserPoolDescription, UserRecord } from "./records.js";
import { maximumFilterLength } from "./user-search.js";

/** What decides who is meant by a name. */
export type Naming = Pick<UserPoolDescription, "signInAliases" | "usernameCaseSensitive">;

/** Without a description nothing counts but what is a name in every pool. */
const barest: Naming = { signInAliases: [], usernameCaseSensitive: true };

/**
 * Whether a name means this user and nobody else, so that Cognito need not be asked: their username, in the pool's case; a
 * verified address or number that the pool takes for a name, which no username may look like. A preferred username does not count,
 * nor does a name that looks like a sub, unless it is both username and sub, as in pools that make usernames themselves: nothing
 * documented keeps somebody from choosing a username that is another's sub.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
export function isCertainlyNamed(
  user: UserRecord,
  name: string,
  { signInAliases, usernameCaseSensitive }: Naming = barest,
): boolean {
  if (kindOfName(name) === "sub") return user.username === name && user.sub === name;
  const fold = (text: string) => (usernameCaseSensitive ? text : text.toLowerCase());
  const isSame = (text: string | null) => text !== null && fold(text) === fold(name);
  return (
    isSame(user.username) ||
    (user.emailVerified === true && signInAliases.includes("EMAIL") && isSame(user.email)) ||
    (user.phoneNumberVerified === true &&
      signInAliases.includes("PHONE_NUMBER") &&
      isSame(user.phoneNumber))
  );
}

/**
 * The user whom a name that looks like a sub means, among all users who have it for a username or for a sub; null if there are
 * two: which of them Cognito takes is not documented.
 */
export function onlyOneNamed(users: readonly UserRecord[], name: string): UserRecord | null {
  const named = users.filter(
    ({ username, sub }) => foldName(username) === foldName(name) || sub === name,
  );
  const [first = null] = named;
  return named.every(({ id }) => id === first?.id) ? first : null;
}

/** What a user may be known by, folded so that it can be compared with any name; to find candidates by. */
export function possibleNames(user: UserRecord): readonly string[] {
  const { username, sub, email, emailVerified, phoneNumber, phoneNumberVerified } = user;
  const names = [
    username,
    sub,
    emailVerified === true ? email : null,
    phoneNumberVerified === true ? phoneNumber : null,
  ];
  return [...new Set(names.filter((name) => name !== null).map(foldName))];
}

/** The form in which names are compared before anything is known of the pool. */
export const foldName = (name: string): string => name.toLowerCase();

/** What a name may be, in the words of ListUsers' filter. */
export const nameKinds = ["sub", "username", "email", "phone_number"] as const;

type NameKind = (typeof nameKinds)[number];

/** What a name looks like: two names of one kind are seldom of one user, names of different kinds often are. */
export function kindOfName(name: string): NameKind {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name)) return "sub";
  if (name.includes("@")) return "email";
  return /^\+\d+$/.test(name) ? "phone_number" : "username";
}

/**
 * The filter by which ListUsers finds who has this name; null where it cannot. A value with quotes is not sent: how Cognito
 * reads an escaped one is not documented.
 */
export function filterForName(name: string, { signInAliases }: Naming): string | null {
  const kind = kindOfName(name);
  const isAlias = kind === "sub" || signInAliases.some((alias) => alias.toLowerCase() === kind);
  const filter = `${isAlias ? kind : "username"} = "${name}"`;
  return /["\\]/.test(name) || filter.length > maximumFilterLength ? null : filter;
}
