import type { AttributeSchema } from "../attribute-schema.js";

/** The forms of types other than text. The reference names the types alone, so these are inferences. */
const forms = {
  Number: { form: /^-?\d+(\.\d+)?$/u, wanted: "a number" },
  Boolean: { form: /^(true|false)$/u, wanted: "true or false" },
  DateTime: { form: /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2}))?$/u, wanted: "a date" },
} as const;

/** Why an attribute cannot have a value: its type, its length or its range; null when it can. */
export function valueMistake(schema: AttributeSchema, value: string): string | null {
  if (schema.AttributeDataType === "String") return lengthMistake(schema, value);
  const { form, wanted } = forms[schema.AttributeDataType];
  if (!form.test(value)) return `Value has to be ${wanted}.`;
  if (schema.AttributeDataType === "DateTime" && Number.isNaN(Date.parse(value))) {
    return `Value has to be ${wanted}.`;
  }
  return schema.AttributeDataType === "Number" ? rangeMistake(schema, Number(value)) : null;
}

function lengthMistake({ StringAttributeConstraints: bounds }: AttributeSchema, value: string) {
  const length = Array.from(value).length;
  if (length < Number(bounds?.MinLength ?? 0)) {
    return `String must be no shorter than ${bounds?.MinLength} characters.`;
  }
  if (length > Number(bounds?.MaxLength ?? Infinity)) {
    return `String must be no longer than ${bounds?.MaxLength} characters.`;
  }
  return null;
}

function rangeMistake({ NumberAttributeConstraints: bounds }: AttributeSchema, value: number) {
  if (value < Number(bounds?.MinValue ?? -Infinity)) {
    return `Number must be no less than ${bounds?.MinValue}.`;
  }
  if (value > Number(bounds?.MaxValue ?? Infinity)) {
    return `Number must be no more than ${bounds?.MaxValue}.`;
  }
  return null;
}
