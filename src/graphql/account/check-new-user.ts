import { standardAttributes } from "../../cognito/records/attribute-values.js";
import { GatewayError } from "../../errors/gateway-error.js";
import type { PartRight } from "../mutations/mutation.js";
import { checkPasswordLength } from "../password/password-argument.js";
import { checkText } from "../request/check-text.js";
import { checkUsername } from "../user/find-user.js";
import { isContactAttribute } from "../user/user-attributes.js";
import type { CreateUserArguments, NewPoolUser, UserAttributeInput } from "./create-user.inputs.js";
import { mediumsOf } from "./user-invitation.enum.js";

/** The arguments as graphql-js hands them over. */
export type GivenUser = { readonly [Name in keyof CreateUserArguments]: CreateUserArguments[Name] };

/** Cognito asks for no more of an address; anything that no username could hold is none. */
const emailPattern = /^(?=[\p{L}\p{M}\p{S}\p{N}\p{P}]{3,2048}$)[^@]+@[^@]+\.[^@]+$/u;

/** E.164. https://www.itu.int/rec/T-REC-E.164 */
const phonePattern = /^\+[1-9]\d{1,14}$/;

/** Each name is a decision, which costs. */
const maximumAttributes = 25;

/** No attribute of a pool has a longer one. */
const maximumNameLength = 32;

/** Attributes that have an argument of their own, or that Cognito alone sets. */
const reserved = new Set([
  ...["email", "email_verified", "phone_number", "phone_number_verified"],
  ...["sub", "identities"],
]);

export const isEmail = (text: string): boolean => emailPattern.test(text);

export const isPhoneNumber = (text: string): boolean => phonePattern.test(text);

/** Refuses a part of the arguments: names it by a path, and never by a value. */
export const refusedPart = (argument: string): GatewayError =>
  new GatewayError("BAD_USER_INPUT", { argument });

/** Throws for a user whom no pool would take. */
export function checkNewUser(input: GivenUser): void {
  const { user, invitation } = input;
  checkAddresses(user);
  const mediums = mediumsOf(invitation);
  if (mediums.includes("EMAIL") && isAbsent(user.email)) throw refusedPart("user.email");
  if (mediums.includes("SMS") && isAbsent(user.phoneNumber)) throw refusedPart("user.phoneNumber");
  checkAttributes(user.attributes ?? []);
  checkTemporaryPassword(input);
}

export const isAbsent = (value: string | null | undefined): value is null | undefined =>
  value === null || value === undefined;

function checkAddresses(user: NewPoolUser): void {
  const { username, email, emailVerified, phoneNumber, phoneNumberVerified } = user;
  if (!isAbsent(username)) checkUsername(username, "user.username");
  if (!isAbsent(email) && !isEmail(email)) throw refusedPart("user.email");
  if (!isAbsent(phoneNumber) && !isPhoneNumber(phoneNumber)) throw refusedPart("user.phoneNumber");
  if (emailVerified && isAbsent(email)) throw refusedPart("user.emailVerified");
  if (phoneNumberVerified && isAbsent(phoneNumber)) throw refusedPart("user.phoneNumberVerified");
}

function checkAttributes(attributes: readonly UserAttributeInput[]): void {
  const names = new Set(attributes.map(({ name }) => name));
  if (attributes.length > maximumAttributes || names.size < attributes.length) {
    throw refusedPart("user.attributes");
  }
  for (const { name, value } of attributes) {
    const isName = name !== "" && name.length <= maximumNameLength;
    if (!isName || reserved.has(name) || name.startsWith("dev:")) {
      throw refusedPart("user.attributes");
    }
    checkText(name, "user.attributes");
    if (value === "") throw refusedPart(argumentOf(name));
    checkText(value, argumentOf(name));
  }
}

function checkTemporaryPassword({ temporaryPassword, issuePassword }: GivenUser): void {
  if (isAbsent(temporaryPassword)) return;
  if (issuePassword) throw refusedPart("issuePassword");
  const argument = "temporaryPassword";
  // To Cognito an empty one may mean none.
  if (temporaryPassword === "") {
    throw new GatewayError("INVALID_PASSWORD", { argument, violations: ["TOO_SHORT"] });
  }
  checkText(temporaryPassword, argument);
  checkPasswordLength(temporaryPassword, argument);
}

/** An attribute as an error names it: the caller's text stands for itself only if every pool knows it. */
const argumentOf = (name: string): string =>
  standardAttributes.has(name) ? `user.attributes.${name}` : "user.attributes";

/** What the parts of a new user need: each address, each vouching, each attribute. */
export function rightsForParts({ user }: Pick<GivenUser, "user">): readonly PartRight[] {
  const rights: PartRight[] = [];
  if (!isAbsent(user.email)) rights.push({ action: "user:write-contact", argument: "user.email" });
  if (!isAbsent(user.phoneNumber)) {
    rights.push({ action: "user:write-contact", argument: "user.phoneNumber" });
  }
  if (user.emailVerified) {
    rights.push({ action: "user:vouch-contact", argument: "user.emailVerified" });
  }
  if (user.phoneNumberVerified) {
    rights.push({ action: "user:vouch-contact", argument: "user.phoneNumberVerified" });
  }
  for (const { name } of user.attributes ?? []) {
    const argument = argumentOf(name);
    rights.push({ action: "user:write-attribute", attribute: name, argument });
    if (isContactAttribute(name)) rights.push({ action: "user:read-contact", argument });
  }
  return rights;
}
