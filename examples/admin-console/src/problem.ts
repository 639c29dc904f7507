import { CombinedGraphQLErrors, ServerError } from "@apollo/client/errors";
import { type ErrorFacts, sentenceFor, waitOf } from "../../frontends/error-sentences.js";

type Facts = Partial<ErrorFacts> & { readonly auditId?: string };

/** One error, with the place in the answer where a field is missing for it. */
interface Failure {
  readonly facts: Facts;
  readonly path: readonly (string | number)[];
}

/** What a person is told when something did not work. */
export interface Problem {
  readonly code: string | undefined;
  readonly sentence: string;
  readonly outcome: "NOT_APPLIED" | "APPLIED" | "UNKNOWN" | undefined;
  readonly violations: readonly string[];
  /** After so many milliseconds it may be tried again; null when that would not help. */
  readonly waitMs: number | null;
  /** By these an operator finds it in log and audit log. */
  readonly requestId: string | undefined;
  readonly auditId: string | undefined;
}

const noAnswer = "The service did not answer. Is the network there?";

/** The failures in an error; one without facts when there was no answer that the gateway would give. */
export function failuresOf(error: unknown): readonly Failure[] {
  if (error === undefined || error === null) return [];
  if (CombinedGraphQLErrors.is(error)) return error.errors.map(failureOf);
  if (ServerError.is(error)) return read(error.bodyText);
  return [{ facts: {}, path: [] }];
}

interface WireError {
  readonly extensions?: Facts | Record<string, unknown> | undefined;
  readonly path?: readonly (string | number)[] | undefined;
}

const failureOf = ({ extensions, path = [] }: WireError): Failure => ({
  facts: extensions ?? {},
  path,
});

/** The body of a request that was refused as a whole. */
function read(body: string): readonly Failure[] {
  try {
    const { errors = [] } = JSON.parse(body) as { errors?: readonly WireError[] };
    if (errors.length > 0) return errors.map(failureOf);
  } catch {
    // It came from something in between.
  }
  return [{ facts: {}, path: [] }];
}

export const isSignedOut = (error: unknown): boolean =>
  failuresOf(error).some(({ facts }) => facts.code === "UNAUTHENTICATED");

/** Whether a field is missing because its reader may not see it. */
export const isHidden = (error: unknown, field: string): boolean =>
  failuresOf(error).some(({ facts, path }) => facts.code === "FORBIDDEN" && path.at(-1) === field);

/** What to tell of a query that brought nothing. */
export function queryProblem(error: unknown): Problem {
  const facts = failuresOf(error)[0]?.facts ?? {};
  return toProblem(facts, isComplete(facts) ? sentenceFor(facts) : noAnswer);
}

/**
 * What to tell of a mutation that failed. Without an answer of the gateway nobody knows whether it was done: the request may have
 * arrived.
 */
export function mutationProblem(error: unknown): Problem {
  const facts = failuresOf(error)[0]?.facts ?? {};
  if (isComplete(facts)) return toProblem(facts, sentenceFor(facts));
  const unknown = { code: "", retryable: false, requestId: "", outcome: "UNKNOWN" } as const;
  return { ...toProblem({}, sentenceFor(unknown)), outcome: "UNKNOWN" };
}

/** Errors of the gateway have all facts; those of what stands in between do not. */
const isComplete = (facts: Facts): facts is ErrorFacts =>
  facts.code !== undefined && facts.retryable !== undefined;

const toProblem = (facts: Facts, sentence: string): Problem => ({
  code: facts.code,
  sentence,
  outcome: facts.outcome,
  violations: facts.violations ?? [],
  waitMs: isComplete(facts) ? waitOf(facts) : null,
  requestId: facts.requestId,
  auditId: facts.auditId,
});
