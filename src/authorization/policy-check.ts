import {
  type DetailedError,
  policyToJson,
  validate,
  type ValidationError,
} from "@cedar-policy/cedar-wasm/nodejs";
import { cedarSchema } from "./cedar-schema.js";
import { PolicyError, type PolicyMistake } from "./policy-error.js";
import { lineAt, type PolicySource } from "./policy-source.js";

/** What a caller is told when a `forbid` policy about a target decides; policies say which by `@code("…")`. */
const forbidCodes = ["FORBIDDEN", "OUT_OF_SCOPE_USER", "SELF_TARGET"] as const;

export type ForbidCode = (typeof forbidCodes)[number];

/** A policy that has been checked: what is told of it when it decides. */
export interface CheckedPolicy extends PolicySource {
  /** The annotation `@id("…")`, or the place in the file. */
  readonly id: string;
  readonly code: ForbidCode | null;
  /** Roles that the policy names. */
  readonly roles: readonly string[];
}

/** Checks policies against the schema, each by itself and all of them together; throws PolicyError with every mistake. */
export function checkPolicies(sources: readonly PolicySource[]): readonly CheckedPolicy[] {
  const mistakes: PolicyMistake[] = [];
  const policies = sources.flatMap((source) => parse(source, mistakes) ?? []);
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  for (const policy of policies) {
    const first = byId.get(policy.id);
    // The map keeps the last of several: the earlier ones are told.
    if (first !== policy)
      mistakes.push(mistakeAt(policy, `another policy has the id ${policy.id}`));
  }
  mistakes.push(...validationMistakes(byId));
  if (mistakes.length > 0) throw new PolicyError(mistakes);
  return policies;
}

const idPattern = /^\p{L}[\p{L}\p{M}\p{N}_-]{0,99}$/u;

function parse(source: PolicySource, mistakes: PolicyMistake[]): CheckedPolicy | null {
  const answer = policyToJson(source.text);
  if (answer.type === "failure") {
    mistakes.push(...answer.errors.map((error) => toMistake(source, error)));
    return null;
  }
  // An annotation without a value comes as null, whatever the types say.
  const annotations: Readonly<Record<string, string | null>> = answer.json.annotations ?? {};
  const { id = `${source.file}:${source.line}`, code } = annotations;
  // Two policies must not come to share an id by its form: the second would take the place of the first.
  if (id === null || (annotations["id"] !== undefined && !idPattern.test(id))) {
    mistakes.push(mistakeAt(source, "@id must be letters, digits, - and _ in quotation marks"));
    return null;
  }
  const known = forbidCodes.find((candidate) => candidate === code) ?? null;
  if (code !== undefined && known === null) {
    mistakes.push(mistakeAt(source, `@code must be one of ${forbidCodes.join(", ")}`));
  }
  if (known !== null && answer.json.effect !== "forbid") {
    mistakes.push(mistakeAt(source, "@code is for forbid policies"));
  }
  return { ...source, id, code: known, roles: rolesIn(answer.json) };
}

/** Every `Role::"…"` of a policy, wherever it stands. */
function rolesIn(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  const { type, id } = node as { type?: unknown; id?: unknown };
  const here = type === "Role" && typeof id === "string" ? [id] : [];
  return [...here, ...Object.values(node).flatMap(rolesIn)];
}

function validationMistakes(byId: ReadonlyMap<string, CheckedPolicy>): readonly PolicyMistake[] {
  const texts = Object.fromEntries([...byId].map(([id, { text }]) => [id, text]));
  const answer = validate({ schema: cedarSchema, policies: { staticPolicies: texts } });
  if (answer.type === "failure") {
    // Each policy parses by itself, so this is about none in particular.
    return answer.errors.map(({ message }) => ({ file: "(all policies)", problem: message }));
  }
  // A warning is a policy that can never apply, or a text that only looks like another: a mistake all the same.
  const found: readonly ValidationError[] = [
    ...answer.validationErrors,
    ...answer.validationWarnings,
  ];
  return found.flatMap(({ policyId, error }) => {
    const policy = byId.get(policyId);
    return policy === undefined ? [] : [toMistake(policy, error)];
  });
}

function toMistake(source: PolicySource, error: DetailedError): PolicyMistake {
  const [place] = error.sourceLocations ?? [];
  // Cedar names the policy, which the place tells already.
  const message = error.message.replace(/^(for policy `[^`]*`, |failed to parse .*?: )/, "");
  const problem = [message, place?.label, error.help].filter(isText).join("; ");
  return { file: source.file, line: lineAt(source, place?.start ?? 0), problem };
}

const mistakeAt = ({ file, line }: PolicySource, problem: string): PolicyMistake => ({
  file,
  line,
  problem,
});

const isText = (value: string | null | undefined): value is string =>
  typeof value === "string" && value !== "";
