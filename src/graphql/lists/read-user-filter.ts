import {
  maximumFilterLength,
  searchNamesBesideAttributes,
  type TextMatch,
  type UserSearch,
} from "../../cognito/records/user-search.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { checkGroupName } from "../request/check-group-name.js";
import type { UserFilter, UserTextFilter } from "../user/user-filter.inputs.js";

/** Each condition is asked of each user that is read, and each is a decision besides. */
const maximumConditions = 20;
const matches: readonly TextMatch[] = ["equals", "startsWith", "contains"];

/** The fields of a filter that stand for an attribute, and for the username. */
const names = {
  username: "username",
  sub: "sub",
  email: "email",
  phoneNumber: "phone_number",
  name: "name",
  givenName: "given_name",
  familyName: "family_name",
  preferredUsername: "preferred_username",
} as const satisfies Partial<Record<keyof UserFilter, string>>;

/** Where `contains` looks. */
const searchedNames = ["username", "email", "phone_number", "name"];

/** The search that a filter means, and the names of all that it looks at. */
export interface ReadFilter {
  /** Null for every user. */
  readonly search: UserSearch | null;
  /** The group whose members are looked for; null for users of any. */
  readonly group: string | null;
  readonly names: ReadonlySet<string>;
}

/** Reads a filter. BAD_USER_INPUT for a condition that says nothing, or for too many. */
export function readUserFilter(filter: UserFilter | null | undefined): ReadFilter {
  if (filter === null || filter === undefined) {
    return { search: null, group: null, names: new Set() };
  }
  const conditions: (UserSearch & { kind: "condition" })[] = [];
  const condition = (name: string, match: TextMatch, value: string): UserSearch => {
    if (value === "" || value.length > maximumFilterLength) throw mistake();
    const added = { kind: "condition", name, match, value } as const;
    if (conditions.push(added) > maximumConditions) throw mistake();
    return added;
  };
  const group = filter.group ?? null;
  if (group !== null) checkGroupName(group, "filter");
  const parts = read(filter, condition);
  // The group is a condition like any other, but that no user's record tells of it.
  if (parts.length === 0 && group === null) throw mistake();
  const search = parts.length === 0 ? null : all(parts);
  return { search, group, names: new Set(conditions.map(({ name }) => name)) };
}

type Condition = (name: string, match: TextMatch, value: string) => UserSearch;

function read(filter: UserFilter, condition: Condition): UserSearch[] {
  const { status, enabled, attribute, contains, or } = filter;
  const parts = Object.entries(names).flatMap(([field, name]) =>
    readText(name, filter[field as keyof typeof names], condition),
  );
  if (isGiven(status)) parts.push(condition("cognito:user_status", "equals", status));
  if (isGiven(enabled)) {
    parts.push(condition("status", "equals", enabled ? "Enabled" : "Disabled"));
  }
  if (isGiven(attribute)) {
    if (searchNamesBesideAttributes.includes(attribute.name)) throw mistake();
    parts.push(...readText(attribute.name, attribute, condition));
  }
  if (isGiven(contains)) {
    const of = searchedNames.map((name) => condition(name, "contains", contains));
    parts.push({ kind: "any", of });
  }
  if (isGiven(or)) {
    if (or.length === 0) throw mistake();
    parts.push({ kind: "any", of: or.map((inner) => all(readAlternative(inner, condition))) });
  }
  return parts;
}

/** One of several: Cognito lists the members of one group, and tells of nobody else whether they are in it. */
function readAlternative(filter: UserFilter, condition: Condition): UserSearch[] {
  const parts = read(filter, condition);
  if (parts.length === 0 || isGiven(filter.group)) throw mistake();
  return parts;
}

function readText(
  name: string,
  text: UserTextFilter | null | undefined,
  condition: Condition,
): UserSearch[] {
  if (!isGiven(text)) return [];
  const parts = matches.flatMap((match) => {
    const value = text[match];
    return isGiven(value) ? [condition(name, match, value)] : [];
  });
  if (parts.length === 0) throw mistake();
  return parts;
}

function all(parts: readonly UserSearch[]): UserSearch {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind: "all", of: parts };
}

const isGiven = <Value>(value: Value | null | undefined): value is Value =>
  value !== null && value !== undefined;

const mistake = () => new GatewayError("BAD_USER_INPUT", { argument: "filter" });
