import type { AttributeDefinitionRecord } from "./records.js";

/** `AttributeType` holds at most so many characters, whatever a schema says. */
const maximumValueLength = 2048;

/**
 * Whether an attribute can have a value, as far as its definition tells. Cognito decides: how it counts characters beyond U+FFFF is
 * not documented, so a length is refused only if it is out of bounds either way.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html
 */
export function isPossibleValue(definition: AttributeDefinitionRecord, value: string): boolean {
  if (value.length > maximumValueLength) return false;
  switch (definition.type) {
    case "STRING":
      return isWithinLength(definition, value);
    case "NUMBER":
      return isWithinRange(definition, value);
    case "BOOLEAN":
      return value === "true" || value === "false";
    case "DATE_TIME":
      return !Number.isNaN(Date.parse(value));
    case "UNKNOWN":
      return true;
  }
}

function isWithinLength(
  { minLength, maxLength }: AttributeDefinitionRecord,
  value: string,
): boolean {
  const isLongEnough = value.length >= (minLength ?? 0);
  return isLongEnough && Array.from(value).length <= (maxLength ?? Infinity);
}

function isWithinRange({ minValue, maxValue }: AttributeDefinitionRecord, value: string): boolean {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return false;
  const number = Number(value);
  return number >= Number(minValue ?? -Infinity) && number <= Number(maxValue ?? Infinity);
}

/** The attributes that every pool has: standard claims, and what Cognito adds. */
export const standardAttributes: ReadonlySet<string> = new Set([
  ...["address", "birthdate", "email", "email_verified", "family_name", "gender", "given_name"],
  ...["identities", "locale", "middle_name", "name", "nickname", "phone_number"],
  ...["phone_number_verified", "picture", "preferred_username", "profile", "sub", "updated_at"],
  ...["website", "zoneinfo"],
]);
