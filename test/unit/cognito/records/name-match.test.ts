import {
  filterForName,
  isCertainlyNamed,
  kindOfName,
  onlyOneNamed,
  possibleNames,
} from "../../../../src/cognito/records/name-match.js";
import type { SignInAlias } from "../../../../src/cognito/records/records.js";
import { toUserRecord } from "../../../../src/cognito/records/user-record.js";

const sub = "5b1f1f0e-0000-4000-8000-000000000001";

const user = (attributes: Readonly<Record<string, string>> = {}, username = "Ann") =>
  toUserRecord("eu-west-1_A", {
    Username: username,
    UserStatus: "CONFIRMED",
    UserAttributes: Object.entries({ sub, ...attributes }).map(([Name, Value]) => ({
      Name,
      Value,
    })),
  });

const pool = (signInAliases: readonly SignInAlias[], usernameCaseSensitive = true) => ({
  signInAliases,
  usernameCaseSensitive,
});

const verified = { email: "Ann@example.com", email_verified: "true" };
const number = { phone_number: "+442079460000", phone_number_verified: "true" };

describe("isCertainlyNamed", () => {
  it.each([
    ["the username", "Ann", {}, pool([]), true],
    ["the username in another case", "ann", {}, pool([]), false],
    ["the same in a pool that knows no case", "ann", {}, pool([], false), true],
    ["the sub, which may be somebody's username", sub, {}, pool([]), false],
    ["the sub in another case", sub.toUpperCase(), {}, pool([], false), false],
    ["a verified address", "Ann@example.com", verified, pool(["EMAIL"]), true],
    ["it in another case", "ann@example.com", verified, pool(["EMAIL"]), false],
    ["it where there is no case", "ann@EXAMPLE.com", verified, pool(["EMAIL"], false), true],
    ["it where it is no name", "Ann@example.com", verified, pool(["PHONE_NUMBER"]), false],
    [
      "one not verified",
      "Ann@example.com",
      { ...verified, email_verified: "false" },
      pool(["EMAIL"]),
      false,
    ],
    [
      "one of which nothing is said",
      "Ann@example.com",
      { email: "Ann@example.com" },
      pool(["EMAIL"]),
      false,
    ],
    ["a verified number", "+442079460000", number, pool(["PHONE_NUMBER"]), true],
    ["it where it is no name", "+442079460000", number, pool(["EMAIL"]), false],
    [
      "one not verified",
      "+442079460000",
      { phone_number: "+442079460000" },
      pool(["PHONE_NUMBER"]),
      false,
    ],
    [
      "a preferred username",
      "annie",
      { preferred_username: "annie" },
      pool(["PREFERRED_USERNAME"]),
      false,
    ],
    ["another attribute", "annie", { nickname: "annie" }, pool([]), false],
  ])("%s: %s", (_what, name, attributes, naming, expected) => {
    expect(isCertainlyNamed(user(attributes), name, naming)).toBe(expected);
  });

  it("counts what is a name in every pool, when nothing is known of the pool", () => {
    const all = user({ ...verified, ...number });
    const names = ["Ann", sub, "ann", "Ann@example.com", "+442079460000"];
    expect(names.filter((name) => isCertainlyNamed(all, name))).toEqual(["Ann"]);
  });
});

describe("a name that looks like a sub", () => {
  const named = (username: string, own: string) => user({ sub: own }, username);

  it("is certain where it is both username and sub", () => {
    expect(isCertainlyNamed(named(sub, sub), sub)).toBe(true);
    expect(isCertainlyNamed(named(sub, "other"), sub)).toBe(false);
  });

  it("means the only one who has it, and nobody if there are two", () => {
    const ann = named("Ann", sub);
    const rival = named(sub, "other");
    expect(onlyOneNamed([ann, named("bob", "other")], sub)).toBe(ann);
    expect(onlyOneNamed([rival], sub)).toBe(rival);
    expect(onlyOneNamed([ann, rival], sub)).toBeNull();
    expect(onlyOneNamed([], sub)).toBeNull();
  });
});

describe("possibleNames", () => {
  it("are those that can be certain in some pool, folded", () => {
    expect(possibleNames(user({ ...verified, ...number }))).toEqual([
      "ann",
      sub,
      "ann@example.com",
      "+442079460000",
    ]);
    expect(possibleNames(user({ email: "Ann@example.com" }))).toEqual(["ann", sub]);
  });
});

describe("filterForName", () => {
  it.each([
    ["ann", 'username = "ann"'],
    [sub, `sub = "${sub}"`],
    ["ann@example.com", 'email = "ann@example.com"'],
    ["+442079460000", 'username = "+442079460000"'],
    ['a"b', null],
    ["a\\b", null],
    ["x".repeat(300), null],
  ])("of %s is %s, in a pool that takes addresses for names", (name, filter) => {
    expect(filterForName(name, pool(["EMAIL"]))).toBe(filter);
  });
});

describe("kindOfName", () => {
  it.each([
    ["ann", "username"],
    [sub, "sub"],
    [`${sub}0`, "username"],
    ["ann@example.com", "email"],
    ["+44", "phone_number"],
    ["+44a", "username"],
  ])("of %s is %s", (name, kind) => {
    expect(kindOfName(name)).toBe(kind);
  });
});
