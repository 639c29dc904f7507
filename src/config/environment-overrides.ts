import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { configSchema } from "./config.js";
import type { ConfigurationMistake } from "./configuration-error.js";
import { fileVariableOf, secretVariables } from "./secrets.js";

export type Environment = Readonly<Record<string, string | undefined>>;

const prefix = "COGNITO_ADMIN_GATEWAY_";
const separator = "__";
const notOverrides = new Set([
  "COGNITO_ADMIN_GATEWAY_CONFIG",
  ...secretVariables,
  ...secretVariables.map(fileVariableOf),
]);

/**
 * What Kubernetes sets in every Pod for a Service whose name begins as the prefix does, such as `cognito-admin-gateway` itself.
 * https://kubernetes.io/docs/tutorials/services/connect-applications-service/#environment-variables
 */
const serviceLink =
  /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/;
/** The value of the one whose name could be a slip of the pen. */
const serviceUrl = /^(tcp|udp|sctp):\/\//;

const isServiceLink = (name: string, value: string): boolean =>
  !name.includes(separator) &&
  (serviceLink.test(name) || (name.endsWith("_PORT") && serviceUrl.test(value)));

/**
 * Lets `COGNITO_ADMIN_GATEWAY_LISTEN__PORT=0` override `listen.port`: the path in capitals, its steps joined by two underscores.
 * List items are numbered from 0; a `-` of a pool's alias is written as `_`. What has the prefix and names nothing is a mistake;
 * what has another is somebody else's.
 */
export function applyEnvironment(
  fromFile: unknown,
  environment: Environment,
): { raw: unknown; mistakes: ConfigurationMistake[] } {
  const raw = structuredClone(fromFile);
  const mistakes: ConfigurationMistake[] = [];
  for (const [name, value] of Object.entries(environment).sort()) {
    if (!name.startsWith(prefix) || notOverrides.has(name) || value === undefined) continue;
    if (isServiceLink(name, value)) continue;
    const steps = name.slice(prefix.length).split(separator);
    const problem = assign(raw, configSchema, steps, value);
    if (problem !== null) mistakes.push({ path: name, problem });
  }
  return { raw, mistakes };
}

const unknownSetting = "names no setting of the configuration";

/** Walks file and schema side by side; tells what is wrong when the path leads to no scalar, or nothing is set. */
function assign(
  target: unknown,
  schema: z.core.$ZodType,
  steps: string[],
  value: string,
): string | null {
  const [step = "", ...rest] = steps;
  const inner = unwrap(schema);
  const key = findKey(target, inner, step);
  const next = key === undefined ? undefined : schemaOf(inner, key);
  if (key === undefined || next === undefined || !isContainer(target)) return unknownSetting;
  const nextInner = unwrap(next);
  const isScalar = !(
    nextInner instanceof z.ZodObject ||
    nextInner instanceof z.ZodArray ||
    nextInner instanceof z.ZodRecord
  );
  if (rest.length === 0) {
    if (!isScalar) return unknownSetting;
    const isText = nextInner instanceof z.ZodString;
    // YAML reads nothing as null, which could switch a check off that nobody meant to.
    if (value.trim() === "" && !isText) return "is empty";
    const isOption = nextInner instanceof z.ZodEnum && nextInner.options.includes(value);
    target[key] = isText || isOption ? value : parseScalar(value);
    return null;
  }
  if (isScalar) return unknownSetting;
  target[key] ??= nextInner instanceof z.ZodArray ? [] : {};
  return assign(target[key], nextInner, rest, value);
}

function parseScalar(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return text;
  }
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault;
  return wrapped ? unwrap(schema.unwrap()) : schema;
}

function schemaOf(schema: z.core.$ZodType, key: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return (schema.shape as z.core.$ZodShape)[key];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

/** The key that a step means: names are compared by their letters and digits alone. */
function findKey(target: unknown, schema: z.core.$ZodType, step: string): string | undefined {
  if (schema instanceof z.ZodArray) return /^(0|[1-9]\d{0,2})$/.test(step) ? step : undefined;
  const known =
    schema instanceof z.ZodObject
      ? Object.keys(schema.shape)
      : isContainer(target)
        ? Object.keys(target)
        : [];
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const found = known.find((key) => plain(key) === plain(step));
  if (found !== undefined || !(schema instanceof z.ZodRecord)) return found;
  return /^[A-Z][A-Z0-9_]*$/i.test(step) ? step.toLowerCase().replaceAll("_", "-") : undefined;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
