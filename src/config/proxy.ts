import type { ConfigurationMistake } from "./configuration-error.js";

/** The proxy by which hosts of https are reached, and those that are reached without it. Its URL may hold a password. */
export interface Proxy {
  readonly url: string;
  readonly except: readonly string[];
}

/** The variables that name it, the first that is set counts; as with most programs, the small letters first. */
const proxyVariables = ["https_proxy", "HTTPS_PROXY"] as const;
const exceptionVariables = ["no_proxy", "NO_PROXY"] as const;

/** Reads the proxy that the environment names; an empty variable names none. */
export function readProxy(environment: Readonly<Record<string, string | undefined>>): {
  readonly proxy: Proxy | undefined;
  readonly mistakes: readonly ConfigurationMistake[];
} {
  const first = (names: readonly string[]) =>
    names.find((name) => environment[name] !== undefined && environment[name] !== "");
  const variable = first(proxyVariables);
  if (variable === undefined) return { proxy: undefined, mistakes: [] };
  const url = environment[variable] ?? "";
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: "" };
  if (protocol !== "http:" && protocol !== "https:") {
    const problem = "must be the URL of a proxy, with http: or https: at its beginning";
    return { proxy: undefined, mistakes: [{ path: variable, problem }] };
  }
  const except = (environment[first(exceptionVariables) ?? ""] ?? "").split(/[\s,]+/);
  return { proxy: { url, except: except.filter((part) => part !== "") }, mistakes: [] };
}
