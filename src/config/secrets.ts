import type { ConfigurationMistake } from "./configuration-error.js";

/** What only the environment may hold; never in the file, never quoted by a mistake. */
export interface Secrets {
  /** What the router sends along with every request: several while one replaces another. */
  readonly router?: readonly string[];
  /** The key that the audit log's checkpoints are signed with: 32 bytes in base64. */
  readonly auditKey?: string;
  /** What cursors are sealed with: gateways that share it take each other's cursors. */
  readonly cursor?: string;
}

interface SecretFacts {
  readonly variable: string;
  readonly pattern: RegExp;
  readonly rule: string;
}

const text = { pattern: /^[\x21-\x7e]{32,256}$/, rule: "32 to 256 visible ASCII characters" };

/** Visible ASCII without the comma, which stands between two secrets: what a header can carry unchanged. */
const routerFacts: SecretFacts = {
  variable: "COGNITO_ADMIN_GATEWAY_ROUTER_SECRET",
  pattern: /^[\x21-\x2b\x2d-\x7e]{32,256}$/,
  rule: "secrets of 32 to 256 visible ASCII characters, with commas between them",
};
const auditFacts: SecretFacts = {
  variable: "COGNITO_ADMIN_GATEWAY_AUDIT_KEY",
  pattern: /^[A-Za-z0-9+/]{43}=$/,
  rule: "32 bytes in base64",
};
const cursorFacts: SecretFacts = { variable: "COGNITO_ADMIN_GATEWAY_CURSOR_SECRET", ...text };

/** The variables that are no overrides of settings. */
export const secretVariables = [routerFacts, auditFacts, cursorFacts].map(
  ({ variable }) => variable,
);

/** Reads the secrets; a variable that is not set is none. */
export function readSecrets(environment: Readonly<Record<string, string | undefined>>): {
  readonly secrets: Secrets;
  readonly mistakes: readonly ConfigurationMistake[];
} {
  const mistakes: ConfigurationMistake[] = [];
  const read = ({ variable, pattern, rule }: SecretFacts, isList = false) => {
    const found = environment[variable];
    if (found === undefined) return undefined;
    // A secret that is mounted from a file often ends with a line break.
    const values = (isList ? found.split(",") : [found]).map((value) => value.trim());
    if (values.every((value) => pattern.test(value))) return values;
    mistakes.push({ path: variable, problem: `must be ${rule}` });
    return undefined;
  };
  const router = read(routerFacts, true);
  const [auditKey] = read(auditFacts) ?? [];
  const [cursor] = read(cursorFacts) ?? [];
  const secrets = {
    ...(router === undefined ? {} : { router }),
    ...(auditKey === undefined ? {} : { auditKey }),
    ...(cursor === undefined ? {} : { cursor }),
  };
  return { secrets, mistakes };
}
