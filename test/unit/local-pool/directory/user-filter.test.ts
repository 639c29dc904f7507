import { UserDirectory } from "../../../../src/local-pool/directory/user-directory.js";
import { parseUserFilter } from "../../../../src/local-pool/directory/user-filter.js";
import { User } from "../../../../src/local-pool/directory/user.js";
import { ServiceError } from "../../../../src/local-pool/service-model/service-error.js";

const error = (type: string, message: string): ServiceError => new ServiceError(type, message);
const directory = (caseSensitive = true): UserDirectory =>
  new UserDirectory({ caseSensitive, aliasAttributes: [], usernameAttributes: [] });

const ann = new User("Ann", new Date(0), "CONFIRMED", "sub-of-ann");
ann.attributes = new Map([
  ["email", "Ann@Example.com"],
  ["given_name", 'Ann "the\\first"'],
  ["custom:tier", "gold"],
]);

const matches = (filter: string, users = directory()): boolean =>
  parseUserFilter(filter, users, error)(ann);

describe("parseUserFilter", () => {
  it.each([
    "",
    'username = "Ann"',
    'username="Ann"',
    '  username   ^=   "A"  ',
    '"username" = "Ann"',
    'sub = "sub-of-ann"',
    'email = "ann@example.com"',
    'email ^= "ann@"',
    'cognito:user_status = "confirmed"',
    'status = "Enabled"',
    'given_name = "Ann \\"the\\\\first\\""',
    'given_name ^= ""',
  ])("finds Ann by %j", (filter) => {
    expect(matches(filter)).toBe(true);
  });

  it.each([
    'username = "ann"',
    'username = "An"',
    'username ^= "nn"',
    'email = "ann"',
    'status = "enabled"',
    'status = "Disabled"',
    'phone_number ^= "+"',
    'family_name ^= ""',
  ])("does not find Ann by %j", (filter) => {
    expect(matches(filter)).toBe(false);
  });

  it("compares usernames without case in a pool that does", () => {
    expect(matches('username = "ANN"', directory(false))).toBe(true);
  });

  it.each([
    "username",
    "username = Ann",
    "username = 'Ann'",
    'username == "Ann"',
    'username = "Ann',
    'username = "A" and status = "Enabled"',
    'username = "A"nn"',
    'username *= "Ann"',
    ' = "Ann"',
  ])("cannot read %j", (filter) => {
    expect(() => matches(filter)).toThrow("Error while parsing filter.");
  });

  it.each(['custom:tier = "gold"', 'address = "x"', 'constructor = "x"', '__proto__ = "x"'])(
    "does not search by %j",
    (filter) => {
      expect(() => matches(filter)).toThrow("Cannot search by this attribute.");
    },
  );
});
