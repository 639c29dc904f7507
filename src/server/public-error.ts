import { GraphQLError, type GraphQLFormattedError, isValueNode, Kind } from "graphql";
import { type ErrorCode, errorCodes } from "../errors/error-codes.js";
import { GatewayError } from "../errors/gateway-error.js";

/** Apollo Server's and graphql-js's own complaints about a request; each is answered with a constant of ours. */
const requestComplaints: ReadonlyMap<string, ErrorCode> = new Map([
  ["GRAPHQL_PARSE_FAILED", "BAD_USER_INPUT"],
  ["GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"],
  ["BAD_USER_INPUT", "BAD_USER_INPUT"],
  ["BAD_REQUEST", "BAD_USER_INPUT"],
  ["OPERATION_RESOLUTION_FAILURE", "BAD_USER_INPUT"],
  ["PERSISTED_QUERY_NOT_FOUND", "BAD_USER_INPUT"],
  ["PERSISTED_QUERY_NOT_SUPPORTED", "BAD_USER_INPUT"],
]);

/** graphql-js has no code for its limits, only these sentences (the slip of the pen is graphql 16.15's). */
const parserLimits = [
  { sentence: /Document contains more tha[nt] \d+ (tokens|comments)/, limit: "queryTokens" },
  { sentence: /Source contains more than \d+ UTF-16/, limit: "queryLength" },
] as const;

/** The GatewayError behind any error, INTERNAL when there is none. */
export function toGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (!(error instanceof Error)) return new GatewayError("INTERNAL");
  const original = "originalError" in error ? error.originalError : undefined;
  if (original instanceof GatewayError) return original;
  const extensions = "extensions" in error ? (error as GraphQLError).extensions : {};
  const code =
    requestComplaints.get(String(extensions["code"])) ??
    (isRequestMistake(original ?? error) ? "BAD_USER_INPUT" : "INTERNAL");
  const options = { cause: original ?? error };
  const exceeded =
    extensions["code"] === "GRAPHQL_PARSE_FAILED"
      ? parserLimits.find(({ sentence }) => sentence.test(error.message))
      : undefined;
  if (exceeded === undefined) return new GatewayError(code, {}, options);
  return new GatewayError("QUERY_TOO_LARGE", { limit: exceeded.limit }, options);
}

/**
 * Whether graphql-js could not execute what was written: a variable that gives null where a value must stand, or a kind of
 * operation that there is none of. It has no code for these, but blames a value or the operation; when completing a
 * result it blames a field. https://github.com/graphql/graphql-js/blob/v16.15.0/src/execution/values.ts
 */
function isRequestMistake(error: unknown): boolean {
  if (!(error instanceof GraphQLError) || error.originalError !== undefined) return false;
  return (error.nodes ?? []).some(
    (node) => isValueNode(node) || node.kind === Kind.OPERATION_DEFINITION,
  );
}

/** What a caller may see of an error: a constant text, the code, and facts. No text of the error itself. */
export function toPublicError(
  error: GatewayError,
  place: Pick<GraphQLFormattedError, "locations" | "path"> = {},
  requestId?: string,
): GraphQLFormattedError {
  const { code, details, message } = error;
  const { retryable } = errorCodes[code];
  const { locations, path } = place;
  return {
    message,
    ...(locations === undefined ? {} : { locations }),
    ...(path === undefined ? {} : { path }),
    extensions: { code, retryable, ...details, ...(requestId === undefined ? {} : { requestId }) },
  };
}
