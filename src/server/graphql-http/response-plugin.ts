import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from "@apollo/server";
import { type DocumentNode, type GraphQLFormattedError, Kind, OperationTypeNode } from "graphql";
import type { ErrorCode } from "../../errors/error-codes.js";
import { GatewayError, type Outcome } from "../../errors/gateway-error.js";
import { maximumErrors } from "../../graphql/answers/count-answer.js";
import { noteRefusal } from "../../graphql/request/attempt.js";
import type { GatewayContext } from "../../graphql/request/context.js";
import { foldRefusals } from "../answers/fold-refusals.js";
import { refusalHead } from "../answers/refusal.js";
import { logError, logErrors, type Logger } from "../observability/logger.js";
import type { Metrics } from "../observability/metrics.js";
import { boundAnswer } from "./bound-answer.js";
import { settleContactReads } from "./settle-contact-reads.js";

/** Completes each answer: what it shows is written down; request id and outcome on every error, warnings, HTTP status, Retry-After; then counts, and tells the log. */
export function responsePlugin(
  logger: Logger,
  metrics: Metrics,
): ApolloServerPlugin<GatewayContext> {
  return {
    invalidRequestWasReceived: async ({ error }) => {
      logError(logger, error, {});
    },
    unexpectedErrorProcessingRequest: async ({ error }) => {
      logError(logger, error, {});
    },
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue: { requestId } }) => {
        logErrors(logger, errors, requestId);
      },
      willSendResponse: async (request) => {
        boundAnswer(request, { logger, metrics });
        await settleContactReads(request, logger);
        const { body, http } = request.response;
        if (body.kind !== "single") return;
        const { contextValue } = request;
        const { warnings } = contextValue;
        const result = body.singleResult;
        const isMutation = isMutationRequest(request);
        logErrors(logger, contextValue.itemFailures, contextValue.requestId);
        const folded = foldRefusals(result.errors ?? [], contextValue.answer.foldedRefusals);
        const errors = firstErrors(maximumErrors, folded).map((error) =>
          complete(error, contextValue, isMutation),
        );
        if (errors.length > 0) result.errors = errors;
        if (warnings.length > 0) result.extensions = { ...result.extensions, warnings };
        const [first] = errors;
        const isRefused = first !== undefined && !("data" in result);
        // What is refused as a whole comes to no field that could tell.
        if (isRefused && isMutation) noteRefusal(contextValue, new GatewayError(codeOf(first)));
        const retryAfterMs = errors.reduce((most, error) => Math.max(most, retryAfterOf(error)), 0);
        if (first !== undefined) {
          const { status, headers } = refusalHead(codeOf(first), retryAfterMs);
          if (isRefused) http.status = status;
          for (const [name, value] of Object.entries(headers)) http.headers.set(name, value);
        }
        const codes = [...errors.map(codeOf), ...contextValue.itemFailures.map(({ code }) => code)];
        tellFacts(request, codes);
        metrics.countRequest(contextValue.facts.operation ?? "none", codes[0] ?? "OK");
      },
    }),
  };
}

/** What the log tells of the operation, which there is only once it fits the schema. */
function tellFacts(
  { operation, contextValue: { facts } }: GraphQLRequestContextWillSendResponse<GatewayContext>,
  codes: readonly ErrorCode[],
): void {
  const kind: string | undefined = operation?.operation;
  facts.operation = kind === "query" || kind === "mutation" ? kind : undefined;
  facts.operationName = operation?.name?.value;
  facts.codes = [...new Set(codes)];
}

/** The first errors; when there are too many, those of root fields before all others, since they tell a write's outcome. */
function firstErrors(
  maximum: number,
  errors: readonly GraphQLFormattedError[],
): readonly GraphQLFormattedError[] {
  if (errors.length <= maximum) return errors;
  const depth = ({ path = [] }: GraphQLFormattedError) => path.length;
  return [...errors].sort((one, other) => depth(one) - depth(other)).slice(0, maximum);
}

function complete(
  error: GraphQLFormattedError,
  { requestId, hasWritten }: GatewayContext,
  isMutation: boolean,
): GraphQLFormattedError {
  // A look-up that failed has an outcome as well, which says nothing to its caller.
  const outcome = isMutation ? outcomeOf(error, hasWritten) : undefined;
  // Repeating what was done, or may have been, is for people to decide: somebody else may have written since.
  const mayRepeat = outcome === undefined || outcome === "NOT_APPLIED";
  const retryable = mayRepeat && error.extensions?.["retryable"];
  return { ...error, extensions: { ...error.extensions, retryable, outcome, requestId } };
}

/**
 * A failure inside the mutation's answer comes behind the write, whatever a look-up says of itself; of the others whoever
 * threw knows best, and else they tell by their place.
 */
function outcomeOf({ path, extensions }: GraphQLFormattedError, hasWritten: boolean): Outcome {
  if (path !== undefined && path.length > 1) return "APPLIED";
  const known = extensions?.["outcome"] as Outcome | undefined;
  if (known !== undefined) return known;
  if (path === undefined) return "NOT_APPLIED";
  // What only graphql-js has seen is not known to have come before the write, once there was one.
  const isUnforeseen =
    extensions?.["code"] === "INTERNAL" || extensions?.["code"] === "BAD_USER_INPUT";
  return hasWritten && isUnforeseen ? "UNKNOWN" : "NOT_APPLIED";
}

function isMutationRequest({
  operation,
  document,
}: GraphQLRequestContextWillSendResponse<GatewayContext>): boolean {
  if (operation !== undefined) return operation.operation === OperationTypeNode.MUTATION;
  return document?.definitions.some(isMutationDefinition) ?? false;
}

function isMutationDefinition(definition: DocumentNode["definitions"][number]): boolean {
  return (
    definition.kind === Kind.OPERATION_DEFINITION &&
    definition.operation === OperationTypeNode.MUTATION
  );
}

function codeOf(error: GraphQLFormattedError): ErrorCode {
  return error.extensions?.["code"] as ErrorCode;
}

function retryAfterOf(error: GraphQLFormattedError): number {
  return (error.extensions?.["retryAfterMs"] as number | undefined) ?? 0;
}
