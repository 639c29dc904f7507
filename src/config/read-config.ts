import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import type { z } from "zod";
import { type Config, configSchema } from "./config.js";
import { ConfigurationError, type ConfigurationMistake } from "./configuration-error.js";
import { applyEnvironment, type Environment } from "./environment-overrides.js";

/** Reads a YAML or JSON file, lets the environment override its scalars, and reports every mistake at once. */
export function readConfig(file: string, environment: Environment = process.env): Config {
  if (file === "") {
    const problem =
      "is named by an empty text: name a file, or leave --config and GATEWAY_CONFIG away";
    throw new ConfigurationError("The configuration", [{ path: "(file)", problem }]);
  }
  const { raw, mistakes: overrideMistakes } = applyEnvironment(readYaml(file), environment);
  const mistakes = [...overrideMistakes, ...auditKeyMistakes(environment)];
  const result = configSchema.safeParse(raw);
  if (!result.success || mistakes.length > 0) {
    const found = result.success ? [] : result.error.issues.flatMap(toMistakes);
    throw new ConfigurationError(file, [...mistakes, ...found]);
  }
  return withPathsFrom(dirname(resolve(file)), result.data);
}

/** Paths in the file are relative to it, wherever the process was started. */
function withPathsFrom(folder: string, config: Config): Config {
  const { policies, blockList, audit } = config;
  return {
    ...config,
    policies: policies.map((path) => resolve(folder, path)),
    ...(blockList === undefined ? {} : { blockList: resolve(folder, blockList) }),
    ...(audit === undefined ? {} : { audit: { ...audit, file: resolve(folder, audit.file) } }),
  };
}

/** The file that the environment names, if it names one; an empty name is no file, and no wish for sample people either. */
export function configFileFromEnvironment(
  environment: Environment = process.env,
): string | undefined {
  return environment["GATEWAY_CONFIG"];
}

const auditKeyVariable = "GATEWAY_AUDIT_KEY";

/** The key that the audit log's checkpoints are signed with: from the environment alone, as it is a secret. */
export function auditKeyFromEnvironment(
  environment: Environment = process.env,
): string | undefined {
  return environment[auditKeyVariable];
}

function auditKeyMistakes(environment: Environment): ConfigurationMistake[] {
  const key = auditKeyFromEnvironment(environment);
  if (key === undefined || /^[A-Za-z0-9+/]{43}=$/.test(key)) return [];
  return [{ path: auditKeyVariable, problem: "must be 32 bytes in base64" }];
}

function readYaml(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new ConfigurationError(file, [{ path: "(file)", problem: `cannot be read: ${code}` }]);
  }
  const document = parseDocument(text, { uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new ConfigurationError(
      file,
      document.errors.map((error) => ({
        path: `(line ${error.linePos?.[0].line ?? "?"})`,
        problem: `is not YAML: ${error.code}`,
      })),
    );
  }
  try {
    return document.toJS() ?? {};
  } catch {
    // An alias without its anchor, or so many that they multiply: yaml tells neither while it parses.
    throw new ConfigurationError(file, [{ path: "(file)", problem: "is not YAML: BAD_ALIAS" }]);
  }
}

function toMistakes(issue: z.core.$ZodIssue): ConfigurationMistake[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...issue.path, key].join("."),
      problem: "is not a known key",
    }));
  }
  if (issue.code === "invalid_key") {
    return issue.issues.map(({ message }) => ({ path: issue.path.join("."), problem: message }));
  }
  const missing = issue.code === "invalid_type" && issue.message.includes("received undefined");
  return [
    { path: issue.path.join(".") || "(file)", problem: missing ? "is missing" : issue.message },
  ];
}
