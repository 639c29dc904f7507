import { toListedUserRecord, toUserRecord } from "../../../../src/cognito/records/user-record.js";
import {
  matchesSearch,
  splitSearch,
  type TextMatch,
  type UserSearch,
} from "../../../../src/cognito/records/user-search.js";

const condition = (name: string, match: TextMatch, value: string): UserSearch => ({
  kind: "condition",
  name,
  match,
  value,
});
const all = (...of: UserSearch[]): UserSearch => ({ kind: "all", of });
const any = (...of: UserSearch[]): UserSearch => ({ kind: "any", of });

const ann = toUserRecord("eu-west-1_A", {
  Username: "Ann",
  UserStatus: "CONFIRMED",
  Enabled: false,
  UserAttributes: [
    { Name: "email", Value: "Ann@Example.com" },
    { Name: "custom:tier", Value: "gold" },
  ],
});

describe("splitSearch", () => {
  it("leaves every user when nothing is looked for", () => {
    expect(splitSearch(null)).toEqual({ filter: null, rest: null });
  });

  it.each([
    [condition("sub", "equals", "s"), 'sub = "s"'],
    [condition("username", "startsWith", "a"), 'username ^= "a"'],
    [condition("phone_number", "startsWith", "+44"), 'phone_number ^= "+44"'],
    [condition("cognito:user_status", "equals", "CONFIRMED"), 'cognito:user_status = "CONFIRMED"'],
  ])("%j is a filter of ListUsers alone", (search, filter) => {
    expect(splitSearch(search)).toEqual({ filter, rest: null });
    expect(splitSearch(all(search))).toEqual({ filter, rest: null });
  });

  it.each([
    condition("sub", "startsWith", "s"),
    condition("email", "contains", "a"),
    condition("custom:tier", "equals", "gold"),
    condition("locale", "equals", "en"),
    condition("email", "equals", 'a"b'),
    condition("email", "equals", "a\\b"),
    condition("email", "equals", "x".repeat(247)),
    any(condition("email", "equals", "a")),
  ])("%j is none", (search) => {
    expect(splitSearch(search)).toEqual({ filter: null, rest: search });
  });

  it("sends a filter of exactly 256 characters", () => {
    const search = condition("email", "equals", "x".repeat(246));
    expect(splitSearch(search).filter).toHaveLength(256);
  });

  it("gives Cognito the condition that leaves the fewest users, and keeps the rest", () => {
    const status = condition("cognito:user_status", "equals", "CONFIRMED");
    const prefix = condition("email", "startsWith", "a");
    const name = condition("name", "equals", "Ann");
    const either = any(prefix, name);
    expect(splitSearch(all(status, prefix, either))).toEqual({
      filter: 'email ^= "a"',
      rest: all(status, either),
    });
    expect(splitSearch(all(status, prefix, name))).toEqual({
      filter: 'name = "Ann"',
      rest: all(status, prefix),
    });
  });
});

describe("matchesSearch", () => {
  it.each([
    [condition("username", "equals", "ann"), true],
    [condition("username", "startsWith", "nn"), false],
    [condition("email", "contains", "@EXAMPLE"), true],
    [condition("email", "startsWith", "ann@"), true],
    [condition("status", "equals", "Disabled"), true],
    [condition("cognito:user_status", "equals", "RESET_REQUIRED"), false],
    [condition("custom:tier", "equals", "gold"), true],
    [condition("custom:tier", "equals", "gol"), false],
    [condition("nickname", "contains", "a"), false],
    [condition("toString", "contains", "a"), false],
    [all(condition("email", "contains", "a"), condition("username", "equals", "bob")), false],
    [any(condition("email", "contains", "a"), condition("username", "equals", "bob")), true],
    [all(), true],
    [any(), false],
  ])("%j: %s", (search, expected) => {
    expect(matchesSearch(ann, search)).toBe(expected);
  });

  it.each(["equals", "startsWith", "contains"] as const)(
    "%s takes a letter for the same however Unicode writes it",
    (match) => {
      const written = ["NFC", "NFD"].map((form) => "Renée".normalize(form));
      for (const username of written) {
        const user = toListedUserRecord("eu-west-1_A", {
          Username: username,
          UserStatus: "CONFIRMED",
        });
        for (const value of written) {
          expect(matchesSearch(user, condition("username", match, value))).toBe(true);
        }
      }
    },
  );
});
