import { hash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import {
  preparsePolicySet,
  preparseSchema,
  statefulIsAuthorized,
} from "@cedar-policy/cedar-wasm/nodejs";
import type { Action } from "./actions.js";
import type { CedarEntity } from "./cedar-entities.js";
import { cedarSchema } from "./cedar-schema.js";
import { checkPolicies, type CheckedPolicy, type ForbidCode } from "./policy-check.js";
import { readPolicies, targetRulesFile } from "./policy-files.js";
import type { PolicySource } from "./policy-source.js";

// Node 20's V8 inlines calls of WebAssembly, and ends the process ("unreachable code" in its deoptimizer) when it has to
// take that back while such a call is under way: seen after some thousand decisions under load. docs/decisions/0011 tells more.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

/** One question to the policies. */
export interface Question {
  readonly caller: CedarEntity;
  readonly action: Action;
  readonly pool: CedarEntity;
  /** Left out: the action in the pool as a whole. */
  readonly target?: CedarEntity;
  /** The attribute that the action is about, if it is about one. */
  readonly attribute?: string;
}

/** An answer, and what it rests on. */
export interface Decision {
  readonly isAllowed: boolean;
  /** The policies that decided, by id: permits of what is allowed, forbids of what is refused; none for the silent refusal. */
  readonly policies: readonly string[];
  /** What a refusal is called by the policy that refused; null when none says. */
  readonly code: ForbidCode | null;
  /** Set when the question could not be decided, which refuses it. */
  readonly isFailure?: true;
}

/** At some two hundred bytes each. */
const maximumDecisions = 10_000;
const schemaName = "gateway";
const failure: Decision = { isAllowed: false, policies: [], code: null, isFailure: true };
let sets = 0;

/** A set of policies that has been checked and parsed, and does not change. */
export class PolicySet {
  private readonly byId: ReadonlyMap<string, CheckedPolicy>;
  private readonly name: string;
  private readonly decisions = new Map<string, Decision>();

  /** Reads, checks and parses the target rules and the named files. Throws PolicyError with every mistake. */
  static read(patterns: readonly string[]): PolicySet {
    return new PolicySet(readPolicies([targetRulesFile, ...patterns]));
  }

  constructor(sources: readonly PolicySource[]) {
    const policies = checkPolicies(sources);
    this.byId = new Map(policies.map((policy) => [policy.id, policy]));
    sets += 1;
    this.name = `policies-${sets}`;
    const staticPolicies = Object.fromEntries(policies.map(({ id, text }) => [id, text]));
    const answers = [
      preparseSchema(schemaName, cedarSchema),
      preparsePolicySet(this.name, { staticPolicies }),
    ];
    if (answers.some(({ type }) => type === "failure")) {
      throw new Error("Checked policies could not be parsed.");
    }
  }

  /** Every policy, in the order of the files. */
  get policies(): readonly CheckedPolicy[] {
    return [...this.byId.values()];
  }

  /**
   * Allowed only if a policy permits it, none forbids it, and nothing went wrong on the way. By itself Cedar passes over a
   * policy that fails, a `forbid` too: https://docs.cedarpolicy.com/auth/authorization.html#error-semantics
   */
  decide(question: Question): Decision {
    try {
      // Names of attributes are the caller's to make up.
      if (question.attribute !== undefined) return this.ask(question);
      const key = contentOf(question);
      const known = this.decisions.get(key);
      if (known !== undefined) return known;
      const decision = this.ask(question);
      if (this.decisions.size >= maximumDecisions) this.decisions.clear();
      this.decisions.set(key, decision);
      return decision;
    } catch {
      return failure;
    }
  }

  private ask({ caller, action, pool, target, attribute }: Question): Decision {
    const answer = statefulIsAuthorized({
      principal: caller.uid,
      action: { type: "Action", id: action },
      resource: (target ?? pool).uid,
      context: attribute === undefined ? {} : { attribute },
      entities: [caller.json, pool.json, ...(target === undefined ? [] : [target.json])],
      preparsedPolicySetId: this.name,
      preparsedSchemaName: schemaName,
      validateRequest: true,
    });
    if (answer.type === "failure") return failure;
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0) return failure;
    return {
      isAllowed: decision === "allow",
      policies: diagnostics.reason,
      code: this.codeOf(diagnostics.reason),
    };
  }

  /** The code of the deciding policies; the first that has one, in the order of the files. */
  private codeOf(ids: readonly string[]): ForbidCode | null {
    for (const [id, { code }] of this.byId) if (code !== null && ids.includes(id)) return code;
    return null;
  }
}

/**
 * All that a decision depends on, so that to remember one is not to let it grow old: whatever changes about the caller, the
 * pool or the target makes another question. With a target as a digest, which is short and names nobody.
 */
function contentOf({ caller, action, pool, target }: Question): string {
  const inPool = `${action}\n${textOf(caller)}\n${textOf(pool)}`;
  return target === undefined ? inPool : hash("sha256", `${inPool}\n${textOf(target)}`, "base64");
}

const texts = new WeakMap<object, string>();

/** As JSON, which has no line of its own inside; made once for each caller and pool. */
function textOf({ json }: CedarEntity): string {
  const known = texts.get(json);
  if (known !== undefined) return known;
  const text = JSON.stringify(json);
  texts.set(json, text);
  return text;
}
