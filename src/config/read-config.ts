import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import type { z } from "zod";
import { type Config, configSchema } from "./config.js";
import { ConfigurationError, type ConfigurationMistake } from "./configuration-error.js";
import { applyEnvironment, type Environment } from "./environment-overrides.js";
import { readProxy } from "./proxy.js";
import { readSecrets, type Secrets } from "./secrets.js";

/** Reads a YAML or JSON file, lets the environment override its scalars, and reports every mistake at once. */
export function readConfig(file: string, environment: Environment = process.env): Config {
  if (file === "") {
    const problem =
      "is named by an empty text: name a file, or leave --config and COGNITO_ADMIN_GATEWAY_CONFIG away";
    throw new ConfigurationError("The configuration", [{ path: "(file)", problem }]);
  }
  const { raw, mistakes } = applyEnvironment(readYaml(file), environment);
  const folder = dirname(resolve(file));
  const {
    secrets,
    files: secretFiles,
    mistakes: secretMistakes,
  } = readSecrets(environment, folder);
  const { proxy, mistakes: proxyMistakes } = readProxy(environment);
  const result = configSchema.safeParse(raw);
  const found = result.success
    ? withoutRouter(result.data, secrets)
    : result.error.issues.flatMap(toMistakes);
  const all = [...mistakes, ...secretMistakes, ...proxyMistakes, ...found];
  if (!result.success || all.length > 0) throw new ConfigurationError(file, all);
  const config = withPathsFrom(folder, result.data);
  return { ...config, secrets, secretFiles, ...(proxy === undefined ? {} : { proxy }) };
}

/** Whoever sets a secret wants it asked for: without `router` nobody would. */
function withoutRouter(config: Config, { router }: Secrets): ConfigurationMistake[] {
  if (router === undefined || config.router !== undefined) return [];
  const problem = "is set, but the configuration has no router: write router: {}";
  return [{ path: "COGNITO_ADMIN_GATEWAY_ROUTER_SECRET", problem }];
}

/** Paths in the file are relative to it, wherever the process was started. */
function withPathsFrom(folder: string, config: Config): Config {
  const { policies, blockList, listen, audit } = config;
  const { tls } = listen;
  return {
    ...config,
    policies: policies.map((path) => resolve(folder, path)),
    ...(blockList === undefined ? {} : { blockList: resolve(folder, blockList) }),
    ...(tls === undefined ? {} : { listen: { ...listen, tls: tlsFrom(folder, tls) } }),
    audit: { ...audit, file: resolve(folder, audit.file) },
  };
}

const tlsFrom = (
  folder: string,
  { cert, key, clientCa }: NonNullable<Config["listen"]["tls"]>,
) => ({
  cert: resolve(folder, cert),
  key: resolve(folder, key),
  ...(clientCa === undefined ? {} : { clientCa: resolve(folder, clientCa) }),
});

/** The file that the environment names, if it names one; an empty name is no file, and no wish for sample people either. */
export function configFileFromEnvironment(
  environment: Environment = process.env,
): string | undefined {
  return environment["COGNITO_ADMIN_GATEWAY_CONFIG"];
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

const secretInFile = (variable: string) => `a secret does not belong in the file: set ${variable}`;

/** Keys that are refused with more to say than that they are not known. */
const explained = new Map([
  ["router.secret", secretInFile("COGNITO_ADMIN_GATEWAY_ROUTER_SECRET")],
  ["router.secrets", secretInFile("COGNITO_ADMIN_GATEWAY_ROUTER_SECRET")],
  ["audit.key", secretInFile("COGNITO_ADMIN_GATEWAY_AUDIT_KEY")],
  ["cursorSecret", secretInFile("COGNITO_ADMIN_GATEWAY_CURSOR_SECRET")],
]);

function toMistakes(issue: z.core.$ZodIssue): ConfigurationMistake[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const path = [...issue.path, key].join(".");
      return { path, problem: explained.get(path) ?? "is not a known key" };
    });
  }
  if (issue.code === "invalid_key") {
    return issue.issues.map(({ message }) => ({ path: issue.path.join("."), problem: message }));
  }
  const missing = issue.code === "invalid_type" && issue.message.includes("received undefined");
  return [
    { path: issue.path.join(".") || "(file)", problem: missing ? "is missing" : issue.message },
  ];
}
