import { z } from "zod";
import { configSchema } from "../../src/config/config.js";
import { code, codes } from "./table.js";

/** One key that holds a value: its path, and its type and default as the document words them. */
interface ConfigurationKey {
  readonly path: string;
  readonly type: string;
  readonly fallback: string;
}

interface Wrapping {
  readonly fallback: string;
  readonly isNullable: boolean;
}

function* keysOf(
  schema: z.core.$ZodType,
  path = "",
  wrapping: Wrapping = { fallback: "required", isNullable: false },
): Generator<ConfigurationKey> {
  const { fallback, isNullable } = wrapping;
  if (schema instanceof z.ZodOptional) {
    yield* keysOf(schema.unwrap(), path, { ...wrapping, fallback: "none" });
  } else if (schema instanceof z.ZodDefault) {
    yield* keysOf(schema.unwrap(), path, {
      ...wrapping,
      fallback: wordsOf(schema.def.defaultValue),
    });
  } else if (schema instanceof z.ZodNullable) {
    yield* keysOf(schema.unwrap(), path, { ...wrapping, isNullable: true });
  } else if (schema instanceof z.ZodPrefault) {
    yield* keysOf(schema.unwrap(), path);
  } else if (schema instanceof z.ZodObject) {
    const shape: z.core.$ZodShape = schema.shape;
    for (const [key, value] of Object.entries(shape)) {
      yield* keysOf(value, path === "" ? key : `${path}.${key}`);
    }
  } else if (schema instanceof z.ZodRecord) {
    // Pools go by alias; other tables by the names of groups and roles.
    if (path === "pools") yield* keysOf(schema.valueType, "pools.<alias>");
    else yield* keysOf(schema.valueType, `${path}.<name>`, { ...wrapping, fallback: "none" });
  } else if (schema instanceof z.ZodArray && schema.element instanceof z.ZodObject) {
    yield* keysOf(schema.element, `${path}[]`);
  } else {
    yield { path, type: `${typeOf(schema)}${isNullable ? ", or null" : ""}`, fallback };
  }
}

/** A default, as the document words it: nothing in it is none. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : codes(value.map(String));
  return typeof value === "object" ? "none" : code(JSON.stringify(value).replaceAll('"', ""));
}

function typeOf(schema: z.core.$ZodType): string {
  if (schema instanceof z.ZodArray) return `list of ${typeOf(schema.element)}`;
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.join(", ")}`;
  if (schema instanceof z.ZodBoolean) return "true or false";
  if (schema instanceof z.ZodURL) return "URL";
  if (schema instanceof z.ZodString) return "text";
  if (schema instanceof z.ZodNumber) {
    return `integer, ${String(schema.minValue)} to ${String(schema.maxValue)}`;
  }
  throw new Error(`No words for ${schema._zod.def.type}.`);
}

/** The steps to a key: of the first item of a list, of the alias `customers`, of the role `admin`. */
export const stepsTo = ({ path }: ConfigurationKey): readonly string[] =>
  path.replace("<alias>", "customers").replace("<name>", "admin").replace("[]", ".0").split(".");

/** The variable that overrides a key; of a list, its first item. */
export function variableOf(key: ConfigurationKey): string {
  const steps = [...stepsTo(key)];
  if (key.type.startsWith("list")) steps.push("0");
  return `COGNITO_ADMIN_GATEWAY_${steps
    .map((step) => step.replaceAll(/(?<=.)([A-Z])/g, "_$1").toUpperCase())
    .join("__")}`;
}

/** Every key of the configuration. */
export const configurationKeys: readonly ConfigurationKey[] = [...keysOf(configSchema)];
