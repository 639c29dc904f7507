import type { Raise } from "../service-model/service-error.js";
import { addedName } from "./attribute-schema.js";
import { valueMistake } from "./attributes/value-mistake.js";
import type { UserPool } from "./user-pool.js";

/** Attributes as a request lists them. */
export type StatedAttributes = readonly { readonly Name: string; readonly Value?: string }[];

const STANDARD = new Set([
  "address",
  "birthdate",
  "email",
  "email_verified",
  "family_name",
  "gender",
  "given_name",
  "identities",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "phone_number",
  "phone_number_verified",
  "picture",
  "preferred_username",
  "profile",
  "sub",
  "updated_at",
  "website",
  "zoneinfo",
]);
const UNCHANGEABLE = new Set(["sub", "identities"]);
const ADDRESSES = ["email", "phone_number"];
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const PHONE = /^\+[0-9]{5,15}$/u;

/** The custom attributes that a schema declares; the name of a standard attribute means that attribute. */
export const customAttributeNames = (
  schema: readonly Parameters<typeof addedName>[0][] = [],
): ReadonlySet<string> =>
  new Set(schema.filter(({ Name: name = "" }) => !STANDARD.has(name)).map(addedName));

/** Whether a value has the form of an e-mail address or of a phone number. */
export const hasFormOf = (attribute: string, value: string): boolean =>
  attribute === "email" ? EMAIL.test(value) : attribute === "phone_number" && PHONE.test(value);

/** The attributes after a request's changes, those of a new user after null; an empty value removes one. Throws on what the schema refuses. */
export function changedAttributes(
  pool: UserPool,
  before: ReadonlyMap<string, string> | null,
  stated: StatedAttributes,
  error: Raise<"InvalidParameterException">,
): ReadonlyMap<string, string> {
  const after = new Map(before);
  const isNew = before === null;
  for (const { Name: name, Value: value = "" } of stated) {
    checkAttribute(pool, name, { value, isNew }, error);
    if (value === "") after.delete(name);
    else after.set(name, value);
  }
  for (const address of ADDRESSES) {
    // The SDK says so at `AdminCreateUserRequest`; that a change is refused as well is an inference.
    if (!after.has(address) && stated.some((attribute) => vouchesFor(attribute, address))) {
      throw error(
        "InvalidParameterException",
        `A value for ${address} is needed to set ${address}_verified to true.`,
      );
    }
  }
  const names = new Set(stated.map((attribute) => attribute.Name));
  for (const address of ADDRESSES) {
    // A new address is unproven unless the same request vouches for it.
    if (
      after.get(address) !== before?.get(address) &&
      !names.has(`${address}_verified`) &&
      after.has(`${address}_verified`)
    ) {
      after.set(`${address}_verified`, "false");
    }
  }
  return after;
}

const vouchesFor = ({ Name, Value }: StatedAttributes[number], address: string): boolean =>
  Name === `${address}_verified` && Value === "true";

function checkAttribute(
  pool: UserPool,
  name: string,
  { value, isNew }: { readonly value: string; readonly isNew: boolean },
  error: Raise<"InvalidParameterException">,
): void {
  if (!isKnown(pool, name)) {
    throw error(
      "InvalidParameterException",
      `Attributes did not conform to the schema: ${name}: Attribute does not exist in the schema.`,
    );
  }
  if (UNCHANGEABLE.has(name)) {
    throw error("InvalidParameterException", `Cannot modify the non-mutable attribute ${name}`);
  }
  const schema = pool.schema.find((attribute) => attribute.Name === name);
  if (schema?.Mutable === false && !isNew) {
    // https://github.com/aws-amplify/amplify-js/issues/3526
    throw error("InvalidParameterException", `user.${name}: Attribute cannot be updated.`);
  }
  if (value === "") {
    if (schema?.Required !== true || isNew) return;
    // https://github.com/aws-amplify/aws-sdk-ios/issues/4251
    throw error("InvalidParameterException", `user.${name}: Required attribute cannot be deleted.`);
  }
  if (name === "email" && !EMAIL.test(value)) {
    throw error("InvalidParameterException", "Invalid email address format.");
  }
  if (name === "phone_number" && !PHONE.test(value)) {
    throw error("InvalidParameterException", "Invalid phone number format.");
  }
  const mistake = schema === undefined ? null : valueMistake(schema, value);
  if (mistake === null) return;
  throw error(
    "InvalidParameterException",
    `Attributes did not conform to the schema: ${name}: ${mistake}`,
  );
}

function isKnown(pool: UserPool, name: string): boolean {
  if (STANDARD.has(name)) return true;
  if (!/^(custom|dev):/u.test(name)) return false;
  return pool.customAttributes === null || pool.customAttributes.has(name);
}
