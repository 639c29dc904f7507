import type { ConfigurationMistake } from "./configuration-error.js";

/** The one variable that holds secrets of the gateway: what its router sends along with every request. */
export const routerSecretVariable = "GATEWAY_ROUTER_SECRET";

/** Visible ASCII without the comma, which stands between two secrets: what a header can carry unchanged. */
const secretPattern = /^[\x21-\x2b\x2d-\x7e]{32,256}$/;

/**
 * Reads the router's secrets: several while one replaces another. Without the variable there are none; a mistake never
 * quotes its value.
 */
export function readRouterSecrets(environment: Readonly<Record<string, string | undefined>>): {
  secrets: readonly string[] | undefined;
  mistakes: readonly ConfigurationMistake[];
} {
  const text = environment[routerSecretVariable];
  if (text === undefined) return { secrets: undefined, mistakes: [] };
  // A secret that is mounted from a file often ends with a line break.
  const secrets = text.split(",").map((secret) => secret.trim());
  if (secrets.every((secret) => secretPattern.test(secret))) return { secrets, mistakes: [] };
  const problem = "must be secrets of 32 to 256 visible ASCII characters, with commas between them";
  return { secrets: undefined, mistakes: [{ path: routerSecretVariable, problem }] };
}
