import type { Raise } from "../service-model/service-error.js";
import type { UserDirectory } from "./user-directory.js";
import type { User } from "./user.js";

interface Term {
  read(user: User): string | undefined;
  /** How a value is brought into the form in which it is compared. */
  fold(value: string): string;
}

const asIs = (value: string): string => value;
const lowerCase = (value: string): string => value.toLowerCase();

const SEARCHABLE_ATTRIBUTES = [
  "email",
  "phone_number",
  "name",
  "given_name",
  "family_name",
  "preferred_username",
];

const FORM = /^\s*"?(?<name>[\w:]+)"?\s*(?<operator>\^?=)\s*"(?<value>(?:[^"\\]|\\.)*)"\s*$/su;

/** The test that a ListUsers filter stands for; an empty filter lets everyone through. */
export function parseUserFilter(
  filter: string,
  users: UserDirectory,
  error: Raise<"InvalidParameterException">,
): (user: User) => boolean {
  if (filter === "") return () => true;
  const { name, operator, value } = FORM.exec(filter)?.groups ?? {};
  if (name === undefined || value === undefined) {
    throw error("InvalidParameterException", "Error while parsing filter.");
  }
  const term = termFor(name, users);
  if (term === null) {
    throw error("InvalidParameterException", "Cannot search by this attribute.");
  }
  const wanted = term.fold(value.replace(/\\(.)/gsu, "$1"));
  return (user) => {
    const found = term.read(user);
    if (found === undefined) return false;
    return operator === "=" ? term.fold(found) === wanted : term.fold(found).startsWith(wanted);
  };
}

/** One of the ten attributes that can be searched, with the case rule that is documented for it. */
function termFor(name: string, users: UserDirectory): Term | null {
  switch (name) {
    case "username":
      return { read: (user) => user.username, fold: (value) => users.fold(value) };
    case "sub":
      return { read: (user) => user.sub, fold: asIs };
    case "status":
      return { read: (user) => (user.enabled ? "Enabled" : "Disabled"), fold: asIs };
    case "cognito:user_status":
      return { read: (user) => user.status, fold: lowerCase };
    default:
      return SEARCHABLE_ATTRIBUTES.includes(name)
        ? { read: (user) => user.attributes.get(name), fold: lowerCase }
        : null;
  }
}
