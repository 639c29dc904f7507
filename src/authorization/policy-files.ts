import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PolicyError } from "./policy-error.js";
import { type PolicySource, splitPolicies } from "./policy-source.js";

const shippedFile = (name: string): string =>
  fileURLToPath(new URL(`../../policies/${name}`, import.meta.url));

/** Rules about targets that always hold; see docs/authorization.md. */
export const targetRulesFile = shippedFile("target-rules.cedar");

/** What the sample roles may do. */
export const sampleRolesFile = shippedFile("roles.cedar");

/** Reads the policies of files; a `*` in a file's name stands for any characters. Throws PolicyError. */
export function readPolicies(patterns: readonly string[]): readonly PolicySource[] {
  const files = new Set(patterns.flatMap(expand));
  return [...files].flatMap((file) => splitPolicies(file, read(file)));
}

/** The files that are to be read now, whether they can be or not; a folder that cannot be read stands for its files. */
export function policyFilesOf(patterns: readonly string[]): readonly string[] {
  return [targetRulesFile, ...patterns].flatMap((pattern) => {
    try {
      return expand(pattern);
    } catch {
      return [dirname(pattern)];
    }
  });
}

function expand(pattern: string): readonly string[] {
  const name = basename(pattern);
  if (!name.includes("*")) return [pattern];
  const folder = dirname(pattern);
  const expression = new RegExp(`^${name.split("*").map(escapeForExpression).join(".*")}$`, "s");
  const found = list(folder)
    .filter((entry) => expression.test(entry))
    .sort();
  // Nothing is denied less by a missing file, but who named it expects it to count.
  if (found.length === 0) throw problem(pattern, "no file has such a name");
  return found.map((entry) => join(folder, entry));
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw problem(folder, `cannot be read: ${codeOf(error)}`);
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw problem(file, `cannot be read: ${codeOf(error)}`);
  }
}

const problem = (file: string, text: string): PolicyError =>
  new PolicyError([{ file, problem: text }]);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unreadable";

const escapeForExpression = (text: string): string =>
  text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
