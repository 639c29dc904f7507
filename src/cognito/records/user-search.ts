import type { UserRecord } from "./records.js";

export type TextMatch = "equals" | "startsWith" | "contains";

/** Which users are looked for. */
export type UserSearch =
  | {
      readonly kind: "condition";
      /** The name of an attribute, or `username`, `status` (Enabled or Disabled), `cognito:user_status`: as ListUsers has them. */
      readonly name: string;
      readonly match: TextMatch;
      readonly value: string;
    }
  | { readonly kind: "all" | "any"; readonly of: readonly UserSearch[] };

type Condition = UserSearch & { readonly kind: "condition" };

/** What ListUsers can filter by, and whether by the beginning as well. The first named leaves the fewest users. */
const filterable: ReadonlyMap<string, readonly TextMatch[]> = new Map([
  ["sub", ["equals"]],
  ["username", ["equals", "startsWith"]],
  ["email", ["equals", "startsWith"]],
  ["phone_number", ["equals", "startsWith"]],
  ["preferred_username", ["equals", "startsWith"]],
  ["name", ["equals", "startsWith"]],
  ["family_name", ["equals", "startsWith"]],
  ["given_name", ["equals", "startsWith"]],
  ["cognito:user_status", ["equals"]],
  ["status", ["equals"]],
]);

/** Names that are no attributes of users, though ListUsers filters by them. */
export const searchNamesBesideAttributes: readonly string[] = [
  "username",
  "status",
  "cognito:user_status",
];

/** The longest `Filter` that ListUsers takes. */
export const maximumFilterLength = 256;

/**
 * Splits a search into the one condition that Cognito looks for and the rest, which whoever reads the pages has to apply:
 * ListUsers takes one condition on one attribute, and neither `or` nor custom attributes.
 */
export function splitSearch(search: UserSearch | null): {
  readonly filter: string | null;
  readonly rest: UserSearch | null;
} {
  if (search === null) return { filter: null, rest: null };
  const parts = search.kind === "all" ? search.of : [search];
  const conditions = parts.filter((part): part is Condition => part.kind === "condition");
  const lead = conditions.filter(isFilterable).sort((one, other) => rank(one) - rank(other))[0];
  if (lead === undefined) return { filter: null, rest: search };
  const others = parts.filter((part) => part !== lead);
  return {
    filter: toFilter(lead),
    rest: others.length === 0 ? null : { kind: "all", of: others },
  };
}

/** ListUsers' way to write a condition. */
const toFilter = ({ name, match, value }: Condition): string =>
  `${name} ${match === "equals" ? "=" : "^="} "${value}"`;

/** A value with quotes is not sent: how Cognito reads an escaped one is not documented. */
const isFilterable = (condition: Condition): boolean =>
  filterable.get(condition.name)?.includes(condition.match) === true &&
  !/["\\]/.test(condition.value) &&
  toFilter(condition).length <= maximumFilterLength;

/** Where a condition stands among those that leave few users: who is named, then whose name begins so, then states. */
function rank({ name, match }: Condition): number {
  const place = [...filterable.keys()].indexOf(name);
  if (states.has(name)) return place + 2 * filterable.size;
  return match === "equals" ? place : place + filterable.size;
}

const states: ReadonlySet<string> = new Set(["cognito:user_status", "status"]);

/** Upper and lower case are the same here, and so are the ways in which Unicode writes a letter (NFC, NFD). */
const folded = (text: string): string => text.normalize("NFC").toLowerCase();

/** Whether a user is one of those looked for. */
export function matchesSearch(user: UserRecord, search: UserSearch): boolean {
  switch (search.kind) {
    case "all":
      return search.of.every((part) => matchesSearch(user, part));
    case "any":
      return search.of.some((part) => matchesSearch(user, part));
    case "condition":
      return matchesText(textOf(user, search.name), search);
  }
}

function matchesText(text: string | null, { match, value }: Condition): boolean {
  if (text === null) return false;
  const [found, wanted] = [folded(text), folded(value)];
  if (match === "equals") return found === wanted;
  return match === "startsWith" ? found.startsWith(wanted) : found.includes(wanted);
}

function textOf(user: UserRecord, name: string): string | null {
  if (name === "username") return user.username;
  if (name === "status") return user.enabled ? "Enabled" : "Disabled";
  if (name === "cognito:user_status") return user.status;
  return user.allAttributes.find((attribute) => attribute.name === name)?.value ?? null;
}
