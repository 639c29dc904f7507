import type { SchemaAttributeType } from "@aws-sdk/client-cognito-identity-provider";
import type { AttributeDefinitionRecord, AttributeType } from "./records.js";

const typeNames: ReadonlyMap<string | undefined, AttributeType> = new Map([
  ["String", "STRING"],
  ["Number", "NUMBER"],
  ["DateTime", "DATE_TIME"],
  ["Boolean", "BOOLEAN"],
]);

/**
 * A pool's schema in the gateway's words. Developer-only attributes, which users never see, are left out:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html
 */
export const attributeDefinitions = (
  schema: readonly SchemaAttributeType[],
): readonly AttributeDefinitionRecord[] => schema.flatMap(definitionOf);

function definitionOf({
  Name: name,
  DeveloperOnlyAttribute: isForDevelopers,
  ...attribute
}: SchemaAttributeType): readonly AttributeDefinitionRecord[] {
  if (name === undefined || isForDevelopers === true || name.startsWith("dev:")) return [];
  const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = attribute;
  return [
    {
      name,
      type: typeNames.get(attribute.AttributeDataType) ?? "UNKNOWN",
      mutable: attribute.Mutable ?? false,
      required: attribute.Required ?? false,
      minLength: lengthOf(text?.MinLength),
      maxLength: lengthOf(text?.MaxLength),
      minValue: number?.MinValue ?? null,
      maxValue: number?.MaxValue ?? null,
    },
  ];
}

/** The most that GraphQL has an Int for; a length beyond is no bound. */
const maximumInt = 2 ** 31 - 1;

/** Cognito tells lengths as texts. */
function lengthOf(text: string | undefined): number | null {
  const length = text === undefined || text === "" ? NaN : Number(text);
  return Number.isInteger(length) && length <= maximumInt ? length : null;
}
