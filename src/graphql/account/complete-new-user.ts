import { isPossibleValue } from "../../cognito/records/attribute-values.js";
import type { UserPoolDescription } from "../../cognito/records/records.js";
import type { UserPool } from "../../cognito/user-pool.js";
import { GatewayError } from "../../errors/gateway-error.js";
import { issuePassword } from "../password/issued-password.js";
import { checkUsername } from "../user/find-user.js";
import { type GivenUser, isAbsent, isEmail, isPhoneNumber, refusedPart } from "./check-new-user.js";
import type { NewPoolUser } from "./create-user.inputs.js";

/** By what a user is created. */
export interface NewName {
  readonly name: string;
  /** An address that is the name; Cognito makes the username. */
  readonly isAddress: boolean;
}

/** The arguments, with what the pool and the gateway make of them. */
export type NewUserInput = GivenUser & {
  readonly made?: NewName & {
    /** The password that the gateway has made, if it was told to. */
    readonly issued: string | null;
  };
};

/** What has been made of the arguments; they are completed before anything is looked at. */
export function madeOf({ made }: NewUserInput): NonNullable<NewUserInput["made"]> {
  if (made === undefined) throw new GatewayError("INTERNAL");
  return made;
}

/** Holds a new user to the pool's own rules, by its kept description, and makes the name and the password. */
export async function completeNewUser(input: NewUserInput, pool: UserPool): Promise<NewUserInput> {
  const description = await pool.description.get();
  const { name, isAddress } = nameOf(input.user, description);
  checkAttributes(input.user, description);
  const issued = input.issuePassword ? issuePassword(description.passwordPolicy) : null;
  return { ...input, made: { name, isAddress, issued } };
}

function nameOf(
  { username, email, phoneNumber }: NewPoolUser,
  { namedBy, signInAliases }: UserPoolDescription,
): NewName {
  if (namedBy.length === 0) {
    if (isAbsent(username)) throw refusedPart("user.username");
    const isLikeAlias =
      (signInAliases.includes("EMAIL") && isEmail(username)) ||
      (signInAliases.includes("PHONE_NUMBER") && isPhoneNumber(username));
    if (isLikeAlias) throw refusedPart("user.username");
    return { name: username, isAddress: false };
  }
  if (!isAbsent(username)) throw refusedPart("user.username");
  const byEmail = namedBy.includes("EMAIL") ? email : null;
  const address = byEmail ?? (namedBy.includes("PHONE_NUMBER") ? phoneNumber : null);
  const argument = namedBy.includes("EMAIL") ? "user.email" : "user.phoneNumber";
  if (isAbsent(address)) throw refusedPart(argument);
  checkUsername(address, argument);
  return { name: address, isAddress: true };
}

/** Required attributes may be missing: administrators can leave them out. */
function checkAttributes({ attributes }: NewPoolUser, description: UserPoolDescription): void {
  for (const { name, value } of attributes ?? []) {
    const definition = description.attributes.find((known) => known.name === name);
    if (definition === undefined) throw refusedPart("user.attributes");
    if (!isPossibleValue(definition, value)) throw refusedPart(`user.attributes.${name}`);
  }
}
