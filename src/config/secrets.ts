import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigurationError, type ConfigurationMistake } from "./configuration-error.js";

/** What only the environment may hold, or a file that it names; never in the configuration, never quoted by a mistake. */
export interface Secrets {
  /** What the router sends along with every request: several while one replaces another. */
  readonly router?: readonly string[];
  /** The key that the audit log's checkpoints are signed with: 32 bytes in base64. */
  readonly auditKey?: string;
  /** What cursors are sealed with: gateways that share it take each other's cursors. */
  readonly cursor?: string;
}

/** The files that hold those of the secrets that are mounted. */
export type SecretFiles = Readonly<Partial<Record<keyof Secrets, string>>>;

type Environment = Readonly<Record<string, string | undefined>>;

interface SecretFacts {
  readonly variable: string;
  readonly pattern: RegExp;
  readonly rule: string;
}

const text = { pattern: /^[\x21-\x7e]{32,256}$/, rule: "32 to 256 visible ASCII characters" };

const facts: Readonly<Record<keyof Secrets, SecretFacts>> = {
  /** Visible ASCII without the comma, which stands between two secrets: what a header can carry unchanged. */
  router: {
    variable: "COGNITO_ADMIN_GATEWAY_ROUTER_SECRET",
    pattern: /^[\x21-\x2b\x2d-\x7e]{32,256}$/,
    rule: "secrets of 32 to 256 visible ASCII characters, with commas between them",
  },
  auditKey: {
    variable: "COGNITO_ADMIN_GATEWAY_AUDIT_KEY",
    pattern: /^[A-Za-z0-9+/]{43}=$/,
    rule: "32 bytes in base64",
  },
  cursor: { variable: "COGNITO_ADMIN_GATEWAY_CURSOR_SECRET", ...text },
};

const kinds = Object.keys(facts) as (keyof Secrets)[];
const lists: ReadonlySet<keyof Secrets> = new Set(["router"]);

/** No secret comes near. */
const maximumBytes = 65_536;

/** The variable that names a file with what another would hold. */
export const fileVariableOf = (variable: string): string => `${variable}_FILE`;

/** The variables that are no overrides of settings; each has a second form, with the name of a file. */
export const secretVariables = kinds.map((kind) => facts[kind].variable);

/** Reads the secrets; a variable that is not set is none. A file is named by its path from `folder`. */
export function readSecrets(
  environment: Environment,
  folder: string,
): {
  readonly secrets: Secrets;
  readonly files: SecretFiles;
  readonly mistakes: readonly ConfigurationMistake[];
} {
  const mistakes: ConfigurationMistake[] = [];
  const values: Partial<Record<keyof Secrets, readonly string[]>> = {};
  const files: Partial<Record<keyof Secrets, string>> = {};
  for (const kind of kinds) {
    const { variable } = facts[kind];
    const found = environment[variable];
    const file = environment[fileVariableOf(variable)];
    try {
      if (file !== undefined && found !== undefined) {
        throw mistakeIn(fileVariableOf(variable), `is set beside ${variable}: set one of them`);
      }
      if (file === "") throw mistakeIn(fileVariableOf(variable), "names no file");
      if (file !== undefined) {
        files[kind] = resolve(folder, file);
        values[kind] = readFile(kind, files[kind]);
      } else if (found !== undefined) values[kind] = check(kind, found, variable);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      mistakes.push(...error.mistakes);
    }
  }
  return { secrets: secretsOf(values), files, mistakes };
}

/** The secrets as they are now: those in files are read again. Throws a ConfigurationError with every mistake in them. */
export function readAgain(secrets: Secrets, files: SecretFiles): Secrets {
  const values: Partial<Record<keyof Secrets, readonly string[]>> = {};
  for (const kind of kinds) {
    const file = files[kind];
    if (file !== undefined) values[kind] = readFile(kind, file);
  }
  return { ...secrets, ...secretsOf(values) };
}

function secretsOf({
  router,
  auditKey: [auditKey] = [],
  cursor: [cursor] = [],
}: Partial<Record<keyof Secrets, readonly string[]>>): Secrets {
  return {
    ...(router === undefined ? {} : { router }),
    ...(auditKey === undefined ? {} : { auditKey }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

function readFile(kind: keyof Secrets, file: string): readonly string[] {
  const path = fileVariableOf(facts[kind].variable);
  let content: string;
  try {
    const stats = statSync(file);
    if (!stats.isFile()) throw mistakeIn(path, "names what is no file");
    if (stats.size > maximumBytes) throw mistakeIn(path, "names a file that is too large");
    content = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    throw mistakeIn(path, `names a file that cannot be read: ${code}`);
  }
  if (content.trim() === "") throw mistakeIn(path, "names a file that is empty");
  return check(kind, content, path);
}

/** Takes a text apart. What comes from a file often ends with a line break, which is no part of the secret. */
function check(kind: keyof Secrets, found: string, path: string): readonly string[] {
  const { pattern, rule } = facts[kind];
  const values = (lists.has(kind) ? found.split(",") : [found]).map((value) => value.trim());
  if (values.every((value) => pattern.test(value))) return values;
  throw mistakeIn(
    path,
    path.endsWith("_FILE") ? `names a file that does not hold ${rule}` : `must be ${rule}`,
  );
}

const mistakeIn = (path: string, problem: string): ConfigurationError =>
  new ConfigurationError("The configuration", [{ path, problem }]);
